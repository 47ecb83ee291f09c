using NotebookKit.Display.Lessons;
using NotebookKit.Lessons;

namespace NotebookKit.Display.Formatters;

/// <summary>Shows the verdict on an exercise.</summary>
public sealed class CheckFormatterSource
{
    /// <summary>What one value gives at once, best first.</summary>
    public static readonly string[] PreferredMimeTypes = [MimeTypes.Html, MimeTypes.Text];

    /// <summary>The formatters, one a MIME type.</summary>
    public IEnumerable<object> CreateTypeFormatters() =>
    [
        new ValueFormatter<CheckResult>(MimeTypes.Html, VerdictView.Html),
        new ValueFormatter<CheckResult>(MimeTypes.Text, value => value.ToString()),
    ];
}
