using System.CommandLine;
using System.Globalization;
using NotebookKit.Notebooks.Documents;
using NotebookKit.Notebooks.Session;

namespace NotebookKit.Tool;

/// <summary><c>notebookkit clear</c>: take outputs and execution counts out of notebooks.</summary>
internal static class ClearCommand
{
    private const int HasOutputs = 1;

    private const string Details =
        """
        Sources, tags and other metadata stay; a notebook that has nothing to clear is not
        written. With --check, as before a commit, nothing is.

        Exit codes:
          0    the notebooks are clear
          1    with --check: a notebook has outputs
          2    wrong usage
          3    a notebook could not be read or saved
        """;

    /// <summary>The command with its options.</summary>
    public static Command Create()
    {
        Argument<string[]> paths = NotebookPaths.Argument();
        var check = new Option<bool>("--check") { Description = "Change nothing; say which notebooks have outputs." };
        var command = new DetailedCommand("clear", "Removes outputs and execution counts from notebooks.", Details) { paths, check };
        command.SetAction(parsed => Clear(parsed.GetValue(paths) ?? [], parsed.GetValue(check)));
        return command;
    }

    private static int Clear(string[] paths, bool isCheck)
    {
        NotebookSearch search;
        try
        {
            search = NotebookPaths.Search(paths);
        }
        catch (FileNotFoundException error)
        {
            return CommandLine.Fail(error.Message, ExitCodes.WrongUsage);
        }

        if (search.Notebooks.Count == 0)
        {
            return search.Tell();
        }

        int code = search.Code;
        int cleared = 0;
        foreach (NotebookPath notebook in search.Notebooks)
        {
            try
            {
                var document = NotebookDocument.Load(notebook.Path);
                int cells = document.Format == NotebookFormat.Ipynb ? OutputClearing.Clear(document) : 0;
                if (cells == 0)
                {
                    continue;
                }

                if (!isCheck)
                {
                    document.Save(notebook.Path);
                }

                cleared++;
                Say.Done(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{(isCheck ? "has outputs" : "cleared")}  {TerminalText.OneLine(notebook.Path)}  "
                        + $"{cells} {(cells == 1 ? "cell" : "cells")}"));
            }
            catch (Exception error) when (error is not OutputException)
            {
                // One file's failure is its own: the others are cleared.
                Say.Wrong(FileFailure.Describe(notebook.Path, error, "the notebook could not be cleared"));
                code = ExitCodes.Unreadable;
            }
        }

        Say.Done(string.Create(
            CultureInfo.InvariantCulture, $"{cleared} of {search.Notebooks.Count} notebooks {(isCheck ? "have outputs" : "cleared")}"));
        search.Tell();
        return Math.Max(code, isCheck && cleared > 0 ? HasOutputs : ExitCodes.Passed);
    }
}
