using System.Text.Json.Nodes;
using NotebookKit.Notebooks.Documents;
using NotebookKit.Notebooks.Running;
using NotebookKit.Notebooks.Session;

namespace NotebookKit.Notebooks.Tests.Documents;

/// <summary>Large outputs lie outside of memory and come back the same: in the saved file, and to whoever asks for them.</summary>
public sealed class LongOutputTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("long").FullName;

    [Theory]
    [InlineData("x", 300_000)]
    [InlineData("line\n", 50_000)]
    [InlineData("é\r\n\u2028😀", 40_000)]
    [InlineData("\ud83d\ude00", 200_000)]
    [InlineData("half \ud800 \udc00\t\"\\\u0001", 20_000)]
    public void A_long_text_is_saved_as_a_short_one_would_be(string piece, int count)
    {
        string text = string.Concat(Enumerable.Repeat(piece, count));
        string spilled = Save(
            new OutputRecorder(new SpillFile()), [.. text.Chunk(8_192).Select(chunk => new StreamEvent("stdout", new string(chunk)))]);

        JsonNode output = JsonNode.Parse(spilled)!["cells"]![0]!["outputs"]![0]!;
        Assert.Equal(text.Replace("\ud800 ", "\ufffd ").Replace(" \udc00", " \ufffd"), MultilineText.Join(output["text"]));
        Assert.StartsWith("{\n \"cells\": [\n  {\n   \"cell_type\": \"code\"", spilled);
        Assert.Contains("     \"", spilled);
    }

    [Fact]
    public void Long_bundles_are_saved_as_if_they_had_never_left_memory()
    {
        SessionEvent[] events =
        [
            new DisplayEvent(Bundle(300_000), "d", IsUpdate: false),
            new StreamEvent("stdout", "between"),
            new ResultEvent(Bundle(100_000)),
            new ErrorEvent("Boom", "it broke", ["line"]),
        ];
        Assert.Equal(Save(new OutputRecorder(), events), Save(new OutputRecorder(new SpillFile()), events));
    }

    [Fact]
    public void Whoever_asks_for_the_outputs_gets_them_whole()
    {
        var document = NotebookDocument.Create();
        NotebookCell cell = document.Add(CellKind.Code, "x");
        Record(new OutputRecorder(new SpillFile()),
            cell, [new StreamEvent("stdout", new string('x', 40_000)), new StreamEvent("stdout", new string('y', 40_000))]);

        Assert.NotNull(LongOutput.Of(cell.StoredOutputs[0]!["text"]));
        Assert.Equal(new string('x', 40_000) + new string('y', 40_000), MultilineText.Join(cell.Outputs[0]!["text"]));
        Assert.IsType<JsonArray>(cell.StoredOutputs[0]!["text"]);
    }

    [Fact]
    public void A_display_of_an_ended_cell_is_updated_all_the_same()
    {
        var document = NotebookDocument.Create();
        var recorder = new OutputRecorder(new SpillFile());
        Record(recorder, document.Add(CellKind.Code, "x"), [new DisplayEvent(Bundle(100_000), "d", IsUpdate: false)]);
        Record(recorder, document.Add(CellKind.Code, "y"), [new DisplayEvent(Bundle(200_000), "d", IsUpdate: true)]);

        Assert.NotNull(LongOutput.Of(document.Cells[0].StoredOutputs[0]!["data"]));
        Assert.Equal(200_000, MultilineText.Join(document.Cells[0].Outputs[0]!["data"]!["text/html"]).Length);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    internal static JsonObject Bundle(int size) => new()
    {
        ["text/html"] = string.Concat(Enumerable.Repeat("<b>\n", size / 4)),
        ["application/json"] = new JsonArray(Enumerable.Range(0, 10).Select(i => (JsonNode)(i * 0.5)).ToArray()),
        ["image/png"] = new string('A', size),
    };

    internal static void Record(OutputRecorder recorder, NotebookCell cell, SessionEvent[] events)
    {
        recorder.Start(cell, 1);
        foreach (SessionEvent shown in events)
        {
            recorder.Record(shown);
        }
        recorder.End();
    }

    private string Save(OutputRecorder recorder, SessionEvent[] events)
    {
        var document = NotebookDocument.Create();
        Record(recorder, document.Add(CellKind.Code, "x"), events);
        string path = Path.Combine(_folder, "saved.ipynb");
        document.Save(path);
        Assert.Equal(document.ToBytes(NotebookFormat.Ipynb), File.ReadAllBytes(path));
        return File.ReadAllText(path);
    }
}
