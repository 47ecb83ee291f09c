using NotebookKit.Display.Lessons;
using NotebookKit.Lessons;

namespace NotebookKit.Display.Formatters;

/// <summary>Shows predictions and what came out.</summary>
public sealed class PredictionFormatterSource
{
    /// <summary>What one value gives at once, best first.</summary>
    public static readonly string[] PreferredMimeTypes = [MimeTypes.Html, MimeTypes.Text];

    /// <summary>The formatters, one a MIME type.</summary>
    public IEnumerable<object> CreateTypeFormatters() =>
    [
        new ValueFormatter<Prediction>(MimeTypes.Html, PredictionTable.Html),
        new ValueFormatter<Prediction>(MimeTypes.Text, value => value.ToString()),
    ];
}
