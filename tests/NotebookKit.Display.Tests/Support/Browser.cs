using Microsoft.Playwright;
using NotebookKit.Tests.Shared;

namespace NotebookKit.Display.Tests.Support;

/// <summary>
/// Debian's Chromium, driven by Playwright. Pages are held to what every rendered page must be: no error on the console and
/// no request to anywhere.
/// </summary>
public sealed class Browser : IAsyncDisposable
{
    private readonly List<string> _errors = [];
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <summary>Console errors, uncaught exceptions and requests that left the page, on all pages so far.</summary>
    public IReadOnlyList<string> Errors => _errors;

    /// <summary>A page whose body is <paramref name="body"/>, with the reader's system set to <paramref name="theme"/>.</summary>
    public async Task<IPage> PageAsync(string body, string theme, bool script = true)
    {
        string chromium = RequiredTool.Chromium();
        _playwright ??= await Playwright.CreateAsync();
        _browser ??= await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = chromium, Args = ["--no-sandbox", "--disable-gpu"] });
        IPage page = await _browser.NewPageAsync(new()
        {
            ColorScheme = theme == "dark" ? ColorScheme.Dark : ColorScheme.Light,
            ViewportSize = new() { Width = 1000, Height = 800 },
            JavaScriptEnabled = script,
        });
        page.Console += (_, message) =>
        {
            if (message.Type == "error")
                _errors.Add(message.Text);
        };
        page.PageError += (_, error) => _errors.Add(error);
        await page.RouteAsync("**/*", async route =>
        {
            _errors.Add("request to " + route.Request.Url);
            await route.AbortAsync();
        });
        await page.SetContentAsync(
            "<!doctype html><html><head><meta charset=\"utf-8\"><title>test</title><style>:root{color-scheme:light dark}" +
            "body{margin:8px;font:14px/1.45 "
            + "system-ui,sans-serif;background:light-dark(#fff,#111);color:light-dark(#1f2328,#e4e6e9)}</style></head><body>" +
            body + "</body></html>");
        return page;
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
    }
}
