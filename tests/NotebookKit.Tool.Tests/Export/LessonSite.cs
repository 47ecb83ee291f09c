using Microsoft.Playwright;
using NotebookKit.Display.Tests.Support;
using NotebookKit.Notebooks.Export;

namespace NotebookKit.Tool.Tests.Export;

/// <summary>The site of the repository's lessons, served to a browser from memory.</summary>
public sealed class LessonSite : IAsyncDisposable
{
    private const string Host = "http://lessons.test/";

    private readonly Browser browser = new();

    /// <summary>The folder with the lessons.</summary>
    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory[..AppContext.BaseDirectory.IndexOf("/tests/", StringComparison.Ordinal)], "notebooks");

    /// <summary>The site.</summary>
    public Site Site { get; } = SiteBuilder.Build(
        [.. NotebookPaths.Find([Folder]).Select(notebook => new SiteNotebook(notebook.Path, notebook.Relative))]);

    /// <summary>Console errors, uncaught exceptions and requests that left the site, on all pages so far.</summary>
    public IReadOnlyList<string> Errors => browser.Errors;

    /// <summary>Opens a page of the site.</summary>
    public async Task<IPage> OpenAsync(string path, string theme, bool script = true, int width = 1280)
    {
        var page = await browser.PageAsync("", theme, script);
        await page.SetViewportSizeAsync(width, 900);
        // Only what belongs to the site is answered; anything else still counts as an error.
        await page.RouteAsync(Host + "**", async route =>
        {
            var name = Uri.UnescapeDataString(new Uri(route.Request.Url).AbsolutePath[1..]);
            if (Site.Files.FirstOrDefault(file => file.Path == name) is { } found)
                await route.FulfillAsync(new() { BodyBytes = found.Content.ToArray(), ContentType = name.EndsWith(".html", StringComparison.Ordinal) ? "text/html; charset=utf-8" : "text/plain" });
            else
                await route.FallbackAsync();
        });
        await page.GotoAsync(Host + path);
        return page;
    }

    public ValueTask DisposeAsync() => browser.DisposeAsync();
}
