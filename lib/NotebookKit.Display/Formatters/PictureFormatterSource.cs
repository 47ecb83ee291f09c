namespace NotebookKit.Display.Formatters;

/// <summary>Shows a <see cref="Picture"/> as SVG and as its description.</summary>
public sealed class PictureFormatterSource
{
    /// <summary>What one value gives at once, best first.</summary>
    public static readonly string[] PreferredMimeTypes = [MimeTypes.Svg, MimeTypes.Text];

    /// <summary>The formatters, one a MIME type.</summary>
    public IEnumerable<object> CreateTypeFormatters() =>
    [
        new ValueFormatter<Picture>(MimeTypes.Svg, picture => picture.ToSvg()),
        new ValueFormatter<Picture>(MimeTypes.Text, picture => picture.ToString()),
    ];
}
