using NotebookKit.Notebooks.Export;

namespace NotebookKit.Notebooks.Tests.Export.Markdown;

/// <summary>
/// What took over a minute, gigabytes or the stack: each ends within the test run only when the work is bounded.
/// </summary>
public class MarkdownLimitsTests
{
    public static TheoryData<string, int> Attacks => new()
    {
        { "(", 20_000 }, { "A<", 10_000 }, { "[", 5_000 }, { "![", 20_000 }, { "[a](", 20_000 }, { "<", 50_000 }, { "<!--", 20_000 },
            { "<a ", 20_000 },
        { ">", 20_000 }, { "> ", 5_000 }, { "* ", 20_000 }, { "1. ", 20_000 }, { "- [ ] ", 5_000 }, { "**a ", 5_000 }, { "*_", 20_000 },
            { "~~a", 5_000 },
        { "`", 50_000 }, { "$", 50_000 }, { "$$", 20_000 }, { "$a", 20_000 }, { "|", 50_000 }, { "|a\n", 20_000 },
            { "| a |\n|---|\n", 10_000 }, { "&#", 20_000 },
        { "www.", 20_000 }, { "https://a ", 20_000 }, { "\\", 50_000 }, { "\r", 50_000 }, { "# ", 20_000 }, { "# a\n", 4_000 },
            { "```\n", 20_001 }, { "<b>", 50_000 },
        { "<style>", 20_000 }, { "<svg>", 20_000 }, { "<math>", 20_000 }, { "<table>", 10_000 }, { "</p>", 50_000 }, { "[a]: b\n", 20_000 },
            { "[^a]", 20_000 }, { "{", 50_000 },
        { "[a]: <", 10_000 }, { "***a ", 10_000 }, { "<!", 20_000 }, { "<?", 20_000 }, { "a\n=\n", 4_000 }, { "+ ", 20_000 },
            { "[^a]: b\n", 10_000 }, { "\0", 50_000 }, { "^", 50_000 }, { "*[a]: b\n", 10_000 }, { "![a][b]", 20_000 }, { "\t", 50_000 },
            { "&amp;", 50_000 }, { "<a href='", 20_000 }, { "$x^{", 10_000 }, { "$$\\frac{", 10_000 }, { "~~~\n", 20_001 },
            { "a  \n", 20_000 },
    };

    [Trait("Category", "Endurance")]
    [Theory]
    [MemberData(nameof(Attacks))]
    public void Costly_Markdown_is_shown_one_way_or_the_other(string part, int times)
    {
        string text = string.Concat(Enumerable.Repeat(part, times));
        (string article, _) = SiteFixture.Markdown("# A\n\n" + text);
        Assert.NotEmpty(article);
    }

    [Trait("Category", "Endurance")]
    [Fact]
    public void Lists_nested_by_their_indent_are_bounded()
    {
        string text = string.Concat(Enumerable.Range(0, 3000).Select(i => new string(' ', 2 * i) + "- a\n"));
        (string article, IReadOnlyList<SiteProblem> problems) = SiteFixture.Markdown(text);
        Assert.Contains("indented by more than 200 columns", Assert.Single(problems).Text);
        Assert.StartsWith("<article>", article);
    }

    [Fact]
    public void What_people_write_is_far_below_the_limits()
    {
        string text = string.Concat(Enumerable.Repeat(
            "A paragraph with [a link](https://a.test), `code` and <b>a tag</b>.\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n", 500));
        Assert.Null(MarkdownLimits.Exceeded(text));
    }

    [Fact]
    public void A_text_beyond_a_limit_says_which() =>
        Assert.Equal("a paragraph has more than 2000 [, <, ! and addresses", MarkdownLimits.Exceeded(new string('[', 5000)));
}
