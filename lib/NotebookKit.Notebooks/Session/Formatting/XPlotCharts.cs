using System.Reflection;
using System.Text;
using System.Text.Json;
using Microsoft.DotNet.Interactive.Formatting;

namespace NotebookKit.Notebooks.Session;

/// <summary>
/// Charts of XPlot.Plotly, which that library leaves to its host to show: as Plotly's figure and a sentence, from the script
/// that their public <c>GetPlottingJS</c> writes. A library that draws them as well registers its own forms over these.
/// </summary>
internal static class XPlotCharts
{
    private const string Plotly = "application/vnd.plotly.v1+json";

    private static readonly Lazy<bool> s_listening = new(() =>
    {
        AppDomain.CurrentDomain.AssemblyLoad += (_, arrived) => Register(arrived.LoadedAssembly);
        return true;
    });

    /// <summary>From here on such charts show, whenever their library comes.</summary>
    public static void Listen() => _ = s_listening.Value;

    /// <summary>The figure: <c>data</c> and <c>layout</c>, without the page's id of the chart, which is another one each time.</summary>
    public static string Figure(string script)
    {
        JsonElement layout = Value(script, "var layout = ");
        string written = layout.ValueKind == JsonValueKind.Object ? layout.GetRawText() : "{}";
        return $"{{\"data\":{Value(script, "var data = ").GetRawText()},\"layout\":{written}}}";
    }

    /// <summary>The chart in words.</summary>
    public static string Sentence(string script)
    {
        JsonElement layout = Value(script, "var layout = ");
        string title = layout.ValueKind == JsonValueKind.Object && layout.TryGetProperty("title", out JsonElement words)
            && words.ValueKind == JsonValueKind.String
            ? $" “{words.GetString()}”" : "";
        IEnumerable<string?> kinds = Value(script, "var data = ").EnumerateArray()
            .Select(trace => trace.TryGetProperty("type", out JsonElement type) ? type.GetString() : "scatter").Distinct();
        return $"A chart of XPlot{title}: {string.Join(" and ", kinds)}. It shows where Plotly runs.";
    }

    private static void Register(Assembly assembly)
    {
        if (assembly.GetName().Name != "XPlot.Plotly" || assembly.GetType("XPlot.Plotly.PlotlyChart") is not { } chart
            || chart.GetMethod("GetPlottingJS", Type.EmptyTypes) is not { } script)
        {
            return;
        }
        Formatter.Register(chart, (value, writer) => writer.Write(Figure((string)script.Invoke(value, null)!)), Plotly);
        Formatter.Register(
            chart, (value, writer) => writer.Write(Sentence((string)script.Invoke(value, null)!)), PlainTextFormatter.MimeType);
        Formatter.SetPreferredMimeTypesFor(chart, Plotly, PlainTextFormatter.MimeType);
    }

    private static JsonElement Value(string script, string declaration)
    {
        int start = script.IndexOf(declaration, StringComparison.Ordinal);
        if (start < 0)
        {
            throw new FormatException($"The script of an XPlot chart has no '{declaration.Trim()}'; expected what XPlot.Plotly 4 writes.");
        }
        // What stands behind the value is script, which the reader does not look at.
        var reader = new Utf8JsonReader(
            Encoding.UTF8.GetBytes(script[(start + declaration.Length)..]), new JsonReaderOptions { AllowMultipleValues = true });
        return JsonElement.ParseValue(ref reader);
    }
}
