using System.Text.Json.Nodes;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using NotebookKit.Notebooks.Documents;

namespace NotebookKit.Notebooks.Tests.Export.Pages;

public sealed class NotebookPageTests : IDisposable
{
    private readonly SiteFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public void A_solution_is_folded_whole_without_a_script()
    {
        _fixture.Add("a.ipynb", document => Tagged(document, "solution"));
        IElement details = _fixture.Page("a.html").QuerySelector(".cell > details")!;
        Assert.Equal("Solution", details.QuerySelector("summary")!.TextContent);
        Assert.False(details.HasAttribute("open"));
        Assert.Equal("secret", details.QuerySelector("pre.code")!.TextContent);
        Assert.Equal("shown", details.QuerySelector(".output")!.TextContent);
    }

    [Theory]
    [InlineData("remove-cell", 0, 0, 0)]
    [InlineData("remove-input", 0, 1, 0)]
    [InlineData("remove-output", 1, 0, 0)]
    [InlineData("hide-input", 1, 1, 1)]
    [InlineData("hide-output", 1, 1, 1)]
    [InlineData("hide-cell", 1, 1, 1)]
    [InlineData("other", 1, 1, 0)]
    public void Tags_fold_or_leave_out(string tag, int codes, int outputs, int folded)
    {
        _fixture.Add("a.ipynb", document => Tagged(document, tag));
        IHtmlDocument page = _fixture.Page("a.html");
        Assert.Equal(
            (codes, outputs, folded),
            (page.QuerySelectorAll("article pre.code").Length, page.QuerySelectorAll("article .output").Length, page
                .QuerySelectorAll("article details").Length));
        if (tag == "hide-input")
        {
            Assert.Empty(page.QuerySelectorAll("details .output"));
        }
        if (tag == "hide-output")
        {
            Assert.Empty(page.QuerySelectorAll("details pre.code"));
        }
    }

    [Fact]
    public void Marks_of_Jupyter_fold_too()
    {
        _fixture.Add("a.ipynb", document => Tagged(document, "none").Metadata["jupyter"] =
            new JsonObject { ["source_hidden"] = true, ["outputs_hidden"] = true });
        Assert.Equal(
            ["Code", "Output"], _fixture.Page("a.html").QuerySelectorAll("article summary").Select(summary => summary.TextContent));
    }

    [Fact]
    public void Raw_cells_are_text_and_empty_ones_leave_nothing()
    {
        _fixture.Add("a.ipynb", document =>
        {
            document.Add(CellKind.Raw, "<b>raw</b>");
            document.Add(CellKind.Code, " \n");
        });
        IHtmlDocument page = _fixture.Page("a.html");
        Assert.Equal("<b>raw</b>", page.QuerySelector("pre.raw")!.TextContent);
        Assert.Single(page.QuerySelectorAll("section.cell"));
    }

    [Fact]
    public void Attached_pictures_and_files_are_in_the_page()
    {
        _fixture.Write("lessons/pictures/dot.png", "png");
        _fixture.Add("a.ipynb", document =>
        {
            NotebookCell cell = document.Add(CellKind.Markdown, "![attached](attachment:a%20b.png) ![file](pictures/dot.png)");
            cell.Json["attachments"] = new JsonObject { ["a b.png"] = new JsonObject { ["image/png"] = "QUJD\n" } };
        });
        Assert.Equal(["data:image/png;base64,QUJD", "data:image/png;base64,cG5n"], _fixture.Page("a.html").QuerySelectorAll("img")
            .Select(image => image.GetAttribute("src")));
    }

    private static NotebookCell Tagged(NotebookDocument document, string tag)
    {
        NotebookCell cell = document.Add(CellKind.Code, "secret");
        cell.Outputs.Add(new JsonObject { ["output_type"] = "stream", ["name"] = "stdout", ["text"] = "shown" });
        cell.AddTag(tag);
        return cell;
    }
}
