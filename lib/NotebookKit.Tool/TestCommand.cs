using System.CommandLine;

namespace NotebookKit.Tool;

/// <summary><c>notebookkit test</c>: execute notebooks as tests, changing no file.</summary>
public static class TestCommand
{
    /// <summary>The command with its options.</summary>
    public static Command Create()
    {
        var junit = new Option<FileInfo?>("--junit")
        {
            Description = "Write the results as JUnit XML, one case a code cell.",
            HelpName = "FILE",
        };
        var execution = new ExecutionArguments();
        var command = new DetailedCommand("test", "Executes notebooks as tests and changes none.")
        {
            Details = """
                Each notebook executes in a process of its own. The last line counts the
                notebooks: N passed, N failed.


                """ + ExitCodes.Help,
        };
        execution.AddTo(command);
        command.Options.Add(junit);
        command.SetAction((parsed, cancellation) =>
            new Execution(execution.Read(parsed, excludedFolder: null), saver: null, parsed.GetValue(junit)).RunAsync(cancellation));
        return command;
    }
}
