using NotebookKit.Display.Lessons;
using NotebookKit.Lessons;

namespace NotebookKit.Display.Formatters;

/// <summary>Shows the errors that mistakes made on purpose brought.</summary>
public sealed class RefusalFormatterSource
{
    /// <summary>What one value gives at once, best first.</summary>
    public static readonly string[] PreferredMimeTypes = [MimeTypes.Html, MimeTypes.Text];

    /// <summary>The formatters, one a MIME type.</summary>
    public IEnumerable<object> CreateTypeFormatters() =>
    [
        new ValueFormatter<Refusal>(MimeTypes.Html, RefusalView.Html),
        new ValueFormatter<Refusal>(MimeTypes.Text, value => value.ToString()),
    ];
}
