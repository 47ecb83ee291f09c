using NotebookKit.Notebooks.Documents;
using NotebookKit.Notebooks.Export;

namespace NotebookKit.Notebooks.Tests.Export;

public sealed class SiteCheckTests : IDisposable
{
    private readonly SiteFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Theory]
    [InlineData("[b](b.ipynb)", "the link b.ipynb is dead: there is no such notebook or file")]
    [InlineData("[b](../../../b.txt)", "the link ../../../b.txt is dead")]
    [InlineData("[b](#nowhere)", "the link #nowhere is dead: the page has no heading #nowhere")]
    [InlineData("[b](other.ipynb#nowhere)", "the link other.html#nowhere is dead: other.html has no heading #nowhere")]
    [InlineData("<a href=\"x.html\">x</a>", "the link x.html is dead")]
    [InlineData("[b](javascript:alert(1))", "the link javascript:alert(1) is left out")]
    [InlineData("![b](missing.png)", "the picture missing.png does not exist")]
    [InlineData("![b](https://example.org/a.png)", "the picture https://example.org/a.png is elsewhere")]
    [InlineData("<img src=\"data:image/gif;base64,AAAA\">", "a picture has no text")]
    [InlineData("<script src=\"https://example.org/a.js\"></script>", "the script https://example.org/a.js is left out")]
    [InlineData("<link rel=\"stylesheet\" href=\"//example.org/a.css\">", "<link> is left out with its content")]
    [InlineData("<style>@import 'a.css';</style>", "it would load something by @import")]
    [InlineData("<p style=\"background:url(https://example.org/a.png)\">a</p>", "it would load https://example.org/a.png")]
    [InlineData("[b](a%00b)", "the link a%00b is dead")]
    [InlineData("![b](attachment:a.png)", "is not attached to the cell")]
    public void What_a_site_must_not_have_is_named_with_its_cell(string markdown, string expected)
    {
        _fixture.Add("a.ipynb", "# A", markdown).Add("other.ipynb", "# Other");
        IReadOnlyList<SiteProblem> problems = _fixture.Build().Problems;
        Assert.Contains(problems, problem => problem.Source == _fixture.File("lessons/a.ipynb") && problem.Where!.StartsWith("cell 2")
            && problem.Text.Contains(expected));
    }

    [Fact]
    public void Outputs_are_held_to_the_same()
    {
        _fixture.Add("a.ipynb", document =>
        {
            document.Add(CellKind.Markdown, "# A");
            document.Add(CellKind.Code, "x").Outputs.Add(
                SiteFixture.Display(("image/svg+xml", "<svg><image href=\"https://example.org/a.png\"/><path "
                    + "clip-path=\"url(#a)\"/></svg>")));
        });
        SiteProblem problem = Assert.Single(_fixture.Build().Problems);
        Assert.Equal("cell 2 of 2", problem.Where);
        Assert.Contains("would load https://example.org/a.png", problem.Text);
    }

    [Fact]
    public void Markdown_that_cannot_be_read_is_named_with_its_cell()
    {
        _fixture.Add("a.ipynb", "# A", new string('>', 5000) + "a");
        SiteProblem problem = Assert.Single(_fixture.Build().Problems);
        Assert.Equal("cell 2 of 2", problem.Where);
        Assert.Contains("the Markdown is shown as text, since it cannot be read", problem.Text);
    }

    [Fact]
    public void A_problem_reads_as_one_line()
    {
        Assert.Equal("a.ipynb, cell 3: text", new NotebookKit.Notebooks.Export.SiteProblem("a.ipynb", "cell 3", "text").ToString());
        Assert.Equal("a.ipynb: text", new NotebookKit.Notebooks.Export.SiteProblem("a.ipynb", null, "text").ToString());
    }
}
