using System.CommandLine;

namespace NotebookKit.Tool;

/// <summary>The <c>notebookkit</c> command: what it offers, and how it says that it was used wrongly.</summary>
public static class CommandLine
{
    /// <summary>How long a command may take to end in good order after Ctrl+C.</summary>
    private static readonly TimeSpan TerminationTimeout = TimeSpan.FromSeconds(10);

    /// <summary>The command with all its subcommands.</summary>
    public static RootCommand Create() => new("Runs, tests, exports and serves C# notebooks.")
    {
        RunCommand.Create(),
        TestCommand.Create(),
        ExportCommand.Create(),
        KernelCommand.Create(),
        JupyterCommand.Create(),
    };

    /// <summary>Parses the arguments and does what they ask.</summary>
    /// <returns>The exit code, one of <see cref="ExitCodes"/>.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        var parsed = Create().Parse(args);
        if (parsed.Errors.Count == 0)
            return await parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TerminationTimeout });

        foreach (var error in parsed.Errors) await Console.Error.WriteLineAsync($"notebookkit: {error.Message}");
        var names = new List<string>();
        for (var command = parsed.CommandResult; command is not null; command = command.Parent as System.CommandLine.Parsing.CommandResult)
            names.Insert(0, command.Command is RootCommand ? "notebookkit" : command.Command.Name);
        await Console.Error.WriteLineAsync($"Usage: {string.Join(' ', names)} --help");
        return ExitCodes.WrongUsage;
    }
}
