namespace NotebookKit.Display.Formatters;

/// <summary>Shows answers beside the true ones.</summary>
public sealed class AnswerTableFormatterSource
{
    /// <summary>What one value gives at once, best first.</summary>
    public static readonly string[] PreferredMimeTypes = [MimeTypes.Html, MimeTypes.Text];

    /// <summary>The formatters, one a MIME type.</summary>
    public IEnumerable<object> CreateTypeFormatters() =>
    [
        new ValueFormatter<AnswerTable>(MimeTypes.Html, table => table.ToHtml()),
        new ValueFormatter<AnswerTable>(MimeTypes.Text, table => table.ToString()),
    ];
}
