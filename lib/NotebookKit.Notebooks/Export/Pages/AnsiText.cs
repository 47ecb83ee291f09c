using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using NotebookKit.Notebooks.Documents;

namespace NotebookKit.Notebooks.Export;

/// <summary>
/// Text for a terminal as HTML: ANSI's sixteen colours, bold, dim, italic and underline become spans (ECMA-48, SGR), other control
/// sequences vanish. Colours beyond the sixteen are left out: nothing would hold them to a contrast in both themes.
/// </summary>
internal static partial class AnsiText
{
    /// <summary>The text as HTML, escaped.</summary>
    public static string ToHtml(string text)
    {
        text = MultilineText.Overwritten(text);
        var html = new StringBuilder();
        var look = new Look();
        int written = 0;
        foreach (Match match in Sequences().Matches(text))
        {
            Append(html, text[written..match.Index], look);
            written = match.Index + match.Length;
            if (match.Groups["sgr"].Success)
            {
                look = look.After(match.Groups["sgr"].Value);
            }
        }

        Append(html, text[written..], look);
        return html.ToString();
    }

    /// <summary>The text without any control sequence.</summary>
    public static string Plain(string text) => Sequences().Replace(MultilineText.Overwritten(text), "");

    private static void Append(StringBuilder html, string text, Look look)
    {
        if (text.Length == 0)
        {
            return;
        }
        string classes = look.Classes();
        html.Append(classes.Length == 0 ? Html.Escape(text) : $"<span class=\"{classes}\">{Html.Escape(text)}</span>");
    }

    [GeneratedRegex("\u001b\\[(?:(?<sgr>[0-9;:]*)m|[0-?]*[ "
        + "-/]*[@-ln-~])|\u001b\\][^\u0007\u001b]*(?:\u0007|\u001b\\\\)|\u001b[@-Z\\\\^_]", RegexOptions.CultureInvariant)]
    private static partial Regex Sequences();

    private readonly record struct Look(int? Ink, bool Bold, bool Dim, bool Italic, bool Underline)
    {
        private static readonly string[] s_names = ["black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"];

        public Look After(string parameters)
        {
            Look look = this;
            int[] codes = parameters.Split(';', ':')
                .Select(code => int.TryParse(code, CultureInfo.InvariantCulture, out int n) ? n : 0).ToArray();
            for (int i = 0; i < codes.Length; i++)
            {
                look = codes[i] switch
                {
                    0 => default,
                    1 => look with { Bold = true },
                    2 => look with { Dim = true },
                    3 => look with { Italic = true },
                    4 => look with { Underline = true },
                    22 => look with { Bold = false, Dim = false },
                    23 => look with { Italic = false },
                    24 => look with { Underline = false },
                    >= 30 and <= 37 => look with { Ink = codes[i] - 30 },
                    // One of 256 colours, of which the first sixteen have names; or one of all, 38;2;red;green;blue.
                    38 when codes[i..] is [_, 5, >= 0 and < 16 and var ink, ..] => look with { Ink = ink % 8 },
                    38 when i + 1 < codes.Length => look with { Ink = null },
                    39 => look with { Ink = null },
                    >= 90 and <= 97 => look with { Ink = codes[i] - 90, Dim = codes[i] == 90 },
                    _ => look,
                };
                if (codes[i] is 38 or 48 && i + 1 < codes.Length)
                {
                    i += codes[i + 1] == 5 ? 2 : 4;
                }
            }

            return look;
        }

        public string Classes() => string.Join(' ', new[]
        {
            Ink is { } ink ? "a-" + s_names[ink] : null,
            Bold ? "a-bold" : null,
            Dim ? "a-dim" : null,
            Italic ? "a-italic" : null,
            Underline ? "a-underline" : null,
        }.OfType<string>());
    }
}
