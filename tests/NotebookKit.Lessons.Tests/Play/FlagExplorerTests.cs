using Microsoft.Playwright;
using NotebookKit.Display.Tests.Pages;
using NotebookKit.Display.Tests.Support;

namespace NotebookKit.Lessons.Tests.Play;

public sealed class FlagExplorerTests(Browser browser) : IClassFixture<Browser>
{
    private static readonly FlagExplorer s_explorer = new();

    [Theory]
    [InlineData("light")]
    [InlineData("dark")]
    public async Task It_can_be_read(string theme)
    {
        IPage page = await browser.PageAsync(s_explorer.ToHtml() + s_explorer.Picture.ToSvg(), theme);
        Assert.Empty(await PageChecks.LowContrastAsync(page));
        Assert.Empty(await PageChecks.OverlapsAsync(page));
        Assert.Empty(browser.Errors);
        await page.CloseAsync();
    }

    [Fact]
    public async Task It_fits_a_telephone_whatever_is_switched_on()
    {
        IPage page = await browser.PageAsync(s_explorer.ToHtml(), "light");
        await page.SetViewportSizeAsync(390, 800);
        await page.GetByLabel("Bidirectional").CheckAsync();
        await page.GetByLabel("go_backwards").CheckAsync();
        Assert.Equal("5 tensors come back from x of shape (4, 5, features).", await page.Locator(".nk-now").TextContentAsync());
        Assert.True(await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= 390"));
        Assert.Empty(await PageChecks.OverlapsAsync(page));
        await page.CloseAsync();
    }

    [Fact]
    public async Task The_script_begins_with_what_the_fragment_shows_without_it()
    {
        string[] shown = new string[2];
        foreach (bool script in new[] { false, true })
        {
            IPage page = await browser.PageAsync(s_explorer.ToHtml(), "light", script);
            string text = await page.Locator(".nk-beside").InnerHTMLAsync();
            shown[script ? 1 : 0] = text;
            await page.CloseAsync();
        }

        Assert.Equal(shown[0], shown[1]);
    }

    [Fact]
    public async Task It_is_driven_by_the_keyboard_alone()
    {
        IPage page = await browser.PageAsync(s_explorer.ToHtml(), "light");
        await page.Keyboard.PressAsync("Tab");                       // cell
        await page.Keyboard.PressAsync("ArrowDown");                 // GRU
        Assert.Equal(["output (4, 5, 2)", "h (4, 2)"], await TensorsAsync(page));
        await page.Keyboard.PressAsync("Tab");                       // units
        await page.Keyboard.TypeAsync("64");
        await page.Keyboard.PressAsync("Tab");                       // batch
        await page.Keyboard.TypeAsync("8");
        await page.Keyboard.PressAsync("Tab");                       // time
        await page.Keyboard.TypeAsync("30");
        Assert.Equal(["output (8, 30, 64)", "h (8, 64)"], await TensorsAsync(page));
        await page.Keyboard.PressAsync("Tab");                       // return_sequences
        await page.Keyboard.PressAsync("Space");
        Assert.Equal(["output (8, 64)", "h (8, 64)"], await TensorsAsync(page));
        Assert.Equal(
            "var (output, h) = new GRU(64, returnState: true).Apply(x);", await page.Locator("[data-code=csharp]").TextContentAsync());
        Assert.Equal("output, h = layers.GRU(64, return_state=True)(x)", await page.Locator("[data-code=keras]").TextContentAsync());
        Assert.Equal("step 29", await page.Locator("[data-step='2']").TextContentAsync());
        Assert.Equal(1, await LitAsync(page, "out"));
        Assert.Empty(browser.Errors);
        await page.CloseAsync();
    }

    [Fact]
    public async Task It_says_of_every_setting_what_the_library_says()
    {
        IPage page = await browser.PageAsync(s_explorer.ToHtml(), "light");
        foreach (FlagChoice choice in FlagChoice.All)
        {
            await page.EvaluateAsync(
                """
                ([cell, ...flags]) => {
                  document.querySelector('[data-field=cell]').value = cell;
                  ['sequences', 'state', 'backwards', 'both'].forEach((name, i) => { document.querySelector(`[data-field=${name}]`).checked = flags[i] === 'True'; });
                  document.querySelector('[data-field=cell]').dispatchEvent(new Event('change', { bubbles: true }));
                }
                """,
                new[] { choice.Cell, $"{choice.Sequences}", $"{choice.State}", $"{choice.Backwards}", $"{choice.Both}" });
            Assert.Equal(
                choice.Tensors().Select(tensor => $"{tensor.Name} {FlagExplorer.Written(tensor.Shape, 4, 5, 2)}"),
                    await TensorsAsync(page));
            int rows = choice.Both ? 2 : 1;
            Assert.Equal(rows * (choice.Sequences ? 3 : 1), await LitAsync(page, "out"));
            Assert.Equal(choice.State ? rows : 0, await LitAsync(page, "end-h"));
            Assert.Equal(choice.State && choice.HasC ? rows : 0, await LitAsync(page, "end-c"));
        }

        Assert.Empty(browser.Errors);
        await page.CloseAsync();
    }

    [Fact]
    public async Task A_length_that_is_none_counts_as_one()
    {
        IPage page = await browser.PageAsync(s_explorer.ToHtml(), "light");
        await page.GetByLabel("units").FillAsync("-3");
        await page.GetByLabel("time").FillAsync("");
        Assert.Equal(["output (4, 1, 1)", "h (4, 1)", "c (4, 1)"], await TensorsAsync(page));
        Assert.Empty(browser.Errors);
        await page.CloseAsync();
    }

    [Fact]
    public void The_script_is_the_same_text_in_every_explorer()
    {
        string html = new FlagExplorer().ToHtml();
        Assert.Contains($"<script>{FlagScript.Code}</script>", html);
        Assert.Single(html.Split("<script").Skip(1));
    }

    private static async Task<IReadOnlyList<string>> TensorsAsync(IPage page)
    {
        var rows = new List<string>();
        foreach (ILocator row in await page.Locator("tbody tr").AllAsync())
        {
            rows.Add($"{await row.Locator("td").Nth(0).TextContentAsync()} {await row.Locator("td").Nth(1).TextContentAsync()}");
        }

        return rows;
    }

    // Parts of the picture that show and are drawn bold.
    private static Task<int> LitAsync(IPage page, string kind) => page.EvaluateAsync<int>(
        "kind => [...document.querySelectorAll(`[data-kind=\"${kind}\"]`)].filter(part => part.getBoundingClientRect().width > 0 "
        + "&& part.getAttribute('opacity') === '1').length", kind);
}
