using System.CommandLine;

namespace NotebookKit.Tool;

/// <summary><c>notebookkit help COMMAND</c>: the same as <c>notebookkit COMMAND --help</c>.</summary>
internal static class HelpCommand
{
    /// <summary>The command.</summary>
    /// <param name="root">The command whose help, and whose subcommands' help, is shown.</param>
    public static Command Create(Command root)
    {
        var names = new Argument<string[]>("COMMAND")
        {
            Description = "The command to explain, for example run, or jupyter install.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        names.Validators.Add(result =>
        {
            Command command = root;
            foreach (string name in result.Tokens.Select(token => token.Value))
            {
                if (Find(command, name) is { } found)
                {
                    command = found;
                    continue;
                }

                result.AddError(UsageErrors.UnknownCommand(command, name));
                return;
            }
        });
        var help = new Command("help", "Explains a command.") { names };
        help.SetAction(parsed =>
        {
            Write(root, parsed.GetValue(names) ?? [], parsed.InvocationConfiguration.Output);
            return ExitCodes.Passed;
        });
        return help;
    }

    /// <summary>Writes the help of a command.</summary>
    /// <param name="root">Where the names begin.</param>
    /// <param name="names">The command's names from the top, without the root's.</param>
    /// <param name="output">Where the help goes.</param>
    public static void Write(Command root, IReadOnlyList<string> names, TextWriter output) =>
        root.Parse([.. names, "--help"]).Invoke(new InvocationConfiguration
        {
            Output = output,
            EnableDefaultExceptionHandler = false,
        });

    private static Command? Find(Command command, string name) =>
        command.Subcommands.FirstOrDefault(candidate => candidate.Name == name || candidate.Aliases.Contains(name));
}
