using NotebookKit.Display.Drawing;

namespace NotebookKit.Lessons;

/// <summary>The verdict on an exercise: a sign, a word and the reason, so that colour is never all there is.</summary>
internal static class VerdictView
{
    public static string Html(CheckResult result)
    {
        (string sign, string word, string colour) = result.Verdict switch
        {
            Verdict.Right => ("✓", "right", "0,128,92"),
            Verdict.Wrong => ("✗", "not yet", "213,94,0"),
            _ => ("○", "no answer so far", "128,134,145"),
        };
        return $"<div class=\"nkh\">{HtmlStyle.Sheet}<div style=\"border-left:4px solid "
            + $"rgb({colour});background-color:rgba({colour},0.12);padding:6px 12px;max-width:46em\">"
            + $"<b>{sign} {Markup.Escape(result.Title)}: {word}.</b> {Markup.Escape(result.Explanation)}</div></div>";
    }
}
