using Microsoft.Playwright;
using NotebookKit.Display.Tests.Support;

namespace NotebookKit.Display.Tests.Charts;

/// <summary>Plotly's charts, drawn by plotly.js in pages of several themes: what a reader sees in VS Code and in JupyterLab.</summary>
public class PlotlyThemeTests(Browser browser) : IClassFixture<Browser>
{
    /// <summary>Pages as notebooks make them: the ground, and how they say what colour text has.</summary>
    public static TheoryData<string, string> Themes => new()
    {
        { "VS Code, dark modern", "background:#1f1f1f;--vscode-editor-foreground:#cccccc" },
        { "VS Code, light modern", "background:#ffffff;--vscode-editor-foreground:#3b3b3b" },
        { "VS Code, dark high contrast", "background:#000000;--vscode-editor-foreground:#ffffff" },
        { "JupyterLab, dark", "background:#111111;--jp-content-font-color1:rgba(255,255,255,1)" },
        { "JupyterLab, light", "background:#ffffff;--jp-content-font-color1:rgba(0,0,0,0.87)" },
        { "another dark page", "background:#202124;color:#e8eaed" },
        { "another light page", "background:#ffffff;color:#202124" },
    };

    [Theory]
    [MemberData(nameof(Themes))]
    public async Task Text_and_lines_stand_out_from_the_page(string name, string style)
    {
        IPage page = await browser.PageAsync($"<div style=\"{style}\"><div id=\"chart\"></div></div>", "light");
        await page.AddScriptTagAsync(new() { Path = PlotlyScript.Path });
        foreach (string figure in new[]
        {
            nameof(ChartTests.Two_lines_share_their_axes_and_have_a_legend),
            nameof(ChartTests.Bars_of_several_series_stand_beside_each_other),
            nameof(ChartTests.A_heatmap_writes_its_few_values_into_its_cells),
            nameof(ChartTests.A_histogram_counts_values_in_bins),
            nameof(ChartTests.A_logarithmic_axis_shows_powers_of_ten),
            nameof(ChartTests.Markup_in_titles_and_names_stays_text),
        })
        {
            string[] seen = await DrawAsync(page, figure);
            Assert.True(seen.Length > 5, $"{name}, {figure}: only {string.Join(", ", seen)}");
            Assert.All(seen, s =>
                Assert.True(double.Parse(s.Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture) >= 1,
                $"{name}, {figure}: {s}"));
        }
        Assert.Empty(browser.Errors);
        await page.CloseAsync();
    }

    [Fact]
    public async Task A_white_ground_would_be_found()
    {
        IPage page = await browser.PageAsync("<div style=\"background:#1f1f1f\"><div id=\"chart\"></div></div>", "light");
        await page.AddScriptTagAsync(new() { Path = PlotlyScript.Path });
        await page.EvaluateAsync(
            "() => Plotly.newPlot('chart', [{ y: [1, 2] }], { paper_bgcolor: 'rgba(0,0,0,0)', font: { color: '#1f2328' } })");
        Assert.Contains(await page.EvaluateAsync<string[]>(Measure), s => s.StartsWith("0."));
        await page.CloseAsync();
    }

    [Fact]
    public async Task Equal_names_stay_cells_of_their_own()
    {
        IPage page = await browser.PageAsync("<div id=\"chart\"></div>", "light");
        await page.AddScriptTagAsync(new() { Path = PlotlyScript.Path });
        string json = Chart.Heatmap(new[] { new[] { 0.1, 0.2, 0.3 } }, x: ["5", "+", "5"], y: ["sum"]).ToPlotlyJson();
        string shown = await page.EvaluateAsync<string>(
            "async json => { const f = JSON.parse(json), chart = document.getElementById('chart'); await Plotly.newPlot(chart, f.data, "
            + "f.layout); " +
            "return [...chart.querySelectorAll('.xtick text')].map(t => t.textContent.trim()).join(' ') + ' in ' + "
            + "chart._fullLayout.xaxis.range.map(Math.abs).join(' '); }", json);
        Assert.Equal("5 + 5 in 0.5 2.5", shown);
        await page.CloseAsync();
    }

    [Fact]
    public async Task The_pointer_shows_names_and_values()
    {
        IPage page = await browser.PageAsync("<div id=\"chart\"></div>", "dark");
        await page.AddScriptTagAsync(new() { Path = PlotlyScript.Path });
        Assert.Equal("per characterLSTM: 0.99",
            await PointAsync(page, Chart.Bar(new[] { "GRU", "LSTM" }, ("per character", new[] { 0.98, 0.99 })), 1));
        Assert.Equal("2, 0.3", await PointAsync(page, Chart.Line(new[] { 0.1, 0.2, 0.3 }), 2));
        await page.CloseAsync();
    }

    /// <summary>
    /// Draws a figure that the chart tests wrote; of each text, line and area, its contrast as a share of what is needed.
    /// </summary>
    private static async Task<string[]> DrawAsync(IPage page, string figure)
    {
        string json = File.ReadAllText(Path.Combine(Folder(), "Snapshots", $"ChartTests.{figure}.json"));
        await page.EvaluateAsync("async json => { const f = JSON.parse(json); await Plotly.newPlot('chart', f.data, f.layout); }", json);
        return await page.EvaluateAsync<string[]>(Measure);
    }

    private static async Task<string> PointAsync(IPage page, Chart chart, int point)
    {
        await page.EvaluateAsync("async json => { const f = JSON.parse(json); await Plotly.newPlot('chart', f.data, f.layout); }",
            chart.ToPlotlyJson());
        await page.EvaluateAsync("n => Plotly.Fx.hover('chart', [{ curveNumber: 0, pointNumber: n }])", point);
        ILocator label = page.Locator(".hoverlayer .hovertext");
        await label.WaitForAsync();
        Assert.Equal("rgb(255, 255, 255) on rgb(31, 35, 40)", await label.EvaluateAsync<string>(
            "l => getComputedStyle(l.querySelector('text')).fill + ' on ' + getComputedStyle(l.querySelector('path')).fill"));
        return (await label.TextContentAsync())!;
    }

    // 4.5:1 for text, 3:1 for the lines, bars and points that carry data.
    private const string Measure =
        """
        () => {
          const parse = text => { const [r, g, b, a] = text.match(/[\d.]+/g).map(Number); return [r, g, b, a ?? 1]; };
          const luminance = c => {
            const [r, g, b] = c.map(v => v / 255).map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
            return 0.2126 * r + 0.7152 * g + 0.0722 * b;
          };
          const chart = document.getElementById('chart'), ground = parse(getComputedStyle(chart.parentElement).backgroundColor);
          for (const box of chart.querySelectorAll('.main-svg, .bglayer .bg, rect.bg'))
            if (getComputedStyle(box).fillOpacity > 0 && box.tagName === 'rect' && parse(getComputedStyle(box).fill)[3] > 0) return ['0.0 an opaque ground'];
          const share = (colour, needed) => {
            const c = parse(colour), seen = [0, 1, 2].map(i => c[i] * c[3] + ground[i] * (1 - c[3]));
            const [x, y] = [luminance(seen), luminance(ground)].sort((p, q) => q - p);
            return ((x + 0.05) / (y + 0.05) / needed).toFixed(2);
          };
          const found = [];
          for (const text of chart.querySelectorAll('.main-svg text')) {
            if (!text.textContent.trim() || text.closest('.modebar')) continue;
            const inks = text.querySelector('tspan') ? [...text.querySelectorAll('tspan')].filter(t => !t.querySelector('tspan') && t.textContent.trim()) : [text];
            for (const ink of inks) found.push(`${share(getComputedStyle(ink).fill, 4.5)} ${ink.textContent}`);
          }
          for (const line of chart.querySelectorAll('.js-line')) found.push(`${share(getComputedStyle(line).stroke, 3)} a line`);
          for (const area of chart.querySelectorAll('.bars .point path, .points path.point')) found.push(`${share(getComputedStyle(area).fill, 3)} an area`);
          return found; }
        """;

    private static string Folder([System.Runtime.CompilerServices.CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
