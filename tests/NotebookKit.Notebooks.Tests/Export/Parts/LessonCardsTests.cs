using AngleSharp.Html.Dom;
using NotebookKit.Notebooks.Documents;
using NotebookKit.Notebooks.Export;

namespace NotebookKit.Notebooks.Tests.Export.Parts;

public sealed class LessonCardsTests : IDisposable
{
    private const string Table =
        "[All lessons](. \"lessons\")\n\n| lesson | what | minutes |\n|---|---|---|\n"
        + "| [02 · B](b.ipynb#second) | What `LSTM(units)` returns & \\<more> | 10 |\n| [01 · A](a.ipynb) | A |  |\n";

    private readonly SiteFixture _fixture = new();

    public LessonCardsTests() => _fixture.Add("a.ipynb", "# A: the first\n\nIt begins. It goes on.").Add("b.ipynb", document =>
    {
        document.Add(CellKind.Markdown, "# B");
        Picture("left out", "first").AddTag("remove-cell");
        Picture("one", "first");
        Picture("two", "second");

        NotebookCell Picture(string title, string id)
        {
            NotebookCell cell = document.Add(CellKind.Code, "x");
            cell.Json["id"] = id;
            cell.Outputs.Add(
                SiteFixture.Display(("image/svg+xml", $"<svg><title id=\"t\">{title}</title><a href=\"#t\"><rect/></a></svg>")));
            return cell;
        }
    });

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public void The_rows_of_a_table_become_cards_with_the_picture_that_each_names()
    {
        (IHtmlDocument page, Site site) = Index(Table);
        Assert.Empty(site.Problems);
        Assert.Null(page.QuerySelector("article table"));
        Assert.Equal(["02 · B", "01 · A"], page.QuerySelectorAll(".card .title a").Select(link => link.TextContent));
        Assert.Equal(["b.html", "a.html"], page.QuerySelectorAll(".card .title a").Select(link => link.GetAttribute("href")));
        Assert.Equal("What <code>LSTM(units)</code> returns &amp; &lt;more&gt;", page.QuerySelector(".card p:nth-of-type(2)")!.InnerHtml);
        Assert.Equal(["10 minutes · notebook", "notebook"], page.QuerySelectorAll(".card .more").Select(more => more.TextContent));
        Assert.Equal("two", Assert.Single(page.QuerySelectorAll(".shot title")).TextContent);
        Assert.True(page.QuerySelector(".shot")!.HasAttribute("inert"));
    }

    [Fact]
    public void Without_a_table_every_lesson_has_a_card_with_its_first_picture()
    {
        IHtmlDocument page = Index("[All lessons](. \"lessons\")\n\nThe rest.").Page;
        Assert.Equal(["A: the first", "B"], page.QuerySelectorAll(".card .title").Select(title => title.TextContent));
        Assert.Equal("It begins.", page.QuerySelector(".card p:nth-of-type(2)")!.TextContent);
        Assert.Equal("one", Assert.Single(page.QuerySelectorAll(".shot title")).TextContent);
        Assert.Equal("The rest.", page.QuerySelector("article .text > p")!.TextContent);
    }

    [Theory]
    [InlineData("| [B](b.ipynb#nowhere) | b |", "has the notebook's first picture: it has no cell with the id nowhere")]
    [InlineData("| [A](a.ipynb#cell) | a |", "has the notebook's first picture: it has no cell with the id cell")]
    [InlineData("| [C](c.ipynb) | c |", "the row C has no card: it does not begin with a link to a notebook of the site")]
    [InlineData("| nothing | b |", "the row nothing has no card")]
    public void A_row_that_cannot_be_shown_as_it_says_is_named(string row, string problem)
    {
        (IHtmlDocument page, Site site) = Index(
            "[All lessons](. \"lessons\")\n\n| lesson | what |\n|---|---|\n| [B](b.ipynb) | b |\n" + row);
        Assert.Contains(problem, Assert.Single(site.Problems).Text, StringComparison.Ordinal);
        Assert.NotEmpty(page.QuerySelectorAll(".card"));
    }

    [Fact]
    public void A_raster_picture_is_an_image_without_words_of_its_own()
    {
        _fixture.Add("c.ipynb", document =>
        {
            document.Add(CellKind.Markdown, "# C");
            document.Add(CellKind.Code, "x").Outputs.Add(SiteFixture.Display(("image/png", "iVBORw0K\nGgo="), ("text/plain", "dots")));
        });
        IHtmlDocument page = Index("[All](. \"lessons\")").Page;
        Assert.Equal(("data:image/png;base64,iVBORw0KGgo=", ""),
            (page.QuerySelector(".shot img")!.GetAttribute("src"), page.QuerySelector(".shot img")!.GetAttribute("alt")));
    }

    private (IHtmlDocument Page, Site Site) Index(string markdown)
    {
        _fixture.Write("lessons/README.md", "# The map\n\n" + markdown + "\n");
        Site site = _fixture.Build();
        return (SiteFixture.Page(site, "index.html"), site);
    }
}
