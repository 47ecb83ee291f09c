using System.Globalization;
using System.Text;
using NotebookKit.Display.Drawing;

namespace NotebookKit.Display;

/// <summary>
/// Predicted answers against the true ones, character by character, with the wrong characters marked. Accuracy per character
/// is not accuracy per answer, so both stand above the table. Made by <see cref="Show.Answers"/>.
/// </summary>
public sealed class AnswerTable
{
    private readonly (string Question, string Predicted, string True)[] _rows;
    private readonly int _most;

    internal AnswerTable((string Question, string Predicted, string True)[] rows, int most) => (_rows, _most) = (rows, most);

    /// <summary>How many answers are right from the first character to the last.</summary>
    public int RightAnswers => _rows.Count(r => Wrong(r.Predicted, r.True) == 0);

    /// <summary>How many answers there are.</summary>
    public int Answers => _rows.Length;

    /// <summary>How many characters are right, over all answers.</summary>
    public int RightCharacters => Characters - _rows.Sum(r => Wrong(r.Predicted, r.True));

    /// <summary>How many characters there are, over all answers.</summary>
    public int Characters => _rows.Sum(r => Math.Max(r.Predicted.Length, r.True.Length));

    /// <summary>The table as text, the wrong characters in brackets.</summary>
    public override string ToString()
    {
        var lines = new List<string[]> { new[] { "question", "predicted", "true", "" } };
        foreach ((string question, string predicted, string expected) in _rows.Take(_most))
        {
            string marked = string.Concat(Compare(predicted, expected).Select(c => c.Right ? c.Text : $"[{c.Text}]"));
            lines.Add([question, marked, expected, Verdict(predicted, expected)]);
        }
        int[] widths = [.. Enumerable.Range(0, 3).Select(column => lines.Max(l => l[column].Length))];
        StringBuilder text = new StringBuilder(Summary()).Append('\n');
        foreach (string[] line in lines)
            text.Append(string.Join("  ", line.Select((cell, i) => i < 3 ? cell.PadRight(widths[i]) : cell)).TrimEnd()).Append('\n');
        return text.Append(More()).ToString().TrimEnd('\n');
    }

    internal string ToHtml()
    {
        StringBuilder html = new StringBuilder("<div class=\"nkh\">").Append(HtmlStyle.Sheet).Append($"<p>{Summary()}</p>")
            .Append("<table><thead><tr><th scope=\"col\" class=\"nk-left\">question</th><th scope=\"col\" class=\"nk-left\">predicted</th>")
            .Append("<th scope=\"col\" class=\"nk-left\">true</th><th></th></tr></thead><tbody>");
        foreach ((string question, string predicted, string expected) in _rows.Take(_most))
        {
            html.Append($"<tr><td class=\"nk-left\">{Markup.Escape(question)}</td><td class=\"nk-left\">");
            foreach ((string text, bool right) in Compare(predicted, expected))
            {
                html.Append(right ? Markup.Escape(text)
                    : $"<strong style=\"background-color:rgba(213,94,0,0.35);text-decoration:underline\">"
                    + $"{Markup.Escape(text == " " ? "␣" : text)}</strong>");
            }
            html.Append(
                $"</td><td class=\"nk-left\">{Markup.Escape(expected)}</td><td class=\"nk-left\">{Verdict(predicted, expected)}</td></tr>");
        }
        html.Append("</tbody></table>");
        if (More() is { Length: > 0 } more)
            html.Append($"<p class=\"nk-quiet\">{more}</p>");
        return html.Append("</div>").ToString();
    }

    private string Summary() =>
        $"{RightAnswers} of {Answers} answers right ({Share(RightAnswers, Answers)}), {RightCharacters} of {Characters} characters right "
        + $"({Share(RightCharacters, Characters)}).";

    private string More() => _rows.Length > _most ? $"… and {_rows.Length - _most} more" : "";

    private static string Share(int part, int whole) =>
        whole == 0 ? "100 %" : (100.0 * part / whole).ToString("0.0", CultureInfo.InvariantCulture) + " %";

    private static string Verdict(string predicted, string expected) => Wrong(predicted, expected) switch
    {
        0 => "✓",
        1 => "✗ 1 character wrong",
        int wrong => $"✗ {wrong} characters wrong",
    };

    private static int Wrong(string predicted, string expected) => Compare(predicted, expected).Count(c => !c.Right);

    /// <summary>The predicted characters with whether each is right; one that is missing at the end shows as <c>∅</c>.</summary>
    private static IEnumerable<(string Text, bool Right)> Compare(string predicted, string expected) =>
        Enumerable.Range(0, Math.Max(predicted.Length, expected.Length)).Select(i => i >= predicted.Length ? ("∅", false)
            : (predicted[i].ToString(), i < expected.Length && predicted[i] == expected[i]));
}
