using NotebookKit.Display.Drawing;

namespace NotebookKit.Display.Formatters;

/// <summary>Shows a <see cref="Shape"/> as Python prints a tuple, and not as the list that a notebook makes of an enumerable.</summary>
public sealed class ShapeFormatterSource
{
    /// <summary>What one value gives at once, best first.</summary>
    public static readonly string[] PreferredMimeTypes = [MimeTypes.Text];

    /// <summary>The formatters, one a MIME type.</summary>
    public IEnumerable<object> CreateTypeFormatters() =>
    [
        new ValueFormatter<Shape>(MimeTypes.Text, shape => shape.ToString()),
        new ValueFormatter<Shape>(MimeTypes.Html, shape => $"<code>{Markup.Escape(shape.ToString())}</code>"),
    ];
}
