using NotebookKit.Display;

namespace NotebookKit.Lessons;

/// <summary>Tells a notebook how checks, predictions, figures, refusals and the things to play with look.</summary>
public static class LessonFormatters
{
    /// <summary>Registers the formatters of this library's types. Calling it again changes nothing that shows.</summary>
    public static void Register()
    {
        NotebookFormatters.HtmlFirst<CheckResult>(VerdictView.Html, beside: (CheckResult.MimeType, CheckJson.Of));
        NotebookFormatters.HtmlFirst<Prediction>(PredictionTable.Html);
        NotebookFormatters.HtmlFirst<Comparison>(ComparisonTable.Html);
        NotebookFormatters.HtmlFirst<ExpectedError>(ExpectedErrorView.Html);
        NotebookFormatters.HtmlFirst<FlagExplorer>(explorer => explorer.ToHtml());
        NotebookFormatters.HtmlFirst<CellBench>(bench => bench.ToHtml());
    }
}
