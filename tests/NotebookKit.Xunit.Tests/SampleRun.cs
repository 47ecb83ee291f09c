using System.Diagnostics;
using System.Xml.Linq;
using NotebookKit.Tests.Shared;

namespace NotebookKit.Xunit.Tests;

/// <summary>A run of <see cref="Samples"/> by xunit's own runner, in a process of its own as dotnet test starts it.</summary>
public sealed class SampleRun : IAsyncLifetime
{
    private IReadOnlyList<SampleResult> _results = [];

    /// <summary>The cases of a method, in the order of the notebook's cells.</summary>
    public IReadOnlyList<SampleResult> this[string method] =>
        [.. _results.Where(result => result.Method == method).OrderBy(result => result.Name, StringComparer.Ordinal)];

    public async ValueTask InitializeAsync() => _results = await RunAsync("-class", typeof(Samples).FullName!);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>Runs some of the cases.</summary>
    /// <param name="arguments">What xunit's runner chooses them by.</param>
    internal static async Task<IReadOnlyList<SampleResult>> RunAsync(params string[] arguments)
    {
        string file = Path.GetTempFileName();
        try
        {
            var start = new ProcessStartInfo(
                BuiltTool.DotNet, [typeof(SampleRun).Assembly.Location, "-explicit", "only", "-noColor", "-xml", file, .. arguments])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            (_, string output, string error) = await BuiltTool.RunAsync(start);
            Assert.True(output.Contains("Errors: 0,", StringComparison.Ordinal), output + error);
            return [.. XDocument.Load(file).Descendants("test").Select(SampleResult.Of)];
        }
        finally
        {
            File.Delete(file);
        }
    }
}

/// <summary>How a case fared.</summary>
public sealed record SampleResult(
    string Method, string Name, string Outcome, string Message, string Trace, string Output, string Reason, string Warnings,
    IReadOnlyList<string> Traits, string SourceFile, int SourceLine)
{
    internal static SampleResult Of(XElement test) => new(
        Value(test, "method"), Value(test, "name"), Value(test, "result"), Text(test.Element("failure")?.Element("message")),
        Text(test.Element("failure")?.Element("stack-trace")), Text(test.Element("output")), Text(test.Element("reason")),
        Text(test.Element("warnings")), [.. test.Descendants("trait").Select(trait => $"{Value(trait, "name")}={Value(trait, "value")}")],
        Value(test, "source-file"), int.TryParse(Value(test, "source-line"), out int line) ? line : 0);

    private static string Value(XElement element, string attribute) => element.Attribute(attribute)?.Value ?? "";

    // xunit escapes what XML cannot hold, and line ends and quotes as well.
    private static string Text(XElement? element) =>
        (element?.Value ?? "").Replace("\\r", "", StringComparison.Ordinal).Replace("\\n", "\n", StringComparison.Ordinal)
        .Replace("\\\"", "\"", StringComparison.Ordinal).Trim();
}
