using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using NotebookKit.Display.Tests.Pages;

namespace NotebookKit.Tool.Tests.Export;

/// <summary>The exported lessons in a real browser, as their readers see them.</summary>
[Trait("Category", "Endurance")]
public class LessonSiteTests(LessonSite lessons) : IClassFixture<LessonSite>
{
    // Of the pages beside the lessons' own, those that are known to be there; a test holds the site to this list.
    private static readonly string[] s_others = ["index.html", "names.html", "search.html"];

    public static TheoryData<string> Pages =>
    [
        .. s_others,
        .. Directory.GetFiles(LessonSite.Folder, "*.ipynb").Select(file => Path.GetFileNameWithoutExtension(file) + ".html")
            .Order(StringComparer.Ordinal),
    ];

    [Fact]
    public void No_page_is_left_untested() =>
        Assert.Equal(lessons.Site.Pages.Order(StringComparer.Ordinal), Pages.Select(row => row.Data).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Axe_finds_nothing_serious_in_either_theme(string path)
    {
        foreach (string theme in (string[])["light", "dark"])
        {
            IPage page = await lessons.OpenAsync(path, theme, width: theme == "dark" ? 390 : 1280);
            await page.EvaluateAsync("() => { for (const d of document.querySelectorAll('details')) d.open = true; }");
            AxeResult found = await page.RunAxe();
            Assert.True(found.Passes.Length > 10, "axe looked at nothing.");
            Assert.Empty(found.Violations.Where(violation => violation.Impact is "serious" or "critical").SelectMany(violation =>
                violation.Nodes.Select(node => $"{violation.Id} in {theme}: {node.Html[..Math.Min(node.Html.Length, 200)]}")));
            await page.CloseAsync();
        }
    }

    [Fact]
    public async Task The_first_page_lets_the_flags_be_switched_by_the_keyboard_alone()
    {
        IPage page = await lessons.OpenAsync("index.html", "light", width: 390);
        ILocator explorer = page.Locator("[data-nk-explorer]");
        Assert.StartsWith("3 tensors come back", await explorer.Locator(".nk-now").TextContentAsync());
        await explorer.Locator("select").FocusAsync();
        for (int i = 0; i < 5; i++)
        {
            await page.Keyboard.PressAsync("Tab"); // units, batch, time, return_sequences, return_state
        }
        await page.Keyboard.PressAsync("Space");
        Assert.StartsWith("1 tensor comes back", await explorer.Locator(".nk-now").TextContentAsync());
        Assert.Equal(390, await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth"));
        // Every lesson has a card, and every card a picture.
        Assert.Equal(lessons.Site.Pages.Count - s_others.Length, await page.Locator(".card").CountAsync());
        Assert.Equal(lessons.Site.Pages.Count - s_others.Length, await page.Locator(".card:has(.shot svg)").CountAsync());
        Assert.Empty(lessons.Errors);
        await page.CloseAsync();
    }

    [Fact]
    public async Task The_search_finds_what_stands_in_the_lessons()
    {
        IPage page = await lessons.OpenAsync("search.html#q=forget%20gate", "dark", width: 390);
        Assert.True(await page.Locator("#search-results li").CountAsync() > 3);
        await page.Locator("#search-results a").First.ClickAsync();
        await page.WaitForFunctionAsync("() => !location.pathname.endsWith('/search.html') && document.readyState === 'complete'");
        Assert.True(await page.EvaluateAsync<bool>("() => document.getElementById(decodeURIComponent(location.hash.slice(1))) !== null"));
        Assert.Empty(lessons.Errors);
        await page.CloseAsync();
    }

    [Fact]
    public void Every_link_of_every_lesson_leads_somewhere_and_nothing_is_loaded() => Assert.Empty(lessons.Site.Problems);

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task A_page_can_be_read_in_both_themes_and_in_a_narrow_window(string path)
    {
        foreach (string theme in (string[])["light", "dark"])
        {
            IPage page = await lessons.OpenAsync(path, theme);
            await page.EvaluateAsync("() => { for (const d of document.querySelectorAll('details')) d.open = true; }");
            Assert.Empty(await PageChecks.LowContrastAsync(page));
            Assert.Empty(await PageChecks.OverlapsAsync(page));
            Assert.Empty(lessons.Errors);

            // In a narrow window only code and outputs scroll sideways, each by itself.
            await page.SetViewportSizeAsync(400, 900);
            Assert.Equal(400, await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth"));
            // Pictures scroll too: shrunk to fit, their text could not be read.
            Assert.Empty(await page.EvaluateAsync<string[]>("() => [...document.querySelectorAll('.output svg.nk')]" +
                ".filter(s => s.getBoundingClientRect().width < 0.99 * s.viewBox.baseVal.width)"
                    + ".map(s => s.querySelector('title').textContent)"));
            await page.CloseAsync();
        }
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task A_page_is_complete_without_scripts_and_fits_a_narrow_window(string path)
    {
        IPage page = await lessons.OpenAsync(path, "light", script: false, width: 400);
        // Without scripts Playwright cannot ask the page, but it can look at it.
        Assert.Equal(1, await page.Locator("h1").CountAsync());
        Assert.True(await page.Locator("article").IsVisibleAsync());
        LocatorBoundingBoxResult? article = await page.Locator("article").BoundingBoxAsync();
        Assert.True(article!.X + article.Width <= 400, $"{path} is {article.Width} pixels wide.");
        foreach (ILocator picture in await page.Locator(".output svg").AllAsync())
        {
            if (!await picture.IsVisibleAsync())
            {
                continue;
            }
            LocatorBoundingBoxResult? box = await picture.BoundingBoxAsync();
            Assert.True(box!.Width > 50 && box.Height > 20, $"{path}: a picture is {box.Width} by {box.Height} pixels.");
        }

        Assert.Empty(lessons.Errors);
        await page.CloseAsync();
    }

    [Fact]
    public async Task The_theme_can_be_chosen_and_is_remembered_on_the_next_page()
    {
        IPage page = await lessons.OpenAsync("index.html", "light");
        Assert.Equal("rgb(255, 255, 255)", await GroundAsync(page));
        await page.Locator("label[for=theme-dark]").ClickAsync();
        Assert.Equal("rgb(27, 29, 33)", await GroundAsync(page));
        await page.GotoAsync("http://lessons.test/03-return-sequences.html");
        Assert.Equal("rgb(27, 29, 33)", await GroundAsync(page));
        Assert.True(await page.Locator("#theme-dark").IsCheckedAsync());
        Assert.Equal("dark", await page.EvaluateAsync<string>("() => getComputedStyle(document.querySelector('svg.nk')).colorScheme"));
        await page.Locator("label[for=theme-system]").ClickAsync();
        Assert.Equal("rgb(255, 255, 255)", await GroundAsync(page));
        Assert.Empty(lessons.Errors);
        await page.CloseAsync();
    }

    [Fact]
    public async Task A_print_is_light_and_shows_what_is_folded()
    {
        IPage page = await lessons.OpenAsync("03-return-sequences.html", "dark");
        Assert.False(await page.Locator("details pre.code").First.IsVisibleAsync());
        await page.EmulateMediaAsync(new() { Media = Media.Print });
        Assert.Equal("rgb(255, 255, 255)", await GroundAsync(page));
        Assert.Equal("light", await page.EvaluateAsync<string>("() => getComputedStyle(document.querySelector('svg.nk')).colorScheme"));
        Assert.True(await page.Locator("article details pre.code").First.IsVisibleAsync());
        Assert.False(await page.Locator(".contents").IsVisibleAsync());
        await page.CloseAsync();
    }

    private static Task<string> GroundAsync(IPage page) =>
        page.EvaluateAsync<string>("() => getComputedStyle(document.body).backgroundColor");
}
