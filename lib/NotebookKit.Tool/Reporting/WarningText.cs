using System.Globalization;
using NotebookKit.Notebooks.Running;
using NotebookKit.Notebooks.Session;

namespace NotebookKit.Tool.Reporting;

/// <summary>What a reader should know of notebooks and cells that did not fail.</summary>
internal static class WarningText
{
    /// <summary>The warnings of a notebook and the notes on its cells, a line each.</summary>
    public static IEnumerable<string> Of(NotebookReport report)
    {
        if (report.Document is not { } document)
        {
            return [];
        }

        IEnumerable<string> notes = report.Cells.Where(cell => cell.Note is not null)
            .Select(cell => string.Create(CultureInfo.InvariantCulture, $"cell {cell.Index + 1} of {document.Cells.Count} {cell.Note}"));
        IEnumerable<string> own = report.Note is null ? [] : [report.Note];
        return document.Warnings.Select(warning => warning.ToString()).Concat(notes).Select(text => $", {text}")
            .Concat(own.Select(text => $" {text}"))
            .Select(text => TerminalText.WithoutColours(report.Path + text).Replace('\n', ' '));
    }
}
