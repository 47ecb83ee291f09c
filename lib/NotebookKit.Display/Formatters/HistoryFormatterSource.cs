namespace NotebookKit.Display.Formatters;

/// <summary>Shows a <see cref="History"/> by its curves, and as a table of text.</summary>
public sealed class HistoryFormatterSource
{
    /// <summary>What one value gives at once, best first.</summary>
    public static readonly string[] PreferredMimeTypes = [MimeTypes.Svg, MimeTypes.Text];

    /// <summary>The formatters, one a MIME type.</summary>
    public IEnumerable<object> CreateTypeFormatters() =>
    [
        new ValueFormatter<History>(MimeTypes.Svg, HistoryPlots.SvgOf),
        new ValueFormatter<History>(MimeTypes.Text, history => history.ToString()),
    ];
}
