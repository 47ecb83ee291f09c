namespace NotebookKit.Keras.Configuration;

/// <summary>The version of Keras that wrote a file, which decides what some names in it mean.</summary>
/// <param name="Text">As the file says it; null where it does not.</param>
/// <param name="Major">1, 2 or 3; where the file does not say it, what its layout tells.</param>
/// <param name="Minor">The second number.</param>
internal sealed record KerasVersion(string? Text, int Major, int Minor)
{
    /// <summary>Reads a version such as 3.15.1 or 2.3.0-tf.</summary>
    /// <param name="text">The text; null where the file has none.</param>
    /// <param name="otherwise">The major version to assume then.</param>
    public static KerasVersion Read(string? text, int otherwise)
    {
        string[] parts = text?.Split('.') ?? [];
        return parts.Length > 1 && int.TryParse(parts[0], out int major) && int.TryParse(parts[1], out int minor)
            ? new KerasVersion(text, major, minor)
            : new KerasVersion(text, otherwise, 0);
    }

    /// <summary>Whether merging layers count a step only where it counts in every input, as they did until Keras 3.3.</summary>
    public bool HasOldMerges => Major < 3 || (Major == 3 && Minor <= 3);

    /// <summary>For errors and descriptions.</summary>
    public override string ToString() => Text is null ? $"Keras {Major} (the file does not say; its layout does)" : $"Keras {Text}";
}
