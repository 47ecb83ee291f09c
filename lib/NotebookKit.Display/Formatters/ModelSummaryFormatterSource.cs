namespace NotebookKit.Display.Formatters;

/// <summary>Shows the <see cref="ModelSummary">summary</see> of a model as a table.</summary>
public sealed class ModelSummaryFormatterSource
{
    /// <summary>What one value gives at once, best first.</summary>
    public static readonly string[] PreferredMimeTypes = [MimeTypes.Html, MimeTypes.Text];

    /// <summary>The formatters, one a MIME type.</summary>
    public IEnumerable<object> CreateTypeFormatters() =>
    [
        new ValueFormatter<ModelSummary>(MimeTypes.Html, Models.SummaryTable.Html),
        new ValueFormatter<ModelSummary>(MimeTypes.Text, summary => summary.ToString()),
    ];
}
