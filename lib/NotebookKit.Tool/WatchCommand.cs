using System.CommandLine;
using System.Globalization;
using NotebookKit.Notebooks.Documents;
using NotebookKit.Notebooks.Running;

namespace NotebookKit.Tool;

/// <summary><c>notebookkit watch</c>: execute a notebook whenever it is saved.</summary>
internal static class WatchCommand
{
    private const string Details =
        """
        The notebook runs at once, and then as often as it is saved: from the first
        changed cell on, in the session that is there. It runs from the top, and says why,
        where the cells behind that one have left something that the new ones would notice:
        they have changed a value of an earlier cell, a name is used that only they have
        declared, or a package or another language came with them. A call that stands for
        its value (var y = x.Next();) is taken for one that changes nothing.

        It is saved when all its cells passed. A save while it runs is noticed at the next
        cell. Ctrl+C ends.
        """;

    /// <summary>The command with its options.</summary>
    public static Command Create()
    {
        var file = new Argument<FileInfo>("FILE") { Description = "The notebook, .ipynb or .dib." };
        var timeout = new Option<double>("--timeout")
        {
            Description = "How long a cell may run; 0 for no limit.",
            HelpName = "SECONDS",
            DefaultValueFactory = _ => RunOptions.DefaultCellTimeout.TotalSeconds,
        };
        timeout.CustomParser = result => ExecutionArguments.ParseSeconds(
            result, "--timeout", string.Create(CultureInfo.InvariantCulture, $"seconds from 0 to {ExecutionArguments.MaxSeconds}"));
        var noSave = new Option<bool>("--no-save") { Description = "Show the results only; leave the file as it is." };
        file.Validators.Add(result =>
        {
            string path = result.Tokens[0].Value;
            if (path.StartsWith('-'))
            {
                result.AddError(UsageErrors.UnknownOption((System.CommandLine.Parsing.CommandResult)result.Parent!, path));
            }
            else if (Directory.Exists(path))
            {
                result.AddError($"{path}: expected one notebook; received a folder.");
            }
            else
            {
                try
                {
                    NotebookPaths.Find([path]);
                }
                catch (FileNotFoundException error)
                {
                    result.AddError(error.Message);
                }
            }
        });
        var command = new DetailedCommand("watch", "Executes a notebook whenever it is saved.", Details) { file, timeout, noSave };
        command.SetAction((parsed, cancellation) =>
        {
            double seconds = parsed.GetValue(timeout);
            var options = new RunOptions { CellTimeout = seconds == 0 ? Timeout.InfiniteTimeSpan : TimeSpan.FromSeconds(seconds) };
            return new Watching(parsed.GetRequiredValue(file).ToString(), options, isSaved: !parsed.GetValue(noSave))
                .RunAsync(cancellation);
        });
        return command;
    }
}
