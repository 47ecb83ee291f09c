using Microsoft.Playwright;
using NotebookKit.Display.Tests.Support;
using NotebookKit.Notebooks.Export;

namespace NotebookKit.Tool.Tests.Export;

/// <summary>A site, served to a browser from memory.</summary>
/// <param name="site">The site.</param>
public class ServedSite(Site site) : IAsyncDisposable
{
    private const string Host = "http://lessons.test/";

    private readonly Browser _browser = new();

    /// <summary>The site.</summary>
    public Site Site => site;

    /// <summary>Console errors, uncaught exceptions and requests that left the site, on all pages so far.</summary>
    public IReadOnlyList<string> Errors => _browser.Errors;

    /// <summary>Opens a page of the site.</summary>
    /// <param name="path">Its path, with a fragment where one is wanted.</param>
    /// <param name="theme">The system's: light or dark.</param>
    /// <param name="script">Whether scripts run.</param>
    /// <param name="width">The window's width.</param>
    public async Task<IPage> OpenAsync(string path, string theme, bool script = true, int width = 1280)
    {
        IPage page = await _browser.PageAsync("", theme, script);
        await page.SetViewportSizeAsync(width, 900);
        // Only what belongs to the site is answered; anything else still counts as an error.
        await page.RouteAsync(Host + "**", async route =>
        {
            string name = Uri.UnescapeDataString(new Uri(route.Request.Url).AbsolutePath[1..]);
            if (Site.Files.FirstOrDefault(file => file.Path == name) is { } found)
            {
                bool isPage = name.EndsWith(".html", StringComparison.Ordinal);
                await route.FulfillAsync(
                    new() { BodyBytes = found.Content.ToArray(), ContentType = isPage ? "text/html; charset=utf-8" : "text/plain" });
            }
            else
            {
                await route.FallbackAsync();
            }
        });
        await page.GotoAsync(Host + path);
        return page;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return _browser.DisposeAsync();
    }
}
