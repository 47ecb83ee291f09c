using System.Text.Json;
using Microsoft.Playwright;
using NotebookKit.Display.Tests.Support;

namespace NotebookKit.Display.Tests.Pages;

/// <summary>What the committed lessons hold as outputs, in a real browser.</summary>
public class LessonOutputTests(Browser browser) : IClassFixture<Browser>
{
    private static readonly string s_folder =
        Path.Combine(AppContext.BaseDirectory[..AppContext.BaseDirectory.IndexOf("tests", StringComparison.Ordinal)], "notebooks");

    public static TheoryData<string> Lessons =>
        [.. Directory.GetFiles(s_folder, "*.ipynb").Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Lessons))]
    public async Task Every_output_can_be_read(string lesson)
    {
        string[] outputs = [.. Outputs(lesson)];
        Assert.NotEmpty(outputs);
        foreach (string theme in new[] { "light", "dark" })
        {
            IPage page = await browser.PageAsync(string.Join("\n", outputs.Select(o => $"<section>{o}</section>")), theme);
            Assert.Empty(await PageChecks.LowContrastAsync(page));
            Assert.Empty(await PageChecks.OverlapsAsync(page));
            Assert.Empty(browser.Errors);
            await page.CloseAsync();
        }
    }

    /// <summary>Of each output what a notebook's page shows: HTML, else SVG.</summary>
    private static IEnumerable<string> Outputs(string lesson)
    {
        using var notebook = JsonDocument.Parse(File.ReadAllText(Path.Combine(s_folder, lesson)));
        foreach (JsonElement cell in notebook.RootElement.GetProperty("cells").EnumerateArray())
        {
            if (!cell.TryGetProperty("outputs", out JsonElement outputs))
                continue;
            foreach (JsonElement output in outputs.EnumerateArray())
            {
                if (output.TryGetProperty("data", out JsonElement data)
                    && (data.TryGetProperty("text/html", out JsonElement shown) || data.TryGetProperty("image/svg+xml", out shown)))
                {
                    yield return shown.ValueKind == JsonValueKind.Array ? string.Concat(shown.EnumerateArray().Select(l => l.GetString()))
                        : shown.GetString()!;
                }
            }
        }
    }
}
