using System.Text.Json.Nodes;
using NotebookKit.Notebooks.Comparing;

namespace NotebookKit.Notebooks.Tests.Comparing;

public sealed class OutputsComparisonTests
{
    [Fact]
    public void Text_of_one_stream_is_joined_whatever_came_between_of_the_other() => Assert.Empty(Cells.Compare(
        [Cells.Stream("a\n"), Cells.Stream("warn\n", "stderr"), Cells.Stream("b\n")],
        [Cells.Stream("a\nb\n"), Cells.Stream("warn\n", "stderr")]));

    [Fact]
    public void A_progress_bar_is_compared_as_it_ends() => Assert.Empty(Cells.CompareText("10 %\r100 %\n", "20 %\r50 %\r100 %\n"));

    [Fact]
    public void An_added_warning_is_found()
    {
        OutputDifference difference = Assert.Single(
            Cells.Compare([Cells.Stream("a")], [Cells.Stream("a"), Cells.Stream("CS0168: unused\n", "stderr")]));
        Assert.Equal(
            ("output 2", "stderr came that was not saved", "CS0168: unused"), (difference.Where, difference.Reason, difference.Came));
    }

    [Fact]
    public void A_lost_output_is_found_and_not_taken_for_the_next()
    {
        OutputDifference difference = Assert.Single(Cells.Compare(
            [Cells.Display(("text/plain", "one")), Cells.Display(("text/plain", "two")), Cells.Display(("text/plain", "three"))],
            [Cells.Display(("text/plain", "one")), Cells.Display(("text/plain", "three"))]));
        Assert.Equal(("text/plain was saved and did not come", "two"), (difference.Reason, difference.Saved));
    }

    [Fact]
    public void A_value_and_a_display_are_the_same_to_a_reader()
    {
        JsonObject result = Cells.Display(("text/plain", "1"));
        result["output_type"] = "execute_result";
        Assert.Empty(Cells.Compare([result], [Cells.Display(("text/plain", "1"))]));
    }

    [Fact]
    public void Types_that_are_lost_or_added_are_found_but_for_plain_text_beside_another()
    {
        JsonObject both = Cells.Display(("image/svg+xml", "<svg></svg>"), ("text/plain", "chart"));
        Assert.Contains("lost in this type", Assert.Single(Cells.Compare([both], [Cells.Display(("text/plain", "chart"))])).Reason,
            StringComparison.Ordinal);
        Assert.Contains("in a type that was not saved",
            Assert.Single(Cells.Compare([Cells.Display(("text/plain", "chart"))], [both])).Reason, StringComparison.Ordinal);
        Assert.Empty(Cells.Compare([Cells.Display(("image/svg+xml", "<svg></svg>"))], [both]));
    }

    [Fact]
    public void Errors_are_compared_without_their_traces()
    {
        Assert.Empty(
            Cells.Compare([Cells.Error("FormatException", "at 0x7ff812345678")], [Cells.Error("FormatException", "at 0x7ff800000000")]));
        Assert.NotEmpty(Cells.Compare([Cells.Error("FormatException", "a")], [Cells.Error("FormatException", "b")]));
        Assert.NotEmpty(Cells.Compare([Cells.Error("FormatException", "a")], []));
        Assert.NotEmpty(Cells.Compare([Cells.Stream("a")], [Cells.Error("FormatException", "a")]));
    }

    [Fact]
    public void Json_is_compared_by_structure()
    {
        JsonObject saved = Cells.Display(("application/json", JsonNode.Parse("""{"a": [1.5, {"b": "at 12:34:56"}], "c": null}""")!));
        JsonObject same = Cells.Display(("application/json", JsonNode.Parse("""{"c": null, "a": [1.50000001, {"b": "at 23:59:59"}]}""")!));
        JsonObject other =
            Cells.Display(("application/json", JsonNode.Parse("""{"a": [1.5, {"b": "at 12:34:56", "d": 1}], "c": null}""")!));
        JsonObject shorter = Cells.Display(("application/json", JsonNode.Parse("""{"a": [1.5], "c": null}""")!));

        Assert.Empty(Cells.Compare([saved], [same]));
        Assert.Equal("output 1, application/json, $.a[1].d", Assert.Single(Cells.Compare([saved], [other])).Where);
        Assert.Equal("2 items became 1", Assert.Single(Cells.Compare([saved], [shorter])).Reason);
    }
}
