using System.Globalization;
using System.Reflection;
using Microsoft.DotNet.Interactive.Formatting;
using NotebookKit.Display.Drawing;

namespace NotebookKit.Display.Guests;

/// <summary>
/// How a chart of XPlot.Plotly shows beside the kit's own: the picture that needs no network, Plotly's figure, a sentence.
/// Nothing here refers to XPlot; a chart is known by the name of its type.
/// </summary>
internal static class XPlotView
{
    private const string Assembly = "XPlot.Plotly", Type = "XPlot.Plotly.PlotlyChart";

    private static int s_listening;

    /// <summary>Registers the type when its library is there, and as soon as it comes.</summary>
    public static void Register()
    {
        foreach (Assembly loaded in AppDomain.CurrentDomain.GetAssemblies())
            Register(loaded);
        if (Interlocked.Exchange(ref s_listening, 1) == 0)
            AppDomain.CurrentDomain.AssemblyLoad += (_, arrived) => Register(arrived.LoadedAssembly);
    }

    /// <summary>The picture of a chart; where there is none, a picture that says so.</summary>
    public static string Svg(string script)
    {
        var figure = XPlotFigure.Parse(script);
        if (GuestChart.From(figure, out string missing) is { } chart)
            return chart.ToSvg();
        var svg = new Svg(640, 80);
        svg.Text(320, 36, GuestChart.Title(figure.Layout) ?? "A chart of XPlot", "nk-ink", anchor: Drawing.Svg.Anchor.Middle);
        svg.Text(320, 58, Without(missing), "nk-soft", anchor: Drawing.Svg.Anchor.Middle);
        return svg.ToString(GuestChart.Title(figure.Layout) ?? "A chart of XPlot", Text(script));
    }

    /// <summary>The chart as Plotly's figure.</summary>
    public static string Plotly(string script) => XPlotFigure.Parse(script).ToJson();

    /// <summary>The chart in a sentence.</summary>
    public static string Text(string script)
    {
        var figure = XPlotFigure.Parse(script);
        if (GuestChart.From(figure, out string missing) is { } chart)
            return chart.ToString();
        string title = GuestChart.Title(figure.Layout) is { } words ? $" “{words}”" : "";
        return string.Create(CultureInfo.InvariantCulture, $"A chart of XPlot{title}: {GuestChart.Kinds(figure)}. {Without(missing)}");
    }

    private static string Without(string missing) => $"There is no picture of {missing} here; it shows where Plotly runs.";

    private static void Register(Assembly assembly)
    {
        if (assembly.GetName().Name != Assembly || assembly.GetType(Type) is not { } type
            || type.GetMethod("GetPlottingJS", System.Type.EmptyTypes) is not { } script)
        {
            return;
        }

        Register(MimeTypes.Plotly, Plotly);
        Register(MimeTypes.Svg, Svg);
        Register(MimeTypes.Html, js => $"<div>{Svg(js)}</div>");
        Register(MimeTypes.Text, Text);
        Formatter.SetPreferredMimeTypesFor(type, MimeTypes.Plotly, MimeTypes.Svg, MimeTypes.Text);

        void Register(string mimeType, Func<string, string> render) =>
            Formatter.Register(type, (chart, writer) => writer.Write(render((string)script.Invoke(chart, null)!)), mimeType);
    }
}
