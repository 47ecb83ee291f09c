using Microsoft.Playwright;
using NotebookKit.Display.Tests.Support;

namespace NotebookKit.Display.Tests.Charts;

/// <summary>
/// Every figure that the chart tests wrote, held against the schema that plotly.js itself carries. plotly.js comes from npm
/// into the test's build folder, in the version that <c>package.json</c> beside this file names.
/// </summary>
public class PlotlySchemaTests(Browser browser) : IClassFixture<Browser>
{
    [Fact]
    public async Task Every_figure_follows_the_schema_of_Plotly()
    {
        IPage page = await browser.PageAsync("<div id=\"chart\"></div>", "light");
        await page.AddScriptTagAsync(new() { Path = PlotlyScript.Path });
        string folder = Path.Combine(TestFolder(), "Snapshots");
        string[] figures = Directory.GetFiles(folder, "*.json");
        Assert.True(figures.Length >= 10, $"{figures.Length} figures in {folder}");
        foreach (string figure in figures.Where(f => !f.Contains(".received.")))
        {
            string json = File.ReadAllText(figure);
            string? problems = await page.EvaluateAsync<string?>(
                "json => { const f = JSON.parse(json); const r = Plotly.validate(f.data, f.layout); return r && JSON.stringify(r.map(p => "
                + "p.msg)); }", json);
            Assert.True(problems is null, $"{Path.GetFileName(figure)}: {problems}");
            int drawn = await page.EvaluateAsync<int>(
                "async json => { const f = JSON.parse(json); await Plotly.newPlot('chart', f.data, f.layout); return "
                + "document.querySelectorAll('#chart .main-svg').length; }",
                json);
            Assert.True(drawn > 0, $"{Path.GetFileName(figure)} was not drawn");
        }
        string? wrong = await page.EvaluateAsync<string?>(
            "() => { const r = Plotly.validate([{ type: 'scatter', y: [1], colour: 'red' }], {}); return r && r[0].msg; }");
        Assert.NotNull(wrong);
        Assert.Empty(browser.Errors);
    }

    private static string TestFolder([System.Runtime.CompilerServices.CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
