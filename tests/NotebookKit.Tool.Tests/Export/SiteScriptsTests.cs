using Microsoft.Playwright;
using NotebookKit.Notebooks.Documents;
using NotebookKit.Notebooks.Export;

namespace NotebookKit.Tool.Tests.Export;

/// <summary>Search and copying on a small site in a real browser, by keyboard.</summary>
public sealed class SiteScriptsTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private ServedSite _site = null!;

    public ValueTask InitializeAsync()
    {
        Add("a.ipynb",
            """
            # A: memory

            It remembers.

            ## The forget gate

            A gate that forgets: café, naïve, return_sequences.
            """, "var x = new LSTM(1);\nx.Apply(y);");
        Add("b.ipynb", "# B\n\n## Losses\n\nThe gate has no loss. To forget is another matter.\n\n## \\<b>Bold\\</b> & more\n\nnothing\n\n"
            + "```python\nprint('a line that goes on to the end of the page, and beyond it', 1, 2, 3)\n```");
        _site = new ServedSite(SiteBuilder.Build(
            [.. NotebookPaths.Find([_folder.Path]).Select(notebook => new SiteNotebook(notebook.Path, notebook.Relative))]));
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await _site.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task The_search_is_driven_by_the_keyboard_alone()
    {
        IPage page = await _site.OpenAsync("search.html", "light", width: 390);
        await page.Keyboard.TypeAsync("Forget gate");
        Assert.Equal(["The forget gate", "Losses"], await page.Locator("#search-results a").AllTextContentsAsync());
        Assert.Equal("2 sections.", await page.GetByRole(AriaRole.Status).TextContentAsync());
        Assert.Equal("A gate that forgets: café, naïve, return_sequences. var x = new LSTM(1); x.Apply(y);",
            await page.Locator("#search-results p").First.TextContentAsync());
        Assert.Equal(
            ["forget", "gate", "gate", "forget"], await page.Locator("#search-results li:first-child mark").AllTextContentsAsync());
        Assert.Equal("#q=Forget%20gate", new Uri(page.Url).Fragment);
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("ArrowDown");
        Assert.Equal("Losses", await page.EvaluateAsync<string>("() => document.activeElement.textContent"));
        await page.Keyboard.PressAsync("ArrowUp");
        await page.Keyboard.PressAsync("ArrowUp");
        Assert.Equal("search-box", await page.EvaluateAsync<string>("() => document.activeElement.id"));
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForFunctionAsync("() => location.href.endsWith('/a.html#the-forget-gate') && document.readyState === 'complete'");
        // Back at the search, what was asked stands there again.
        await page.GoBackAsync();
        Assert.Equal(2, await page.Locator("#search-results li").CountAsync());
        await page.Keyboard.PressAsync("Escape");
        Assert.Equal(0, await page.Locator("#search-results li").CountAsync());
        Assert.Equal("", await page.Locator("#search-box").InputValueAsync());
        Assert.Empty(_site.Errors);
        await page.CloseAsync();
    }

    [Theory]
    [InlineData("cafe NAIVE", "The forget gate")]
    [InlineData("x.Apply(y);", "The forget gate")]
    [InlineData("return_seq", "The forget gate")]
    [InlineData("<b>bold", "<b>Bold</b> & more")]
    [InlineData("(.*", null)]
    [InlineData("forget nowhere", null)]
    [InlineData("   ", null)]
    public async Task Words_are_found_whatever_their_accents_and_signs(string words, string? heading)
    {
        IPage page = await _site.OpenAsync("search.html#q=" + Uri.EscapeDataString(words), "light");
        IReadOnlyList<string> found = await page.Locator("#search-results a").AllTextContentsAsync();
        if (heading is null)
        {
            Assert.Empty(found);
        }
        else
        {
            Assert.Equal(heading, found[0]);
        }
        Assert.Empty(_site.Errors);
        await page.CloseAsync();
    }

    [Fact]
    public async Task A_listing_is_copied_by_the_keyboard_alone()
    {
        IPage page = await _site.OpenAsync("a.html", "light", width: 390);
        ILocator button = page.GetByRole(AriaRole.Button, new() { Name = "Copy the code" });
        await button.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        Assert.Equal("Copied", await button.TextContentAsync());
        Assert.Equal("The code is copied.", await page.GetByRole(AriaRole.Status).TextContentAsync());
        // What was copied can be pasted, and is the code alone.
        await page.EvaluateAsync(
            "() => { const field = document.createElement('textarea'); document.body.prepend(field); field.focus(); }");
        await page.Keyboard.PressAsync("Control+V");
        Assert.Equal("var x = new LSTM(1);\nx.Apply(y);", await page.Locator("textarea").InputValueAsync());
        Assert.Empty(_site.Errors);
        await page.CloseAsync();
    }

    [Theory]
    [InlineData("a.html")]
    [InlineData("b.html")]
    public async Task On_a_telephone_the_button_stands_above_the_code_of_cells_and_of_text(string file)
    {
        IPage page = await _site.OpenAsync(file, "light", width: 390);
        LocatorBoundingBoxResult button = (await page.GetByRole(AriaRole.Button, new() { Name = "Copy the code" }).BoundingBoxAsync())!;
        LocatorBoundingBoxResult code = (await page.Locator("pre.code code").BoundingBoxAsync())!;
        Assert.InRange(button.Y + button.Height, button.Height, code.Y + 1);
        await page.CloseAsync();
    }

    [Fact]
    public async Task Without_scripts_there_is_no_box_and_no_button_and_every_section_is_a_link()
    {
        IPage page = await _site.OpenAsync("search.html", "light", script: false);
        Assert.False(await page.Locator("#search-box").IsVisibleAsync());
        Assert.True(await page.GetByText("needs scripts").IsVisibleAsync());
        Assert.Equal(["Recurrent", "A: memory", "The forget gate", "B", "Losses", "<b>Bold</b> & more"],
            (await page.Locator(".outline a").AllTextContentsAsync()).Select((text, i) => i == 0 ? "Recurrent" : text));
        await page.CloseAsync();
        page = await _site.OpenAsync("a.html", "light", script: false);
        Assert.Equal(0, await page.Locator("button").CountAsync());
        Assert.True(await page.GetByText("Download the notebook").IsVisibleAsync());
        await page.CloseAsync();
    }

    private void Add(string name, string markdown, string? code = null)
    {
        var document = NotebookDocument.Create();
        document.Add(CellKind.Markdown, markdown);
        if (code is not null)
        {
            document.Add(CellKind.Code, code);
        }
        document.Save(_folder.File(name));
    }
}
