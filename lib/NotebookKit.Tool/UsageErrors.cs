using System.CommandLine;
using System.CommandLine.Parsing;
using NotebookKit.Notebooks.Session;

namespace NotebookKit.Tool;

/// <summary>How the command was used wrongly, in sentences that name what was probably meant.</summary>
internal static class UsageErrors
{
    /// <summary>The errors of a command line; none when it can be carried out, or names only a group of commands.</summary>
    public static IReadOnlyList<string> Of(ParseResult parsed)
    {
        Command command = parsed.CommandResult.Command;
        // The first one that is unknown is the cause; what follows it may be its value, or miss what it should have been.
        if (parsed.UnmatchedTokens.FirstOrDefault() is { } token)
        {
            return [Unknown(parsed.CommandResult, token)];
        }

        // The parser complains about a missing command; the help says more.
        var errors = parsed.Errors.Where(error => !(IsGroup(command) && error.SymbolResult is CommandResult)).ToList();
        // The parser names the .NET type that a name without a character is not, or says nothing.
        var nameless = parsed.CommandResult.Children.OfType<OptionResult>()
            .ToDictionary(option => option as SymbolResult, Given.NamelessProblem);
        errors.RemoveAll(error => error.SymbolResult is OptionResult && nameless.GetValueOrDefault(error.SymbolResult) is not null);
        IEnumerable<ParseError> first = [.. errors.Where(error => error.SymbolResult is ArgumentResult)];
        IEnumerable<ParseError> told = first.Any() ? first : errors.OrderBy(error => error.SymbolResult is CommandResult);
        return [.. told.Select(Sentence).Concat(nameless.Values.OfType<string>()).Distinct()];
    }

    /// <summary>Whether a command only holds others.</summary>
    public static bool IsGroup(Command command) => command.Action is null && command.Subcommands.Count > 0;

    /// <summary>The names of a command from the top, without the root's: <c>jupyter</c>, <c>install</c>.</summary>
    public static IReadOnlyList<string> Names(CommandResult result) =>
        result.Parent is CommandResult parent ? [.. Names(parent), result.Command.Name] : [];

    /// <summary>A command as a user types it: <c>notebookkit jupyter install</c>.</summary>
    public static string FullName(CommandResult result) => string.Join(' ', [CommandLine.Name, .. Names(result)]);

    /// <summary>Has an argument refuse an option that the command does not have: the parser takes it for a value.</summary>
    /// <param name="argument">The argument; a value that begins with a hyphen is one where it is a path that exists.</param>
    public static void RefuseUnknownOptions(Argument argument) => argument.Validators.Add(result =>
    {
        foreach (Token token in result.Tokens.Where(token => token.Value.StartsWith('-') && !Path.Exists(token.Value)))
        {
            result.AddError(UnknownOption((CommandResult)result.Parent!, token.Value));
        }
    });

    /// <summary>What to say to an option that a command does not have.</summary>
    /// <param name="result">The command.</param>
    /// <param name="token">The option as it was typed, perhaps with <c>=value</c>.</param>
    public static string UnknownOption(CommandResult result, string token)
    {
        string written = token.Split('=', ':')[0];
        var names = OptionNames(result.Command).ToList();
        string sentence = $"'{written}' is not an option of {FullName(result)}.";
        if (Closest(written, names) is { } meant)
        {
            return $"{sentence} Did you mean {meant}?";
        }

        Command? elsewhere = Root(result).Command.Subcommands.FirstOrDefault(other => OptionNames(other).Contains(written));
        return elsewhere is not null
            ? $"{sentence} {CommandLine.Name} {elsewhere.Name} has it."
            : $"{sentence} Its options: "
                + string.Join(", ", names.Where(name => name.StartsWith("--", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
                + ".";
    }

    /// <summary>What to say to a name that is none of a command's subcommands.</summary>
    public static string UnknownCommand(Command group, string written)
    {
        var names = group.Subcommands.Where(command => !command.Hidden).Select(command => command.Name).ToList();
        if (OptionNames(group).Contains("--" + written))
        {
            return $"'{written}' is not a command. Did you mean --{written}?";
        }

        return Closest(written, names) is { } meant
            ? $"'{written}' is not a command. Did you mean {meant}?"
            : names.Count == 0
                ? $"'{written}' is not a command: {group.Name} has no commands of its own."
                : $"'{written}' is not a command. The commands are {string.Join(", ", names)}.";
    }

    private static CommandResult Root(CommandResult result) => result.Parent is CommandResult parent ? Root(parent) : result;

    // The parser does not say which argument it misses.
    private static string Sentence(ParseError error) =>
        error.SymbolResult is ArgumentResult { Tokens.Count: 0, Argument: { Arity.MinimumNumberOfValues: > 0 } argument }
        ? $"{argument.Name} is missing: {argument.Description}"
        : error.Message;

    private static string Unknown(CommandResult result, string token) =>
        token.StartsWith('-') ? UnknownOption(result, token)
        : result.Command.Subcommands.Count == 0 ? $"{FullName(result)} takes no '{token}'."
        : Path.Exists(token) ? $"'{token}' is not a command. To execute it: {CommandLine.Name} run {ShellWord.Of(token)}"
        : UnknownCommand(result.Command, token);

    private static IEnumerable<string> OptionNames(Command command) =>
        command.Options.Where(option => !option.Hidden).SelectMany(option => option.Aliases.Prepend(option.Name))
            .Append("--help").Distinct();

    // One letter more or less makes another short option of any: only their case is worth a guess.
    private static string? Closest(string written, IReadOnlyList<string> names)
    {
        string bare = written.TrimStart('-');
        return bare.Length <= 1
            ? names.FirstOrDefault(name => name.Equals(written, StringComparison.OrdinalIgnoreCase))
            : CloseMatches.Among(bare, names.Select(name => name.TrimStart('-')).Where(name => name.Length > 1)) is [var first, ..]
                ? names.First(name => name.TrimStart('-') == first)
                : null;
    }
}
