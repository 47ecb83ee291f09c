using Microsoft.Playwright;
using NotebookKit.Display.Tests.Support;

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
    public async Task EveryPictureCanBeRead(string folder, string theme)
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
    public async Task TheChecksFindWhatIsWrong()
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
    public async Task AThemeOfThePageOutweighsTheSystem()
    {
        string svg = File.ReadAllText(Files("Charts").First(f => f.EndsWith("Line.svg")));
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
    public async Task JupyterLabsTableRulesDoNotReachOurTables()
    {
        const string jupyter = "<style>:not(.jp-RenderedMarkdown).jp-RenderedHTMLCommon th{text-align:right}" +
            ".jp-RenderedHTMLCommon tbody tr:nth-child(even){background:#f5f5f5}.jp-RenderedHTMLCommon th{font-weight:bold}</style>";
        string table = File.ReadAllText(Files("Tables").First(f => f.EndsWith("TwoSamples.html")));
        IPage page = await browser.PageAsync($"{jupyter}<div class=\"jp-RenderedHTML jp-RenderedHTMLCommon\">{table}</div>", "light");
        Assert.Equal("left 400 rgba(0, 0, 0, 0)", await page.EvaluateAsync<string>(
            "() => { const row = document.querySelectorAll('tbody tr')[1], head = getComputedStyle(row.querySelector('th')); " +
            "return `${head.textAlign} ${head.fontWeight} ${getComputedStyle(row).backgroundColor}`; }"));
        await page.CloseAsync();
    }

    [Fact]
    public async Task TheStepperMovesByMouseAndByKeyboard()
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
    public async Task TwoCopiesOfAStepperMoveByThemselves()
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
    public async Task WithoutScriptTheStepperShowsTheStepAtWhichItOpens()
    {
        IPage page = await browser.PageAsync(Stepper(), "light", script: false);
        Assert.False(await page.GetByLabel("next time step").IsVisibleAsync());
        Assert.StartsWith("time 1 of 5, unit 0: i ", await page.Locator(".nk-now").TextContentAsync());
        Assert.True(await page.Locator("svg").IsVisibleAsync());
        await page.CloseAsync();
    }

    [Fact]
    public async Task TheStepperIsDrivenByTheKeyboardAloneAndFitsATelephone()
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

    private static string Stepper() => File.ReadAllText(Files("Traces").First(f => f.EndsWith("Lstm.html")));

    private static string[] Files(string folder, [System.Runtime.CompilerServices.CallerFilePath] string file = "")
    {
        string snapshots = Path.Combine(Path.GetDirectoryName(file)!, "..", folder, "Snapshots");
        return [.. Directory.GetFiles(snapshots).Where(f => (f.EndsWith(".svg") || f.EndsWith(".html")) && !f.Contains(".received."))
            .Order(StringComparer.Ordinal)];
    }
}
