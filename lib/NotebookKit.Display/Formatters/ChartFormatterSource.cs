namespace NotebookKit.Display.Formatters;

/// <summary>Shows a <see cref="Chart"/> as Plotly JSON, as SVG and as text.</summary>
public sealed class ChartFormatterSource
{
    /// <summary>What one value gives at once, best first.</summary>
    public static readonly string[] PreferredMimeTypes = [MimeTypes.Plotly, MimeTypes.Svg, MimeTypes.Text];

    /// <summary>The formatters, one a MIME type.</summary>
    public IEnumerable<object> CreateTypeFormatters() =>
    [
        new ValueFormatter<Chart>(MimeTypes.Plotly, chart => chart.ToPlotlyJson()),
        new ValueFormatter<Chart>(MimeTypes.Svg, chart => chart.ToSvg()),
        new ValueFormatter<Chart>(MimeTypes.Text, chart => chart.ToString()),
    ];
}
