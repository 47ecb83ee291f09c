using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using NotebookKit.Notebooks.Documents;
using NotebookKit.Tests.Shared;

namespace NotebookKit.Tool.Tests.Lessons;

/// <summary>A lesson as it is committed: its cells with the outputs saved in them.</summary>
internal sealed class Lesson
{
    private Lesson(string path)
    {
        Path = path;
        Document = NotebookDocument.Load(path);
    }

    /// <summary>The repository's root.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>All lessons, in the order of the series.</summary>
    public static IReadOnlyList<Lesson> All { get; } =
        [.. Directory.GetFiles(System.IO.Path.Combine(Root, "notebooks"), "*.ipynb").Order(StringComparer.Ordinal)
            .Select(path => new Lesson(path))];

    public string Path { get; }

    public string Name => System.IO.Path.GetFileName(Path);

    public NotebookDocument Document { get; }

    public IEnumerable<NotebookCell> CodeCells => Document.Cells.Where(cell => cell.Kind == CellKind.Code);

    /// <summary>What a message calls a cell: the notebook, its id and its first line.</summary>
    public string Describe(NotebookCell cell) => $"{Name}, cell {cell.Id} ({cell.Source.Split('\n')[0]})";

    /// <summary>The saved output of a cell as a reader sees it: streams and text forms, markup taken off, style sheets and scripts left
    /// out.</summary>
    public static string TextOf(NotebookCell cell) => string.Join("\n", cell.Outputs.SelectMany(TextsOf));

    /// <summary>Whether the cell was executed and ended without an error.</summary>
    public static bool Passed(NotebookCell cell) =>
        cell.ExecutionCount is not null && !cell.Outputs.Any(output => (string?)output!["output_type"] == "error");

    private static IEnumerable<string> TextsOf(JsonNode? output)
    {
        if (output!["text"] is { } stream)
        {
            yield return Joined(stream);
        }
        foreach ((string type, JsonNode? value) in output["data"] as JsonObject ?? [])
        {
            if (type == "text/plain")
            {
                yield return Joined(value!);
            }
            else if (type is "text/html" or "image/svg+xml")
            {
                yield return WithoutMarkup(Joined(value!));
            }
        }
    }

    private static string Joined(JsonNode text) =>
        text is JsonArray lines ? string.Concat(lines.Select(line => (string?)line)) : (string?)text ?? "";

    private static string WithoutMarkup(string html) =>
        Regex.Replace(Regex.Replace(html, "<(style|script)[^>]*>.*?</\\1>", " ", RegexOptions.Singleline), "<[^>]*>", " ");

    private static string FindRoot() => System.IO.Path.GetFullPath(
        System.IO.Path.Combine(System.IO.Path.GetDirectoryName(BuiltTool.Assembly)!, "..", "..", ".."));
}
