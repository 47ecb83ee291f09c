using System.Text.Json;

namespace NotebookKit.Keras.Configuration;

/// <summary>The activation functions of a file, by their names.</summary>
internal static class ActivationReader
{
    private static readonly Dictionary<string, string> s_otherNames = new() { ["swish"] = "silu", ["hard_swish"] = "hard_silu" };

    /// <summary>The function of a setting.</summary>
    /// <exception cref="RefusedException">It is the file's author's own, or there is none of that name.</exception>
    public static ActivationFunction Read(Settings settings, string key, JsonElement value, KerasVersion version) => Named(
        settings, key, value.ValueKind == JsonValueKind.Object ? NameOf(settings, key, value) : settings.Text(key, value), version);

    private static string NameOf(Settings settings, string key, JsonElement value)
    {
        string kind = value.Text("class_name") ?? "", module = value.Text("module") ?? "";
        string name = value.Text("config") ?? value.Text("registered_name") ?? kind;
        bool ofKeras = module == "keras" || module.StartsWith("keras.", StringComparison.Ordinal);
        if (kind == "function" && ofKeras && !name.Contains('>', StringComparison.Ordinal))
        {
            return name;
        }
        string what = kind is "function" or "" ? "a function" : kind == "__lambda__" ? "a lambda" : $"a {kind}";
        throw new RefusedException($"{settings.Owner} has as its {key} {what} that is not one of Keras's own activations: "
            + $"{(kind == "__lambda__" ? "Python code" : name)}{(module.Length > 0 ? $" from the module {module}" : "")}. A file holds "
            + $"its name and not its code, which would not be run. Use one of Keras's activations, or build the model here and load the "
            + $"weights alone by KerasFile.LoadWeights.");
    }

    private static ActivationFunction Named(Settings settings, string key, string name, KerasVersion version)
    {
        name = s_otherNames.GetValueOrDefault(name, name);
        if (name == "hard_sigmoid")
        {
            return version.Major < 3 ? Activations.HardSigmoidKeras2 : Activations.HardSigmoidKeras3;
        }
        try
        {
            // This library's own names for the two hard sigmoids are not Keras's.
            return name.StartsWith("hard_sigmoid_", StringComparison.Ordinal) ? throw Unknown(null) : Activations.ByName(name);
        }
        catch (ArgumentException error)
        {
            throw Unknown(error);
        }

        RefusedException Unknown(Exception? error) => new(
            $"{settings.Owner} has the {key} '{(name.Length > 60 ? name[..60] + "…" : name)}', and neither Keras nor this library has "
                + $"an activation of that name. Was it the author's own? Build the model here with it, and load the weights alone by "
                + $"KerasFile.LoadWeights.", error);
    }
}
