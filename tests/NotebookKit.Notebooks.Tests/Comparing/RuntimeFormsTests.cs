using System.Text.Json.Nodes;

namespace NotebookKit.Notebooks.Tests.Comparing;

/// <summary>What .NET Interactive saved, from VS Code or from Jupyter, against what this kernel shows for the same.</summary>
public sealed class RuntimeFormsTests
{
    private const string Picture = "<svg viewBox=\"0 0 1 1\"><path d=\"M0,0L1,1\"></path></svg>";

    private const string MermaidPage = """
        <div class="mermaidMarkdownContainer" style="background-color:white">
        <div id="6284c1ee588243c5aa4fcf1e439a367a"></div>
        <script type="module">
            const {svg, bindFunctions} = await mermaid.mermaidAPI.render(
                'mermaid_6284c1ee588243c5aa4fcf1e439a367a',
                `graph TD; A-->B`);
        </script>
        </div>
        """;

    [Fact]
    public void A_mermaid_graph_is_its_text()
    {
        JsonObject ours = Cells.Display(
            ("text/markdown", "```mermaid\ngraph TD; A-->B\n```"), ("text/plain", "graph TD; A-->B"),
            ("text/vnd.mermaid", "graph TD; A-->B"));
        JsonObject page = Cells.Display(("text/html", MermaidPage));

        BothWays(ours, page, isSame: true);
        BothWays(ours, Cells.Display(("text/html", MermaidPage.Replace("A-->B", "A-->C", StringComparison.Ordinal))), isSame: false);
    }

    [Fact]
    public void A_picture_that_replaced_another_output_is_a_picture()
    {
        JsonObject ours = Cells.Display(("image/svg+xml", Picture), ("text/plain", "a chart"));

        BothWays(ours, Cells.Display(("text/html", $"<div>{Picture}</div>")), isSame: true);
        BothWays(
            ours, Cells.Display(("text/html", $"<div>{Picture.Replace("1,1", "9,9", StringComparison.Ordinal)}</div>")), isSame: false);
        BothWays(ours, Cells.Display(("text/html", "<div></div>")), isSame: false);
    }

    [Fact]
    public void A_picture_that_is_ignored_is_ignored_as_html_too()
    {
        const string ignoring = """{"notebookkit": {"compare": {"ignore": ["image/svg+xml"]}}}""";
        JsonObject ours = Cells.Display(("image/svg+xml", Picture), ("text/plain", "a chart"));
        JsonObject other = Cells.Display(
            ("text/html", $"<div>{Picture.Replace("1,1", "9,9", StringComparison.Ordinal)}</div>"), ("text/plain", "a chart"));

        Assert.Empty(Cells.Compare([ours], [other], metadata: ignoring));
        Assert.NotEmpty(Cells.Compare([ours], [Cells.Display(("text/plain", "a table"))], metadata: ignoring));
    }

    [Fact]
    public void Json_that_a_text_holds_is_json()
    {
        BothWays(Cells.Display(("application/vnd.plotly.v1+json", JsonNode.Parse("""{"data": [{"y": [1.5]}]}""")!)),
            Cells.Display(("application/vnd.plotly.v1+json", """{"data":[{"y":[1.5]}]}""")), isSame: true);
        BothWays(Cells.Display(("application/json", JsonNode.Parse("[1]")!)), Cells.Display(("application/json", "[2]")), isSame: false);
        BothWays(Cells.Display(("application/json", "[1")), Cells.Display(("application/json", "[2")), isSame: false);
    }

    [Theory]
    [InlineData("Exception", "x\ny", "Error", "System.Exception: x\r\ny\r\n   at Submission#3.<<Initialize>>d__0.MoveNext()", true)]
    [InlineData("Exception", "x", "Error", "System.Exception: z\r\n   at X()", false)]
    [InlineData("FormatException", "x", "Error", "System.Exception: x", false)]
    [InlineData("CompilationError", "cell 6, line 1, column 9: error CS1525: Invalid expression term ';'", "CompilationError",
        "(1,9): error CS1525: Invalid expression term ';'", true)]
    [InlineData("CompilationError", "cell 6, line 1, column 9: error CS1525: Invalid expression term ';'", "CompilationError",
        "(1,9): error CS1526: Something else", false)]
    [InlineData("CompilationError", "cell 6, line 1, column 9: error CS1525: Invalid", "Error", "compilation error", true)]
    [InlineData("Exception", "x", "Error", "compilation error", false)]
    public void An_error_is_what_was_thrown(string name, string value, string otherName, string otherValue, bool isSame) =>
        BothWays(Cells.Error(name, value), Cells.Error(otherName, otherValue), isSame);

    [Theory]
    [InlineData("\n(1,9): warning CS1030: #warning: 'look'\n\n", true)]
    [InlineData("(1,9): warning CS1030: #warning: 'look'\n", true)]
    [InlineData("(1,9): warning CS1030: #warning: 'listen'\n", false)]
    [InlineData("(1,9): warning CS1030: #warning: 'look'\n(3,1): warning CS0168: unused\n", false)]
    public void A_warning_is_what_it_says_wherever_it_stands(string other, bool isSame) => BothWays(
        Cells.Stream(
            "\u001b[36mcell 7, line 2, column 10\u001b[0m: \u001b[31mwarning CS1030\u001b[0m: #warning: 'look'\n    #warning look\n"
            + "             \u001b[31m^^^^\u001b[0m\n", "stderr"), Cells.Stream(other, "stderr"), isSame);

    [Fact]
    public void What_a_cell_says_of_warnings_itself_is_its_own()
    {
        BothWays(Cells.Stream("a warning 1\n", "stderr"), Cells.Stream("a warning 2\n", "stderr"), isSame: false);
        BothWays(Cells.Stream("(1,9): warning CS1030: a\n"), Cells.Stream("(2,9): warning CS1030: a\n"), isSame: false);
    }

    [Fact]
    public void The_hidden_script_of_the_Jupyter_kernel_is_no_output() => Assert.Empty(Cells.Compare(
        [Cells.Display(("text/html", "<div><div id='dotnet-interactive-this-cell-1.0'></div><script>x</script></div>")), Cells.Stream("a")],
        [Cells.Stream("a")]));

    [Fact]
    public void Plain_text_and_markdown_beside_a_page_are_second_best()
    {
        BothWays(
            Cells.Display(("text/html", "<h1>a</h1>"), ("text/markdown", "# a")), Cells.Display(("text/html", "<h1>a</h1>")), isSame: true);
        BothWays(Cells.Display(("text/html", "<p>a</p>"), ("text/plain", "a")), Cells.Display(("text/html", "<p>a</p>")), isSame: true);
        BothWays(Cells.Display(("text/plain", "a"), ("text/markdown", "# a")), Cells.Display(("text/plain", "a")), isSame: false);
    }

    [Fact]
    public void What_was_printed_was_once_a_plain_text() => BothWays(
        Cells.Display(("text/plain", "Hello Notebooks!\r\n")), Cells.Stream("Hello Notebooks!\n"), isSame: true);

    [Theory]
    [InlineData("<div class=\"dni-plaintext\">5</div>", "<div class=\"dni-plaintext\"><pre>5</pre></div>", true)]
    [InlineData("<div class=\"dni-plaintext\">5</div>", "<div class=\"dni-plaintext\"><pre>6</pre></div>", false)]
    [InlineData("<div class=\"dni-plaintext\">a</div>", "<div class=\"dni-plaintext\"><pre></pre></div>", false)]
    [InlineData("<div>5</div>", "<div><pre>5</pre></div>", false)]
    public void A_plain_value_once_stood_without_its_pre(string old, string now, bool isSame) =>
        BothWays(Cells.Display(("text/html", old)), Cells.Display(("text/html", now)), isSame);

    private static void BothWays(JsonObject one, JsonObject other, bool isSame)
    {
        Assert.Equal(isSame, Cells.Compare([one], [other]).Count == 0);
        Assert.Equal(isSame, Cells.Compare([other], [one]).Count == 0);
    }
}
