using System.CommandLine;
using NotebookKit.Notebooks.Comparing;

namespace NotebookKit.Tool;

/// <summary>
/// <c>notebookkit test</c>: execute notebooks as tests, changing no file; and <c>notebookkit check</c>, the same with
/// <c>--compare</c>.
/// </summary>
internal static class TestCommand
{
    private const string Intro =
        """
        Each notebook executes in a process of its own. The last line counts the
        notebooks: N passed, N failed. In GitHub Actions failed cells become
        annotations.


        """;

    /// <summary>The command <c>test</c> with its options.</summary>
    public static Command Create() => Create("test", "Executes notebooks as tests and changes none.", compares: false);

    /// <summary>The command <c>check</c> with its options.</summary>
    public static Command CreateCheck() =>
        Create("check", "Executes notebooks and holds their outputs against the saved ones: test --compare.", compares: true);

    private static DetailedCommand Create(string name, string description, bool compares)
    {
        Option<FileInfo?> junit = ResultFile.Option("--junit", "Write the results as JUnit XML, one case a code cell.");
        var output = new Option<DirectoryInfo?>("--output", "-o")
        {
            Description = "Save the executed notebooks into this folder; the originals stay as they are in any case.",
            HelpName = "DIR",
        };
        var execution = new ExecutionArguments();
        var comparing = new CompareArguments(compares);
        var command = new DetailedCommand(name, description, Intro + CompareArguments.Help + ExitCodes.Help);
        execution.AddTo(command);
        command.Options.Add(junit);
        command.Options.Add(output);
        comparing.AddTo(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            string? folder = parsed.GetValue(output)?.FullName;
            ExecutionRequest request = execution.Read(parsed, folder);
            try
            {
                request = request with { Options = request.Options with { Compare = comparing.Read(parsed) } };
            }
            catch (CompareException error)
            {
                return CommandLine.Fail(error.Message, ExitCodes.WrongUsage);
            }

            NotebookSaver? saver = folder is null ? null : new NotebookSaver(folder);
            return await new Execution(request, saver, parsed.GetValue(junit)).RunAsync(cancellation).ConfigureAwait(false);
        });
        return command;
    }
}
