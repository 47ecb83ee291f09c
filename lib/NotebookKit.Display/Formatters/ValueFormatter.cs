namespace NotebookKit.Display.Formatters;

/// <summary>Writes values of one type as one MIME type, in the shape that notebook formatting looks for by name.</summary>
/// <typeparam name="T">The type it shows.</typeparam>
public sealed class ValueFormatter<T>
{
    private readonly Func<T, string> _render;

    internal ValueFormatter(string mimeType, Func<T, string> render)
    {
        MimeType = mimeType;
        _render = render;
    }

    /// <summary>The MIME type of what is written.</summary>
    public string MimeType { get; }

    /// <summary>Writes <paramref name="instance"/>.</summary>
    /// <returns>False, with nothing written, when the value is of another type.</returns>
    public bool Format(object instance, TextWriter writer)
    {
        if (instance is not T value)
            return false;
        writer.Write(_render(value));
        return true;
    }
}

/// <summary>The MIME types that the kit's values are shown as.</summary>
internal static class MimeTypes
{
    public const string Plotly = "application/vnd.plotly.v1+json";
    public const string Svg = "image/svg+xml";
    public const string Html = "text/html";
    public const string Text = "text/plain";
}
