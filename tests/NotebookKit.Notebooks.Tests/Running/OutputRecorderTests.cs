using System.Text.Json.Nodes;
using NotebookKit.Notebooks.Documents;
using NotebookKit.Notebooks.Running;
using NotebookKit.Notebooks.Session;

namespace NotebookKit.Notebooks.Tests.Running;

public class OutputRecorderTests
{
    private readonly OutputRecorder _recorder = new();
    private readonly NotebookDocument _document = NotebookDocument.Create();

    private string Record(params SessionEvent[] events)
    {
        NotebookCell cell = _document.Add(CellKind.Code, "x");
        _recorder.Start(cell, _document.Cells.Count);
        foreach (SessionEvent shown in events)
        {
            _recorder.Record(shown);
        }
        return Outputs(cell);
    }

    private static string Outputs(NotebookCell cell) => JupyterJson.WriteCompact(cell.Outputs);

    private static DisplayEvent Display(string text, string id, bool isUpdate = false) => new(Plain(text), id, isUpdate);

    private static JsonObject Plain(string text) => new() { ["text/plain"] = text };

    [Fact]
    public void Text_of_one_stream_is_merged_until_another_output_comes() => Assert.Equal(
        """[{"name":"stdout","output_type":"stream","text":["ab\n","c\n"]},{"name":"stderr","output_type":"stream","text":["d"]},{"name":"stdout","output_type":"stream","text":["e"]}]""",
        Record(new StreamEvent("stdout", "a"), new StreamEvent("stdout", "b\nc"), new StreamEvent("stdout", "\n"),
            new StreamEvent("stderr", "d"), new StreamEvent("stdout", "e"), new StreamEvent("stdout", "")));

    [Fact]
    public void A_result_carries_the_execution_count_and_its_types_in_Jupyters_order_and_form() => Assert.Equal(
        """[{"data":{"application/json":{"a":1,"b":[1.0]},"image/png":"A\nB","text/html":["<b>\n","</b>"],"text/plain":[]},"execution_count":1,"metadata":{},"output_type":"execute_result"}]""",
        Record(new ResultEvent((JsonObject)JsonNode.Parse("""{"text/plain":"","text/html":"<b>\n</b>","image/png":"A\nB","application/json":{"b":[1.0],"a":1}}""")!)));

    [Fact]
    public void An_update_replaces_the_display_in_its_own_and_in_earlier_cells()
    {
        Record(Display("one", "id"), Display("other", "id2"));
        Assert.Equal("[]", Record(Display("two", "id", isUpdate: true), Display("x", "unknown", isUpdate: true)));
        Assert.Equal(
            """[{"data":{"text/plain":["two"]},"metadata":{},"output_type":"display_data"},{"data":{"text/plain":["other"]},"metadata":{},"output_type":"display_data"}]""",
            Outputs(_document.Cells[0]));
    }

    [Fact]
    public void Clearing_takes_away_what_was_shown_at_once_or_with_the_next_output()
    {
        Assert.Equal("[]", Record(new StreamEvent("stdout", "a"), new ClearOutputEvent(Wait: false)));
        Assert.Equal(
            """[{"name":"stdout","output_type":"stream","text":["a"]}]""",
            Record(new StreamEvent("stdout", "a"), new ClearOutputEvent(Wait: true)));
        Assert.Equal(
            """[{"name":"stdout","output_type":"stream","text":["b"]}]""",
            Record(new StreamEvent("stdout", "a"), new ClearOutputEvent(Wait: true), new StreamEvent("stdout", "b")));
    }

    [Fact]
    public void A_cleared_display_is_not_updated_any_more() => Assert.Equal(
        "[]", Record(Display("a", "id"), new ClearOutputEvent(false), Display("b", "id", isUpdate: true)));

    [Fact]
    public void An_error_is_stored_with_its_traceback() => Assert.Equal(
        """[{"ename":"Boom","evalue":"it broke","output_type":"error","traceback":["line 1","line 2"]}]""",
        Record(new ErrorEvent("Boom", "it broke", ["line 1", "line 2"])));

    [Fact]
    public void Starting_a_cell_forgets_its_former_outputs()
    {
        Record(new StreamEvent("stdout", "old"));
        NotebookCell cell = _document.Cells[0];
        _recorder.Start(cell, 7);
        Assert.Equal(7, cell.ExecutionCount);
        Assert.Empty(cell.Outputs);
    }

    [Fact]
    public void Recording_before_a_cell_has_started_is_an_error() =>
        Assert.Throws<InvalidOperationException>(() => _recorder.Record(new StreamEvent("stdout", "x")));

    /// <summary>Joining each piece to the whole line would take time with the square of its length.</summary>
    [Fact]
    public void A_line_that_does_not_end_is_kept_in_pieces_of_bounded_length()
    {
        NotebookCell cell = _document.Add(CellKind.Code, "x");
        _recorder.Start(cell, 1);
        string chunk = new string('.', 1 << 16);
        for (int i = 0; i < 32; i++)
        {
            _recorder.Record(new StreamEvent("stdout", chunk));
        }

        JsonArray text = Assert.IsType<JsonArray>(Assert.Single(cell.Outputs)!["text"]);
        Assert.Equal(32 << 16, MultilineText.Join(text).Length);
        Assert.All(text, piece => Assert.True(piece!.GetValue<string>().Length <= 1 << 19));
    }
}
