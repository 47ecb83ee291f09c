using Microsoft.Playwright;
using NotebookKit.Display.Tests.Pages;

namespace NotebookKit.Tool.Tests.Export;

/// <summary>The exported lessons in a real browser, as their readers see them.</summary>
[Trait("Category", "Endurance")]
public class LessonSiteTests(LessonSite lessons) : IClassFixture<LessonSite>
{
    public static TheoryData<string> Pages =>
        ["index.html", .. Directory.GetFiles(LessonSite.Folder, "*.ipynb").Select(file => Path.GetFileNameWithoutExtension(file) + ".html").Order(StringComparer.Ordinal)];

    [Fact]
    public void Every_link_of_every_lesson_leads_somewhere_and_nothing_is_loaded() => Assert.Empty(lessons.Site.Problems);

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task A_page_can_be_read_in_both_themes_and_in_a_narrow_window(string path)
    {
        foreach (var theme in (string[])["light", "dark"])
        {
            var page = await lessons.OpenAsync(path, theme);
            await page.EvaluateAsync("() => { for (const d of document.querySelectorAll('details')) d.open = true; }");
            Assert.Empty(await PageChecks.LowContrastAsync(page));
            Assert.Empty(await PageChecks.OverlapsAsync(page));
            Assert.Empty(lessons.Errors);

            // In a narrow window only code and outputs scroll sideways, each by itself.
            await page.SetViewportSizeAsync(400, 900);
            Assert.Equal(400, await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth"));
            // Pictures scroll too: shrunk to fit, their text could not be read.
            Assert.Empty(await page.EvaluateAsync<string[]>("() => [...document.querySelectorAll('.output svg.nk')]" +
                ".filter(s => s.getBoundingClientRect().width < 0.99 * s.viewBox.baseVal.width).map(s => s.querySelector('title').textContent)"));
            await page.CloseAsync();
        }
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task A_page_is_complete_without_scripts_and_fits_a_narrow_window(string path)
    {
        var page = await lessons.OpenAsync(path, "light", script: false, width: 400);
        // Without scripts Playwright cannot ask the page, but it can look at it.
        Assert.Equal(1, await page.Locator("h1").CountAsync());
        Assert.True(await page.Locator("article").IsVisibleAsync());
        var article = await page.Locator("article").BoundingBoxAsync();
        Assert.True(article!.X + article.Width <= 400, $"{path} is {article.Width} pixels wide.");
        foreach (var picture in await page.Locator(".output svg").AllAsync())
        {
            if (!await picture.IsVisibleAsync()) continue;
            var box = await picture.BoundingBoxAsync();
            Assert.True(box!.Width > 50 && box.Height > 20, $"{path}: a picture is {box.Width} by {box.Height} pixels.");
        }

        Assert.Empty(lessons.Errors);
        await page.CloseAsync();
    }

    [Fact]
    public async Task The_theme_can_be_chosen_and_is_remembered_on_the_next_page()
    {
        var page = await lessons.OpenAsync("index.html", "light");
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
        var page = await lessons.OpenAsync("03-return-sequences.html", "dark");
        Assert.False(await page.Locator("details pre.code").First.IsVisibleAsync());
        await page.EmulateMediaAsync(new() { Media = Media.Print });
        Assert.Equal("rgb(255, 255, 255)", await GroundAsync(page));
        Assert.Equal("light", await page.EvaluateAsync<string>("() => getComputedStyle(document.querySelector('svg.nk')).colorScheme"));
        Assert.True(await page.Locator("article details pre.code").First.IsVisibleAsync());
        Assert.False(await page.Locator(".contents").IsVisibleAsync());
        await page.CloseAsync();
    }

    private static Task<string> GroundAsync(IPage page) => page.EvaluateAsync<string>("() => getComputedStyle(document.body).backgroundColor");
}
