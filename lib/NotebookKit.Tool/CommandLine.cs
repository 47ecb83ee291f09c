using System.CommandLine;
using System.CommandLine.Invocation;

namespace NotebookKit.Tool;

/// <summary>The <c>notebookkit</c> command: what it offers, and how it says that it was used wrongly.</summary>
internal static class CommandLine
{
    /// <summary>What the command is called, however it was started.</summary>
    public const string Name = "notebookkit";

    /// <summary>The exit code after a fault of the command itself, as sysexits.h has it.</summary>
    private const int InternalError = 70;

    /// <summary>The command with all its subcommands.</summary>
    /// <remarks>
    /// Not a <see cref="RootCommand"/>, which calls itself after the file that was started, such as NotebookKit.Tool.
    /// </remarks>
    public static Command Create()
    {
        var root = new Command(Name, "Runs, tests, exports and serves C# notebooks.")
        {
            RunCommand.Create(),
            TestCommand.Create(),
            TestCommand.CreateCheck(),
            WatchCommand.Create(),
            ExportCommand.Create(),
            StudentCommand.Create(),
            GradeCommand.Create(),
            NewCommand.Create(),
            ClearCommand.Create(),
            ConvertCommand.Create(),
            KernelCommand.Create(),
            JupyterCommand.Create(),
        };
        root.Subcommands.Add(HelpCommand.Create(root));
        root.Options.Add(DetailedHelp.Option());
        root.Options.Add(new VersionOption { Description = "Show the version." });
        return root;
    }

    /// <summary>Parses the arguments and does what they ask.</summary>
    /// <returns>The exit code, one of <see cref="ExitCodes"/>.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        if (!HasFolder())
        {
            return Fail("the folder in which it was started does not exist any more. Change to another one.", ExitCodes.WrongUsage);
        }

        // A notebook may be called @lesson.ipynb: that is a file, and not a list of arguments.
        ParseResult parsed = Create().Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        // What cells print is the kernel's, which puts its own in the place of these.
        if (parsed.CommandResult.Command.Name != KernelCommand.Name)
        {
            GuardedOutput.SetUp();
        }

        if (UsageErrors.Of(parsed) is { Count: > 0 } errors)
        {
            foreach (string error in errors)
            {
                Fail(error, ExitCodes.WrongUsage);
            }

            Say.Wrong($"Usage: {UsageErrors.FullName(parsed.CommandResult)} --help");
            return ExitCodes.WrongUsage;
        }

        if (UsageErrors.IsGroup(parsed.CommandResult.Command) && parsed.Action is null or ParseErrorAction)
        {
            // Only a group of commands was named: what there is to choose from, where errors go, since nothing was done.
            HelpCommand.Write(Create(), UsageErrors.Names(parsed.CommandResult), Console.Error);
            return ExitCodes.WrongUsage;
        }

        try
        {
            // Commands that can be stopped listen for signals themselves: see StopSignals.
            var configuration = new InvocationConfiguration { ProcessTerminationTimeout = null, EnableDefaultExceptionHandler = false };
            return await parsed.InvokeAsync(configuration).ConfigureAwait(false);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or OutputException)
        {
            return Fail(error.Message, ExitCodes.Unreadable);
        }
        catch (Exception error)
        {
            return Fail($"a fault of the command itself, please report it with these lines:\n{error}", InternalError);
        }
    }

    private static bool HasFolder()
    {
        try
        {
            return Environment.CurrentDirectory.Length > 0;
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>Says on standard error why the command did not do what it was asked for.</summary>
    /// <param name="message">The sentence, without the command's name.</param>
    /// <param name="code">The exit code.</param>
    /// <returns>The exit code.</returns>
    public static int Fail(string message, int code)
    {
        Say.Wrong($"{Name}: {message}");
        return code;
    }
}
