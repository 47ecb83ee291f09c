namespace NotebookKit.Display.Formatters;

/// <summary>Shows training under way.</summary>
public sealed class TrainingViewFormatterSource
{
    /// <summary>What one value gives at once, best first.</summary>
    public static readonly string[] PreferredMimeTypes = [MimeTypes.Html, MimeTypes.Text];

    /// <summary>The formatters, one a MIME type.</summary>
    public IEnumerable<object> CreateTypeFormatters() =>
    [
        new ValueFormatter<TrainingView>(MimeTypes.Html, view => view.ToHtml()),
        new ValueFormatter<TrainingView>(MimeTypes.Text, view => view.ToString()),
    ];
}
