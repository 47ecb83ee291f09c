using NotebookKit.Notebooks.Session;

namespace NotebookKit.Notebooks.Tests.Session.Languages;

public class MermaidKernelTests
{
    [Fact]
    public async Task A_diagram_is_shown_for_front_ends_that_draw_it_and_as_GitHubs_fence()
    {
        using var run = new SessionRun();
        await run.Value("#!mermaid\ngraph LR\n  a --> b");
        DisplayEvent shown = Assert.Single(run.Events.OfType<DisplayEvent>());
        Assert.Equal("graph LR\n  a --> b", (string?)shown.Data["text/vnd.mermaid"]);
        Assert.Equal("```mermaid\ngraph LR\n  a --> b\n```", (string?)shown.Data["text/markdown"]);
    }
}
