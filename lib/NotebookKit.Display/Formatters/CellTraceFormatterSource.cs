namespace NotebookKit.Display.Formatters;

/// <summary>Shows a <see cref="Layers.CellTrace"/> as small multiples over time.</summary>
public sealed class CellTraceFormatterSource
{
    /// <summary>What one value gives at once, best first.</summary>
    public static readonly string[] PreferredMimeTypes = [MimeTypes.Svg, MimeTypes.Text];

    /// <summary>The formatters, one a MIME type.</summary>
    public IEnumerable<object> CreateTypeFormatters() =>
    [
        new ValueFormatter<Layers.CellTrace>(MimeTypes.Svg, trace => trace.Plot().ToSvg()),
        new ValueFormatter<Layers.CellTrace>(MimeTypes.Text, trace => trace.ToString()),
    ];
}
