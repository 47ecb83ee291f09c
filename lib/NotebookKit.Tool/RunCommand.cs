using System.CommandLine;

namespace NotebookKit.Tool;

/// <summary><c>notebookkit run</c>: execute notebooks and save them executed.</summary>
internal static class RunCommand
{
    /// <summary>The command with its options.</summary>
    public static Command Create()
    {
        var output = new Option<DirectoryInfo?>("--output", "-o")
        {
            Description = "Save the executed notebooks into this folder, also those that failed or timed out, and leave the "
                + "originals as they are.",
            HelpName = "DIR",
        };
        var execution = new ExecutionArguments();
        var command = new DetailedCommand(
            "run", "Executes notebooks and saves them in place when all their cells passed.",
            "Each notebook executes in a process of its own.\n\n" + ExitCodes.Help);
        execution.AddTo(command);
        command.Options.Add(output);
        command.Validators.Add(result =>
        {
            if (execution.HasParameters(result) && !result.Has(output))
            {
                result.AddError("-p changes what is saved: give --output DIR too, so that the original stays as it is.");
            }
            if (execution.HasCellFilter(result) && !result.Has(output))
            {
                result.AddError("A filter of cells leaves outputs of different runs in one notebook: give --output DIR too, so that the "
                    + "original stays as it is.");
            }
        });
        command.SetAction((parsed, cancellation) =>
        {
            string? folder = parsed.GetValue(output)?.FullName;
            return new Execution(execution.Read(parsed, folder), new NotebookSaver(folder), junit: null).RunAsync(cancellation);
        });
        return command;
    }
}
