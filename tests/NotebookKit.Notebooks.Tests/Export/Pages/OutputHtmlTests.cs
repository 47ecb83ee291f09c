using System.Text.Json.Nodes;
using AngleSharp.Html.Dom;
using NotebookKit.Notebooks.Documents;
using NotebookKit.Notebooks.Export;

namespace NotebookKit.Notebooks.Tests.Export.Pages;

public class OutputHtmlTests
{
    [Fact]
    public void A_drawing_goes_before_HTML_a_picture_and_text()
    {
        IHtmlDocument page = SiteFixture.Outputs(SiteFixture.Display(
            ("application/vnd.plotly.v1+json", new JsonObject()), ("text/plain", "text"), ("text/html", "<b>html</b>"),
            ("image/svg+xml", "<svg><title>drawn</title></svg>")));
        Assert.Equal("drawn", page.QuerySelector(".output.picture svg title")!.TextContent);
        Assert.Empty(page.QuerySelectorAll(".output b"));
    }

    [Fact]
    public void HTML_stands_as_it_was_saved_with_the_scripts_of_the_list()
    {
        const string script = "let a = 1 < 2;";
        (string article, IReadOnlyList<SiteProblem> problems) = SiteFixture.Exported(
            document => document.Add(CellKind.Code, "x").Outputs.Add(SiteFixture.Display(
                ("text/html", new JsonArray("<style>.a{color:red}</style>", $"<script>{script}</script><p class=\"a\">b</p>")),
                    ("text/plain", "t"))),
            NotebookKit.Notebooks.Export.ScriptList.Hash(script));
        Assert.Empty(problems);
        Assert.Contains(
            $"<div class=\"output html\"><style>.a{{color:red}}</style><script>{script}</script><p class=\"a\">b</p></div>", article);
    }

    [Fact]
    public void A_picture_is_in_the_page_and_has_a_text()
    {
        IHtmlDocument page = SiteFixture.Outputs(
            SiteFixture.Display(("image/png", "iVBOR\nw0KGgo=\n"), ("text/plain", "A \"chart\"")),
            SiteFixture.Display(("image/jpeg", "AAAA")));
        Assert.Equal(["data:image/png;base64,iVBORw0KGgo=", "data:image/jpeg;base64,AAAA"], page.QuerySelectorAll(".output img")
            .Select(image => image.GetAttribute("src")));
        Assert.Equal(["A \"chart\"", "Picture, output of cell 1 of 1"], page.QuerySelectorAll(".output img")
            .Select(image => image.GetAttribute("alt")));
    }

    [Fact]
    public void Markdown_formulas_JSON_and_text_are_shown()
    {
        IHtmlDocument page = SiteFixture.Outputs(
            SiteFixture.Display(("text/markdown", "**bold** $x$")),
            SiteFixture.Display(("text/latex", "$$\\sigma$$")),
            SiteFixture.Display(("application/json", new JsonObject { ["a"] = "é<" })),
            SiteFixture.Display(("text/plain", "<tag> \u001b[32mgreen\u001b[0m")));
        Assert.Equal("bold", page.QuerySelector(".output strong")!.TextContent);
        Assert.Equal(2, page.QuerySelectorAll(".output math").Length);
        Assert.Equal("{\n  \"a\": \"é<\"\n}", page.QuerySelector(".output code.language-json")!.TextContent);
        Assert.Equal("<tag> green", page.QuerySelector(".output.plain > pre:not(.code)")!.TextContent);
        Assert.Equal("green", page.QuerySelector(".a-green")!.TextContent);
    }

    [Fact]
    public void Streams_and_errors_are_terminal_text()
    {
        IHtmlDocument page = SiteFixture.Outputs(
            new JsonObject { ["output_type"] = "stream", ["name"] = "stdout", ["text"] = new JsonArray("one\n", "two\n") },
            new JsonObject { ["output_type"] = "stream", ["name"] = "stderr", ["text"] = "warned\n" },
            new JsonObject
            {
                ["output_type"] = "error",
                ["ename"] = "E",
                ["evalue"] = "v",
                ["traceback"] = new JsonArray(
                "\u001b[31mE\u001b[0m: v", "at <cell>")
            },
            new JsonObject { ["output_type"] = "error", ["ename"] = "E", ["evalue"] = "<v>", ["traceback"] = new JsonArray() });
        Assert.Equal(
            ["one\ntwo", "warned", "E: v\nat <cell>", "E: <v>"], page.QuerySelectorAll(".output pre").Select(pre => pre.TextContent));
        Assert.Equal("E", page.QuerySelector(".output.error .a-red")!.TextContent);
        Assert.Single(page.QuerySelectorAll(".stderr"));
    }

    [Fact]
    public void An_output_that_a_static_page_cannot_show_is_a_problem()
    {
        using var fixture = new SiteFixture();
        fixture.Add("a.ipynb", document => document.Add(CellKind.Code, "x").Outputs.Add(
            SiteFixture.Display(("application/vnd.plotly.v1+json", new JsonObject()))));
        SiteProblem problem = Assert.Single(fixture.Build().Problems);
        Assert.Equal("cell 1 of 1", problem.Where);
        Assert.Contains("it has application/vnd.plotly.v1+json", problem.Text);
    }

    [Theory]
    [InlineData("image/png", "!!!")]
    [InlineData("image/jpeg", "data:image/jpeg;base64,AAAA")]
    [InlineData("image/gif", "AAAAA")]
    public void A_picture_that_is_not_base64_is_named_and_gives_way_to_another_form(string mime, string content)
    {
        (string article, IReadOnlyList<SiteProblem> problems) = SiteFixture.Exported(document =>
        {
            document.Add(CellKind.Code, "x").Outputs.Add(SiteFixture.Display((mime, content), ("text/plain", "words")));
            document.Add(CellKind.Code, "x").Outputs.Add(SiteFixture.Display((mime, content)));
            document.Add(CellKind.Code, "x").Outputs.Add(SiteFixture.Display((mime, content), ("image/webp", "UklGRg==")));
        });
        Assert.Equal(["cell 1 of 3", "cell 2 of 3", "cell 3 of 3"], problems.Select(problem => problem.Where));
        Assert.All(problems, problem => Assert.Contains($"an output's {mime} is not base64", problem.Text));
        Assert.Contains(">words<", article);
        Assert.Contains("data:image/webp;base64,UklGRg==", article);
        Assert.DoesNotContain(mime + ";base64", article);
    }
}
