using NotebookKit.Notebooks.Session;

namespace NotebookKit.Tool.Jupyter.Install;

/// <summary>
/// Which names a kernel may have. The name becomes a folder below Jupyter's kernels, so whatever Jupyter itself would not
/// list as a kernel (<c>jupyter_client.kernelspec</c>), and whatever means another folder, is refused.
/// </summary>
internal static class KernelName
{
    /// <summary>The longest name: a folder's name has 255 bytes, and that of a kernel put aside is longer than the kernel's.</summary>
    public const int MaxLength = 200;

    /// <summary>Why <paramref name="name"/> cannot be a kernel's name, or null when it can.</summary>
    public static string? Problem(string name) =>
        name.Length > MaxLength
            ? $"A kernel's name has at most {MaxLength} characters; received one of {name.Length}, "
                + $"'{TerminalText.Visible(name[..40])}…'."
        : name.Length == 0 || !name.All(IsAllowed)
            ? $"A kernel's name has letters, digits, '.', '_' and '-'; received "
                + $"'{TerminalText.Visible(name).ReplaceLineEndings("␊")}'."
        : name.All(character => character == '.')
            ? $"A kernel's name has letters, digits, '.', '_' and '-', and is more than dots, which mean a folder above; "
                + $"received '{name}'."
        // Windows takes a name such as "con", or "x." for another than it says.
        : Path.GetFileName(Path.GetFullPath(name)) == name ? null : $"'{name}' cannot be the name of a folder on this system.";

    // Letters and digits of ASCII only, as Jupyter's own rule has it.
    private static bool IsAllowed(char character) => char.IsAsciiLetterOrDigit(character) || character is '.' or '_' or '-';
}
