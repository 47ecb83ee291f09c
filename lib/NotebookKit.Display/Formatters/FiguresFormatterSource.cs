using NotebookKit.Display.Lessons;
using NotebookKit.Lessons;

namespace NotebookKit.Display.Formatters;

/// <summary>Shows published figures beside the kit's own.</summary>
public sealed class FiguresFormatterSource
{
    /// <summary>What one value gives at once, best first.</summary>
    public static readonly string[] PreferredMimeTypes = [MimeTypes.Html, MimeTypes.Text];

    /// <summary>The formatters, one a MIME type.</summary>
    public IEnumerable<object> CreateTypeFormatters() =>
    [
        new ValueFormatter<Figures>(MimeTypes.Html, FigureTable.Html),
        new ValueFormatter<Figures>(MimeTypes.Text, value => value.ToString()),
    ];
}
