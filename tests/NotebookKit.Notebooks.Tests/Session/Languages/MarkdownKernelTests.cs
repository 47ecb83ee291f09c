using NotebookKit.Notebooks.Session;

namespace NotebookKit.Notebooks.Tests.Session.Languages;

public class MarkdownKernelTests
{
    [Fact]
    public async Task A_text_is_shown_as_it_was_written_and_as_HTML()
    {
        using var run = new SessionRun();
        await run.Value("#!markdown\n**bold**");
        DisplayEvent shown = Assert.Single(run.Events.OfType<DisplayEvent>());
        Assert.Equal("**bold**", (string?)shown.Data["text/markdown"]);
        Assert.Equal("<p><strong>bold</strong></p>\n", (string?)shown.Data["text/html"]);
    }

    [Fact]
    public async Task A_line_that_looks_like_a_directive_of_no_language_is_text()
    {
        using var run = new SessionRun();
        await run.Value("#!markdown\n#!nothing of the kind");
        Assert.Equal("#!nothing of the kind", (string?)Assert.Single(run.Events.OfType<DisplayEvent>()).Data["text/markdown"]);
    }
}
