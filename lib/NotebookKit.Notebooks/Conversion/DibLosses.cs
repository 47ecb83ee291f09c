using System.Globalization;
using System.Text.Json.Nodes;
using NotebookKit.Notebooks.Documents;

namespace NotebookKit.Notebooks.Conversion;

/// <summary>What a notebook has that a .dib cannot hold.</summary>
internal static class DibLosses
{
    private static readonly string[] s_languages = ["dotnet_interactive", "polyglot_notebook", "vscode"];
    private static readonly string[] s_known = ["kernelspec", "language_info", .. s_languages];

    /// <summary>A sentence each; the cells that have it are counted.</summary>
    public static IEnumerable<ConversionNote> Of(NotebookDocument document)
    {
        var code = document.Cells.Where(cell => cell.Kind == CellKind.Code).ToList();
        var tagged = document.Cells.Index().Where(cell => cell.Item.Tags.Count > 0).ToList();
        int outputs = code.Count(cell => cell.Outputs.Count > 0);
        if (outputs > 0)
        {
            yield return Note($"the outputs of {Cells(outputs)} are left out; a .dib holds none");
        }

        foreach ((int index, NotebookCell cell) in tagged)
        {
            yield return new ConversionNote(
                string.Create(CultureInfo.InvariantCulture, $"cell {index + 1}"),
                $"its tags ({string.Join(", ", cell.Tags)}) are left out; a .dib holds none", IsLeftOut: false);
        }

        int metadata = document.Cells.Count(cell =>
            (cell.Json["metadata"] as JsonObject ?? []).Any(member => member.Key != "tags" && !s_languages.Contains(member.Key)));
        if (metadata > 0)
        {
            yield return Note($"other metadata of {Cells(metadata)} is left out; a .dib holds none");
        }

        int attachments = document.Cells.Count(cell => cell.Json["attachments"] is JsonObject { Count: > 0 });
        if (attachments > 0)
        {
            yield return Note($"the attached pictures of {Cells(attachments)} are left out; a .dib holds none");
        }

        if (document.Metadata.Select(member => member.Key).Except(s_known).ToList() is { Count: > 0 } members)
        {
            yield return Note($"the notebook's metadata {string.Join(", ", members)} is left out; a .dib holds only kernelInfo");
        }
    }

    private static string Cells(int count) => string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? "cell" : "cells")}");

    private static ConversionNote Note(string text) => new("", text, IsLeftOut: false);
}
