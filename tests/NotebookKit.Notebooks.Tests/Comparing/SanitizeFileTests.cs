using NotebookKit.Notebooks.Comparing;

namespace NotebookKit.Notebooks.Tests.Comparing;

public sealed class SanitizeFileTests
{
    private static ComparisonOptions With(string text) => new() { Patterns = SanitizeFile.Parse(text, "own.cfg", IgnoredPatterns.Default) };

    [Fact]
    public void A_file_of_nbval_is_read()
    {
        ComparisonOptions options = With("""
            # what our outputs carry
            [pids]
            regex: pid \d+
            replace: PID

            [paths]
            regex = /tmp/\w+
            replace = /tmp/X
            """);

        Assert.Empty(Cells.CompareText("pid 12 in /tmp/abc", "pid 99 in /tmp/x1y2", options));
        Assert.NotEmpty(Cells.CompareText("pid 12 in /tmp/abc", "pid 99 in /var/abc", options));
    }

    [Fact]
    public void A_pattern_that_is_known_can_be_left_out() =>
        Assert.NotEmpty(Cells.CompareText("2024-05-06", "2024-05-07", With("[date]\nenabled: no")));

    [Theory]
    [InlineData("regex: a", "own.cfg, line 1: expected a section such as [times]; received 'regex: a'.")]
    [InlineData("[a]\nnonsense", "own.cfg, line 2: expected 'regex: …' or 'replace: …'; received 'nonsense'.")]
    [InlineData("[a]\nreplace: b", "own.cfg, line 1: section [a] has no line 'regex: …'.")]
    [InlineData("\n[a]\nenabled: perhaps", "own.cfg, line 2: section [a] enabled is yes or no; received 'perhaps'.")]
    public void A_wrong_file_is_refused_with_its_line(string text, string message) =>
        Assert.Equal(message, Assert.Throws<CompareException>(() => With(text)).Message);

    [Fact]
    public void A_wrong_expression_is_refused_with_its_section() =>
        Assert.StartsWith("own.cfg, line 1: section [a] regex cannot be read: ",
            Assert.Throws<CompareException>(() => With("[a]\nregex: (")).Message, StringComparison.Ordinal);
}
