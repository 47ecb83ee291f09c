namespace NotebookKit.Display.Formatters;

/// <summary>Shows <see cref="Logs"/> as a table.</summary>
public sealed class LogsFormatterSource
{
    /// <summary>What one value gives at once, best first.</summary>
    public static readonly string[] PreferredMimeTypes = [MimeTypes.Html, MimeTypes.Text];

    /// <summary>The formatters, one a MIME type.</summary>
    public IEnumerable<object> CreateTypeFormatters() =>
    [
        new ValueFormatter<Logs>(MimeTypes.Html, Models.LogsTable.Html),
        new ValueFormatter<Logs>(MimeTypes.Text, logs => logs.ToString()),
    ];
}
