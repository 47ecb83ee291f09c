namespace NotebookKit.Display.Formatters;

/// <summary>Shows a <see cref="Model"/> by its summary.</summary>
public sealed class ModelFormatterSource
{
    /// <summary>What one value gives at once, best first.</summary>
    public static readonly string[] PreferredMimeTypes = [MimeTypes.Html, MimeTypes.Text];

    /// <summary>The formatters, one a MIME type.</summary>
    public IEnumerable<object> CreateTypeFormatters() =>
    [
        new ValueFormatter<Model>(MimeTypes.Html, Models.SummaryTable.Html),
        new ValueFormatter<Model>(MimeTypes.Text, Models.SummaryTable.Text),
    ];
}
