using System.Diagnostics;
using System.Security;
using NotebookKit.Notebooks.Tests.Session;
using NotebookKit.Tests.Shared;

namespace NotebookKit.Notebooks.Tests.CSharp.Packages;

/// <summary>The kit itself as a package, referred to from an empty notebook; .ci/original does the same in .NET Interactive.</summary>
/// <remarks>It stays in the process that referred to it, as in a notebook: so it runs alone, which xunit does after all others.</remarks>
[Trait("Category", "Endurance")]
[Collection(nameof(DisplayPackageTests)), CollectionDefinition(nameof(DisplayPackageTests), DisableParallelization = true)]
public class DisplayPackageTests
{
    [Fact]
    public async Task A_reference_to_the_package_brings_names_formatters_and_live_training()
    {
        using var run = new SessionRun();
        string feed = Path.Combine(run.Folder, "feed");
        foreach (string package in (string[])["NotebookKit", "NotebookKit.Display"])
        {
            Pack(package, feed);
        }
        // A cache of its own: packages of one version are never read anew. What the kit depends on comes from the machine's sources.
        File.WriteAllText(Path.Combine(run.Folder, "nuget.config"), $"""
            <configuration>
              <config><add key="globalPackagesFolder" value="packages" /></config>
              <packageSources><add key="kit" value="{SecurityElement.Escape(feed)}" /></packageSources>
            </configuration>
            """);

        await run.Value("#r \"nuget: NotebookKit.Display\"\nTensor data = Tensor.Of([0.1f, 0.2f, 0.3f]).Reshape(1, 3, 1);\ndata");
        Assert.Contains("class=\"nkh\"", run.Shown["text/html"]!.ToString(), StringComparison.Ordinal);

        await run.Value("""
            var model = new Sequential(new Input(3, 1), new LSTM(4), new Dense(1));
            model.Compile(new Adam(0.01f), Losses.MeanSquaredError);
            var history = model.Fit(Tensor.Of([0.1f, 0.2f, 0.3f, 0.4f, 0.5f, 0.6f]).Reshape(2, 3, 1), Tensor.Of([0.4f, 0.7f]).Reshape(2, 1), epochs: 3);
            """);
        Assert.True(run.Displays.First().Data.ContainsKey("text/html"));
        Assert.True(run.Displays.Last() is { IsUpdate: true, DisplayId: var last } && last == run.Displays.First().DisplayId);
        Assert.Contains("<svg", run.Displays.Last().Data["image/svg+xml"]!.ToString(), StringComparison.Ordinal);

        foreach ((string value, string mime) in ((string, string)[])
            [("data", "text/html"), ("model", "text/html"), ("history", "image/svg+xml"),
                ("Chart.Line(new[] { 1f, 2f })", "application/vnd.plotly.v1+json"), ("data.Shape", "text/plain")])
        {
            Assert.Equal(mime, await run.Value(
                $"Microsoft.DotNet.Interactive.Formatting.Formatter.GetPreferredMimeTypesFor(({value}).GetType()).First()"));
        }
        // A chart that the reader brings is a guest: drawn as the kit's own, and its names do not hide the kit's.
        await run.Value("#r \"nuget: XPlot.Plotly, 4.1.0\"\nusing XPlot.Plotly;");
        Assert.Equal("NotebookKit.Display", await run.Value("Chart.Line(new[] { 1.0, 2 }).GetType().Namespace + new Scatter { y = new[] { "
            + "1 } }.GetType().Namespace![..0]"));
        await run.Value("XPlot.Plotly.Chart.Line(new[] { 1, 2, 3 })");
        Assert.Equal(["application/vnd.plotly.v1+json", "image/svg+xml", "text/plain"], run.Shown.Select(pair => pair.Key));
        Assert.Contains("3 points from 1 at 0", run.Shown["text/plain"]!.ToString(), StringComparison.Ordinal);

        Assert.StartsWith(Path.Combine(run.Folder, "packages"), (string?)await run.Value("typeof(NotebookFormatters).Assembly.Location"),
            StringComparison.Ordinal);
    }

    private static void Pack(string project, string folder)
    {
        var start = new ProcessStartInfo(
            "dotnet", ["pack", Path.Combine(Repository.Root, "lib", project), "-o", folder, "-v", "q", "-nologo"])
        { RedirectStandardOutput = true };
        start.Environment.Remove("MSBUILD_EXE_PATH");
        using Process process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, output);
    }
}
