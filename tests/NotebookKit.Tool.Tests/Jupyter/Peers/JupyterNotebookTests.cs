using Microsoft.Playwright;
using NotebookKit.Tests.Shared;

namespace NotebookKit.Tool.Tests.Jupyter.Peers;

/// <summary>A lesson in Debian's jupyter-notebook, in Debian's Chromium.</summary>
[Trait("Needs", "jupyter")]
[Trait("Needs", "chromium")]
[Trait("Category", "Endurance")]
public sealed class JupyterNotebookTests(InstalledKernel kernel) : IClassFixture<InstalledKernel>
{
    [Fact]
    public async Task A_lesson_is_run_edited_completed_inspected_interrupted_and_restarted()
    {
        string chromium = RequiredTool.Chromium();
        using var server = new JupyterServer(kernel);
        using IPlaywright playwright = await Playwright.CreateAsync();
        await using IBrowser browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = chromium,
            Args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        });
        IPage page = await browser.NewPageAsync(new() { ViewportSize = new() { Width = 1200, Height = 900 } });
        page.SetDefaultTimeout(HangGuard.Milliseconds);
        var notebook = new NotebookPage(page);

        await notebook.OpenAsync($"{server.Url}/notebooks/notebooks/05-sequences-and-states.ipynb");
        await notebook.RunAllAsync();

        Assert.Empty(await notebook.ErrorsAsync());
        int flags = await notebook.FindAsync("Outputs sequencesOnly");
        Assert.Contains("(1, 3, 1)", await notebook.OutputAsync(flags));
        await notebook.PictureAsync("run-all", flags);

        await notebook.ReplaceAsync(flags, "Layer(true,", "Layer(false,");
        await notebook.RunAsync(flags);
        string edited = await notebook.OutputAsync(flags);
        Assert.DoesNotContain("(1, 3, 1)", edited);
        Assert.Contains("(1, 1)", edited);
        await notebook.PictureAsync("flag-edited", flags);

        int completed = await notebook.TypeNewCellAsync("Console.WriteL");
        await notebook.CompleteAsync(completed);
        Assert.Equal("Console.WriteLine", await notebook.TextAsync(completed));

        int choices = await notebook.TypeNewCellAsync("data.Resh");
        await notebook.CompleteAsync(choices);
        Assert.Equal("data.Reshape", await notebook.TextAsync(choices));

        int inspected = await notebook.TypeNewCellAsync("Math.Max");
        Assert.Contains("Returns the larger of two", await notebook.InspectAsync());
        await notebook.PictureAsync("inspected", inspected);

        int endless = await notebook.TypeNewCellAsync("var before = 1; while (true) { }");
        await notebook.StartAsync(endless);
        await notebook.InterruptAsync(endless);
        Assert.Contains("Interrupted", await notebook.OutputAsync(endless));
        int after = await notebook.TypeNewCellAsync("data.Shape");
        await notebook.RunAsync(after);
        Assert.Contains("(1, 3, 1)", await notebook.OutputAsync(after));
        await notebook.PictureAsync("interrupted", endless);

        await notebook.RestartAsync();
        int fresh = await notebook.TypeNewCellAsync("data");
        await notebook.RunAsync(fresh);
        Assert.Contains("CS0103", await notebook.OutputAsync(fresh));
        await notebook.PictureAsync("restarted", fresh);
    }
}
