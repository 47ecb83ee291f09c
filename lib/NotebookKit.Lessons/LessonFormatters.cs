using NotebookKit.Display;

namespace NotebookKit.Lessons;

/// <summary>Tells a notebook how checks, predictions, figures and refusals look.</summary>
public static class LessonFormatters
{
    /// <summary>Registers the formatters of this library's types. Calling it again changes nothing that shows.</summary>
    public static void Register()
    {
        NotebookFormatters.HtmlFirst<CheckResult>(VerdictView.Html);
        NotebookFormatters.HtmlFirst<Prediction>(PredictionTable.Html);
        NotebookFormatters.HtmlFirst<Figures>(FigureTable.Html);
        NotebookFormatters.HtmlFirst<Refusal>(RefusalView.Html);
    }
}
