using System.Text;
using System.Text.Json.Nodes;
using NotebookKit.Notebooks.Comparing;
using NotebookKit.Notebooks.Documents;

namespace NotebookKit.Notebooks.Tests.Comparing;

/// <summary>Makes notebooks of one cell with given outputs, and holds one against another.</summary>
internal static class Cells
{
    public static JsonObject Stream(string text, string name = "stdout") =>
        new() { ["name"] = name, ["output_type"] = "stream", ["text"] = text };

    public static JsonObject Display(params (string Type, JsonNode Content)[] bundle)
    {
        var data = new JsonObject();
        foreach ((string type, JsonNode content) in bundle)
        {
            data[type] = content;
        }

        return new JsonObject { ["data"] = data, ["metadata"] = new JsonObject(), ["output_type"] = "display_data" };
    }

    public static JsonObject Error(string name, string value) => new()
    {
        ["ename"] = name,
        ["evalue"] = value,
        ["output_type"] = "error",
        ["traceback"] = new JsonArray(),
    };

    public static NotebookDocument Notebook(
        JsonObject[] outputs, string source = "1", string metadata = "{}", string notebookMetadata = "{}")
    {
        var root = new JsonObject
        {
            ["cells"] = new JsonArray(new JsonObject
            {
                ["cell_type"] = "code",
                ["execution_count"] = 1,
                ["id"] = "a",
                ["metadata"] = JsonNode.Parse(metadata),
                ["outputs"] = new JsonArray([.. outputs.Select(output => output.DeepClone())]),
                ["source"] = source,
            }),
            ["metadata"] = JsonNode.Parse(notebookMetadata),
            ["nbformat"] = 4,
            ["nbformat_minor"] = 5,
        };
        return NotebookDocument.Parse(Encoding.UTF8.GetBytes(root.ToJsonString()), "made-up.ipynb");
    }

    public static IReadOnlyList<OutputDifference> Compare(
        JsonObject[] saved, JsonObject[] came, ComparisonOptions? options = null, string source = "1",
            string metadata = "{}", string notebookMetadata = "{}") =>
        [.. NotebookComparer.Compare(
                Notebook(saved, source, metadata, notebookMetadata), Notebook(came, source, metadata, notebookMetadata),
                    options ?? new ComparisonOptions())
            .Select(difference => difference.Difference)];

    public static IReadOnlyList<OutputDifference> Compare(string type, string saved, string came, ComparisonOptions? options = null) =>
        Compare([Display((type, saved))], [Display((type, came))], options);

    public static IReadOnlyList<OutputDifference> CompareText(string saved, string came, ComparisonOptions? options = null) =>
        Compare([Stream(saved)], [Stream(came)], options);
}
