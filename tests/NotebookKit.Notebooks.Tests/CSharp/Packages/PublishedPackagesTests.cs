using System.Reflection;
using NotebookKit.Notebooks.Session;
using NotebookKit.Notebooks.Tests.Session;

namespace NotebookKit.Notebooks.Tests.CSharp.Packages;

/// <summary>Packages that others made for notebooks, from the sources that this machine is set to.</summary>
[Trait("Category", "Endurance")]
public class PublishedPackagesTests
{
    [Fact]
    public async Task A_data_frame_is_a_table()
    {
        using var run = new SessionRun();
        await run.Value("#r \"nuget: Microsoft.Data.Analysis, 0.23.1\"");
        await run.Value(
            "new Microsoft.Data.Analysis.DataFrame(new Microsoft.Data.Analysis.DoubleDataFrameColumn(\"x\", new[] { 1.5, 2.5 }))");
        Assert.Contains("<th>x</th>", run.Shown["text/html"]!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bitmap_is_a_picture()
    {
        using var run = new SessionRun();
        await run.Value("#r \"nuget: SkiaSharp, 3.119.0\"\n#r \"nuget: SkiaSharp.NativeAssets.Linux.NoDependencies, 3.119.0\"");
        await run.Value("using SkiaSharp;\nvar red = new SKBitmap(20, 20); red.Erase(SKColors.Red); red");
        Assert.Contains("<img src=\"data:image/png;base64,", run.Shown["text/html"]!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_chart_of_Plotly_NET_draws_itself_and_the_session_goes_on()
    {
        using var run = new SessionRun();
        await run.Value("#r \"nuget: Plotly.NET.Interactive, 6.0.0\"");
        Assert.Equal(2, await run.Value("1 + 1"));
        await run.Value("using Plotly.NET;\nGenericChart.ofTraceObject(true, new Trace(\"scatter\"))");
        Assert.Contains("Plotly", run.Shown["text/html"]!.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("dni-treeview", run.Shown["text/html"]!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_chart_of_XPlot_is_Plotlys_figure_and_a_sentence()
    {
        using var run = new SessionRun();
        await run.Value("#r \"nuget: XPlot.Plotly, 4.1.0\"\nusing XPlot.Plotly;");
        await run.Value("var chart = Chart.Line(new[] { 1, 2, 3 }); chart.WithTitle(\"Three\"); chart");
        Assert.Equal(["application/vnd.plotly.v1+json", "text/plain"], run.Shown.Select(pair => pair.Key));
        Assert.Equal(3, (int)run.Shown["application/vnd.plotly.v1+json"]!["data"]![0]!["y"]![2]!);
        Assert.Contains("“Three”: scatter", run.Shown["text/plain"]!.ToString(), StringComparison.Ordinal);
        string first = run.Shown.ToJsonString();
        await run.Value("display(chart);");
        Assert.Equal(first, Assert.Single(run.Displays).Data.ToJsonString());
    }

    [Fact]
    public async Task A_library_for_words_knows_the_english_ones()
    {
        using var run = new SessionRun();
        Assert.Equal("3 days", await run.Value("#r \"nuget: Humanizer.Core, 2.14.1\"\nusing Humanizer;\nTimeSpan.FromDays(3).Humanize()"));
    }

    [Fact]
    public async Task A_package_that_the_source_has_in_another_version_is_shown_with_the_one_it_gave()
    {
        using var run = new SessionRun();
        await run.Value("#r \"nuget: ScottPlot, 5.0.1\"");
        Assembly assembly = Assert.IsType<System.Reflection.Assembly>(
            await run.Value("typeof(ScottPlot.Plot).Assembly"), exactMatch: false);
        string shown = InstalledBy(run, await run.Cell("#r \"nuget: ScottPlot, 5.0.1\""));
        // The feed decides which one it is; what stands there is what was loaded.
        Assert.Contains($"ScottPlot, {assembly.GetName().Version!.ToString(3)}", shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wildcard_is_accepted_again_and_so_is_the_version_it_chose()
    {
        using var run = new SessionRun();
        await run.Value("#r \"nuget: Newtonsoft.Json, 13.0.*\"");
        await run.Value("#r \"nuget: Newtonsoft.Json, 13.0.*\"");
        string chosen = InstalledBy(run, await run.Cell("#r \"nuget: Newtonsoft.Json, 13.0.*\""))
            .Split("Newtonsoft.Json, ")[1].Split('<', '\n')[0].Trim();
        await run.Value($"#r \"nuget: Newtonsoft.Json, {chosen}\"\n#r \"nuget: Newtonsoft.Json, {chosen}.0\"");
        Assert.Equal("[1]", await run.Value("Newtonsoft.Json.JsonConvert.SerializeObject(new[] { 1 })"));
    }

    private static string InstalledBy(SessionRun run, CellResult result)
    {
        Assert.True(result.Success, result.Error?.Value);
        return Assert.Single(run.Displays).Data["text/html"]!.ToString();
    }
}
