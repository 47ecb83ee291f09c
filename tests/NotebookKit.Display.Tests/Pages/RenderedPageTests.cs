using Microsoft.Playwright;
using NotebookKit.Display.Tests.Charts;
using NotebookKit.Display.Tests.Support;
using NotebookKit.Display.Tests.Tables;
using NotebookKit.Display.Tests.Traces;

namespace NotebookKit.Display.Tests.Pages;

/// <summary>Everything the snapshot tests drew, in a real browser, as a reader sees it.</summary>
public class RenderedPageTests(Browser browser) : IClassFixture<Browser>
{
    public static TheoryData<string, string> Pages
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (string folder in new[] { "Charts", "Diagrams", "../NotebookKit.Lessons.Tests/Views", "Tables", "Traces", "Training" })
            {
                data.Add(folder, "light");
                data.Add(folder, "dark");
            }
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Every_picture_can_be_read(string folder, string theme)
    {
        string[] files = Files(folder);
        Assert.NotEmpty(files);
        IPage page = await browser.PageAsync(string.Join("\n", files.Select(f => $"<section>{File.ReadAllText(f)}</section>")), theme);
        Assert.Empty(await PageChecks.LowContrastAsync(page));
        Assert.Empty(await PageChecks.OverlapsAsync(page));
        Assert.Empty(browser.Errors);
        await page.CloseAsync();
    }

    [Fact]
    public async Task The_checks_find_what_is_wrong()
    {
        IPage page = await browser.PageAsync(
            "<p style=\"color:#999\">pale</p><table><tr><td style=\"background:rgba(213,94,0,0.9);color:#c00\">red</td></tr></table>" +
            "<svg width=\"200\" height=\"50\"><rect width=\"200\" height=\"50\" fill=\"#777\"/><text x=\"5\" y=\"20\">first text</text>" +
            "<text x=\"40\" y=\"22\" fill=\"#fff\">second text that is too long for it</text></svg>", "light");
        string[] pale = await PageChecks.LowContrastAsync(page);
        Assert.Equal(["pale: 2.85:1", "red: 1.74:1", "second text that is too long for it: 4.48:1"], pale);
        string[] overlaps = await PageChecks.OverlapsAsync(page);
        Assert.Contains(overlaps, o => o.StartsWith("first text and second text"));
        Assert.Contains(overlaps, o => o.EndsWith("reaches beyond its picture"));
        await page.CloseAsync();
    }

    [Fact]
    public async Task A_theme_of_the_page_outweighs_the_system()
    {
        string svg = Drawn("Charts", nameof(ChartTests.Two_lines_share_their_axes_and_have_a_legend), "svg");
        foreach (string marked in new[] { "<div class=\"vscode-dark\">{0}</div>", "<div data-jp-theme-light=\"false\">{0}</div>",
            "<div data-theme=\"dark\">{0}</div>" })
        {
            IPage page = await browser.PageAsync(string.Format(marked, svg), "light");
            string ground = await page.EvaluateAsync<string>("() => getComputedStyle(document.querySelector('.nk-ground')).fill");
            Assert.Equal("rgb(27, 29, 33)", ground);
            await page.CloseAsync();
        }
    }

    [Fact]
    public async Task The_table_rules_of_JupyterLab_do_not_reach_our_tables()
    {
        const string jupyter = "<style>:not(.jp-RenderedMarkdown).jp-RenderedHTMLCommon th{text-align:right}" +
            ".jp-RenderedHTMLCommon tbody tr:nth-child(even){background:#f5f5f5}.jp-RenderedHTMLCommon th{font-weight:bold}</style>";
        string table = Drawn("Tables", nameof(TensorViewTests.Two_samples_are_two_tables), "html");
        IPage page = await browser.PageAsync($"{jupyter}<div class=\"jp-RenderedHTML jp-RenderedHTMLCommon\">{table}</div>", "light");
        Assert.Equal("left 400 rgba(0, 0, 0, 0)", await page.EvaluateAsync<string>(
            "() => { const row = document.querySelectorAll('tbody tr')[1], head = getComputedStyle(row.querySelector('th')); " +
            "return `${head.textAlign} ${head.fontWeight} ${getComputedStyle(row).backgroundColor}`; }"));
        await page.CloseAsync();
    }

    [Fact]
    public async Task The_stepper_moves_by_mouse_and_by_keyboard()
    {
        IPage page = await browser.PageAsync(Stepper(), "light");
        ILocator now = page.Locator(".nk-now"), slot = page.Locator("[data-slot='2']");
        ILocator slider = page.GetByLabel("time step", new() { Exact = true });
        await slider.FocusAsync();
        await page.Keyboard.PressAsync("End");
        Assert.StartsWith("time 5 of 5, unit 0: i ", await now.TextContentAsync());
        string last = (await slot.TextContentAsync())!;
        await page.GetByLabel("previous time step").ClickAsync();
        Assert.StartsWith("time 4 of 5, unit 0: ", await now.TextContentAsync());
        Assert.NotEqual(last, await slot.TextContentAsync());
        await slider.FocusAsync();
        await page.Keyboard.PressAsync("ArrowLeft");
        Assert.StartsWith("time 3 of 5", await now.TextContentAsync());
        await page.Keyboard.PressAsync("Home");
        Assert.StartsWith("time 0 of 5", await now.TextContentAsync());
        Assert.Equal("start", await page.Locator("[data-slot='0']").TextContentAsync());
        await page.GetByLabel("next time step").FocusAsync();
        await page.Keyboard.PressAsync("ArrowRight");
        await page.Keyboard.PressAsync("Enter");
        Assert.StartsWith("time 2 of 5", await now.TextContentAsync());
        await page.Locator("select").SelectOptionAsync("1");
        Assert.StartsWith("time 2 of 5, unit 1: ", await now.TextContentAsync());
        Assert.Empty(await PageChecks.OverlapsAsync(page));
        Assert.Empty(browser.Errors);
        await page.CloseAsync();
    }

    [Fact]
    public async Task Two_copies_of_a_stepper_move_by_themselves()
    {
        IPage page = await browser.PageAsync(Stepper() + Stepper(), "light");
        string opened = (await page.Locator(".nk-now").Last.TextContentAsync())!;
        await page.GetByLabel("time step", new() { Exact = true }).First.PressAsync("Home");
        Assert.StartsWith("time 0 of 5", await page.Locator(".nk-now").First.TextContentAsync());
        Assert.Equal(opened, await page.Locator(".nk-now").Last.TextContentAsync());
        Assert.DoesNotContain("time 0 of 5", opened);
        await page.CloseAsync();
    }

    [Fact]
    public async Task Without_script_the_stepper_shows_the_step_at_which_it_opens()
    {
        IPage page = await browser.PageAsync(Stepper(), "light", script: false);
        Assert.False(await page.GetByLabel("next time step").IsVisibleAsync());
        Assert.StartsWith("time 1 of 5, unit 0: i ", await page.Locator(".nk-now").TextContentAsync());
        Assert.True(await page.Locator("svg").IsVisibleAsync());
        await page.CloseAsync();
    }

    [Fact]
    public async Task The_stepper_is_driven_by_the_keyboard_alone_and_fits_a_telephone()
    {
        IPage page = await browser.PageAsync(Stepper(), "light");
        await page.SetViewportSizeAsync(390, 800);
        ILocator now = page.Locator(".nk-now");
        await page.Keyboard.PressAsync("Tab");                       // previous time step
        await page.Keyboard.PressAsync("Tab");                       // the slider
        await page.Keyboard.PressAsync("Home");
        Assert.StartsWith("time 0 of 5, unit 0: ", await now.TextContentAsync());
        await page.Keyboard.PressAsync("Tab");                       // next time step
        await page.Keyboard.PressAsync("Space");
        Assert.StartsWith("time 1 of 5, unit 0: ", await now.TextContentAsync());
        await page.Keyboard.PressAsync("Tab");                       // unit
        await page.Keyboard.PressAsync("ArrowDown");
        Assert.StartsWith("time 1 of 5, unit 1: ", await now.TextContentAsync());
        Assert.True(await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= 390"));
        Assert.Empty(browser.Errors);
        await page.CloseAsync();
    }

    private static string Stepper() => Drawn("Traces", nameof(TraceViewsTests.An_LSTM_is_drawn_with_its_gates_and_both_states), "html");

    /// <summary>What one of the snapshot tests drew.</summary>
    private static string Drawn(string folder, string test, string extension) =>
        File.ReadAllText(Files(folder).First(file => file.EndsWith($".{test}.{extension}")));

    private static string[] Files(string folder, [System.Runtime.CompilerServices.CallerFilePath] string file = "")
    {
        string snapshots = Path.Combine(Path.GetDirectoryName(file)!, "..", folder, "Snapshots");
        return [.. Directory.GetFiles(snapshots).Where(f => (f.EndsWith(".svg") || f.EndsWith(".html")) && !f.Contains(".received."))
            .Order(StringComparer.Ordinal)];
    }
}
