namespace NotebookKit.Display.Formatters;

/// <summary>Shows values <see cref="SideBySide">side by side</see>.</summary>
public sealed class SideBySideFormatterSource
{
    /// <summary>What one value gives at once, best first.</summary>
    public static readonly string[] PreferredMimeTypes = [MimeTypes.Html, MimeTypes.Text];

    /// <summary>The formatters, one a MIME type.</summary>
    public IEnumerable<object> CreateTypeFormatters() =>
    [
        new ValueFormatter<SideBySide>(MimeTypes.Html, view => view.ToHtml()),
        new ValueFormatter<SideBySide>(MimeTypes.Text, view => view.ToString()),
    ];
}
