using NotebookKit.Notebooks.Documents;
using NotebookKit.Notebooks.Running;

namespace NotebookKit.Tool;

/// <summary>
/// Saves executed notebooks: in place when all cells passed; or, when there is an output folder, always there, with what
/// was produced.
/// </summary>
/// <param name="outputFolder">The output folder, or null to save in place.</param>
internal sealed class NotebookSaver(string? outputFolder)
{
    /// <summary>The error when two notebooks would be saved under the same name, or null.</summary>
    public string? FindClash(IReadOnlyList<NotebookPath> notebooks)
    {
        IGrouping<string, NotebookPath>? clash = outputFolder is null ? null : notebooks
            .GroupBy(notebook => RealPath.OfEntry(Target(notebook.Relative)))
            .FirstOrDefault(group => group.Count() > 1);
        return clash is null
            ? null
            : $"{string.Join(" and ", clash.Select(notebook => notebook.Path))} would both be saved as "
                + $"{Target(clash.First().Relative)}. Run them one after the other, with different folders.";
    }

    /// <summary>Saves a notebook.</summary>
    /// <param name="notebook">Where it stands.</param>
    /// <param name="report">How it fared.</param>
    /// <returns>Null, or why it could not be saved.</returns>
    public string? Save(NotebookPath notebook, NotebookReport report)
    {
        if (report.Document is not { } document)
        {
            return null;
        }
        try
        {
            if (outputFolder is not null)
            {
                string target = Target(notebook.Relative);
                Directory.CreateDirectory(Path.GetDirectoryName(target)!);
                document.Save(target);
            }
            else if (report.Outcome == NotebookOutcome.Passed && document.Format == NotebookFormat.Ipynb)
            {
                if (!document.IsStillIn(report.Path))
                {
                    return $"{report.Path}: the file was changed while the notebook was running, and was not saved over. Run it again.";
                }
                document.Save(report.Path);
            }

            return null;
        }
        catch (Exception error)
        {
            return FileFailure.Describe(report.Path, error, "the executed notebook could not be saved");
        }
    }

    // A .dib holds no outputs: executed, it becomes an .ipynb.
    private string Target(string relative) => Path.ChangeExtension(Path.Combine(outputFolder!, relative), ".ipynb");
}
