using System.Text.RegularExpressions;

namespace NotebookKit.Notebooks.Session;

/// <summary>The errors of .NET Interactive, which are one text each, as this runner's: a name, a message, and where.</summary>
internal static partial class OriginalErrors
{
    /// <summary>Reads the text of a command that failed.</summary>
    public static ErrorEvent Read(string text)
    {
        string whole = text.ReplaceLineEndings("\n").TrimEnd();
        if (whole.Length == 0)
        {
            return Error("Error", "The cell failed, and .NET Interactive does not say why.", []);
        }

        string[] lines = whole.Split('\n');
        int frames = Array.FindIndex(lines, Frame().IsMatch);
        string message = string.Join('\n', frames < 0 ? lines : lines[..frames]);
        string[] rest = frames < 0 ? [] : lines[frames..];
        return CompilerError().IsMatch(lines[0]) ? Error("CompilationError", message, rest)
            : DirectiveError().IsMatch(lines[0]) ? Error("DirectiveError", message, rest)
            : ExceptionText().Match(message) is { Success: true } match
                ? Error(match.Groups["name"].Value, match.Groups["message"].Value, rest)
            : Error("Error", message, rest);
    }

    private static ErrorEvent Error(string name, string message, string[] rest) =>
        new(name, TerminalText.Visible(message), [.. $"{name}: {message}".Split('\n').Concat(rest).Select(TerminalText.Visible)]);

    [GeneratedRegex(@"^\s+at \S|^--- End of |^ ---> ", RegexOptions.CultureInvariant)]
    private static partial Regex Frame();

    [GeneratedRegex(@"^\(\d+,\d+\): error (?:CS|FS|BC)\d+: ", RegexOptions.CultureInvariant)]
    private static partial Regex CompilerError();

    [GeneratedRegex(@"^\(\d+,\d+\): error DNI\d+: ", RegexOptions.CultureInvariant)]
    private static partial Regex DirectiveError();

    // System.Exception: what went wrong; of a nested or generic type the name alone.
    [GeneratedRegex(@"^(?:[\w`#]+[.+])*(?<name>\w+)(?:`\d+(?:\[.*?\])?)?(?: \(0x[0-9A-Fa-f]+\))?: (?<message>.*)\z",
        RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex ExceptionText();
}
