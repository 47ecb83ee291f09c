using System.CommandLine;
using System.CommandLine.Parsing;

namespace NotebookKit.Tool;

/// <summary>
/// What was written on the command line, for rules about several options: they are looked at before anyone knows whether each
/// value is one, and asking for a value that is none throws.
/// </summary>
internal static class Given
{
    /// <summary>Whether an option was written, with whatever value.</summary>
    /// <param name="result">The command.</param>
    /// <param name="option">The option.</param>
    public static bool Has(this SymbolResult result, Option option) => result.GetResult(option) is { Implicit: false };

    /// <summary>Whether an option that stands alone was written, and not with <c>false</c>.</summary>
    /// <param name="result">The command.</param>
    /// <param name="option">The option.</param>
    public static bool IsOn(this SymbolResult result, Option<bool> option) =>
        result.GetResult(option) is { Implicit: false, Tokens: var tokens }
        && !(tokens is [{ Value: var value }] && bool.TryParse(value, out bool isOn) && !isOn);

    /// <summary>What is wrong with an option whose value names a file or a folder and has no character; null when nothing is.</summary>
    /// <param name="result">The option.</param>
    public static string? NamelessProblem(OptionResult result)
    {
        string? kind = result.Option.HelpName switch
        {
            "FILE" => "a file",
            "DIR" => "a folder",
            "PATH" => "a file or a folder",
            _ => null,
        };
        return kind is not null && result.Tokens.Any(token => token.Value.Length == 0)
            ? $"{result.Option.Name} expects the name of {kind}; received ''."
            : null;
    }
}
