using System.Text.Json.Nodes;
using NotebookKit.Notebooks.Documents;
using NotebookKit.Notebooks.Running;
using NotebookKit.Notebooks.Session;

namespace NotebookKit.Tool.Tests.Reporting;

/// <summary>The reports of a run that never was: a notebook whose second cell fails, and a file that is no notebook.</summary>
internal static class MadeUpRun
{
    public static IReadOnlyList<NotebookReport> Reports()
    {
        var document = NotebookDocument.Create();
        NotebookCell good = document.Add(CellKind.Code, "\n1 + 1 // [not] markup");
        document.Add(CellKind.Markdown, "text");
        NotebookCell bad = document.Add(CellKind.Code, "var a = 1;\r\nthrow new Exception();\n");
        NotebookCell never = document.Add(CellKind.Code, "x");
        var error = new ErrorEvent("Boom", "it <broke>\x01", ["\x1b[31mBoom\x1b[0m: it <broke>", "   at cell 3, line 2"]);
        return
        [
            new NotebookReport("a.ipynb", document,
            [
                new CellReport("a.ipynb", 0, good, CellOutcome.Passed, TimeSpan.FromSeconds(0.5), null),
                new CellReport("a.ipynb", 2, bad, CellOutcome.Failed, TimeSpan.FromSeconds(1.25), error),
                new CellReport("a.ipynb", 3, never, CellOutcome.NotRun, TimeSpan.Zero, null),
            ], NotebookOutcome.Failed, TimeSpan.FromSeconds(2), null),
            new NotebookReport(
                "longer-name.ipynb", null, [], NotebookOutcome.Unreadable, TimeSpan.Zero, "longer-name.ipynb: the file is empty."),
        ];
    }

    /// <summary>An output of a cell, as a stream.</summary>
    public static JsonObject Stream(string name, string text) => new() { ["output_type"] = "stream", ["name"] = name, ["text"] = text };
}
