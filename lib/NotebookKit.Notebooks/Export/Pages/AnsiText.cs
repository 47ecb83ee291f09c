using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

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
        text = Overwritten(text);
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
    public static string Plain(string text) => Sequences().Replace(Overwritten(text), "");

    // What a carriage return lets later text write over is gone in a terminal too: progress bars leave their last state.
    private static string Overwritten(string text)
    {
        text = text.Replace("\r\n", "\n", StringComparison.Ordinal);
        if (!text.Contains('\r'))
        {
            return text;
        }
        return string.Join('\n', text.Split('\n').Select(line =>
        {
            string trimmed = line.TrimEnd('\r');
            return trimmed[(trimmed.LastIndexOf('\r') + 1)..];
        }));
    }

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
                switch (codes[i])
                {
                    case 0:
                        look = default;
                        break;
                    case 1:
                        look = look with { Bold = true };
                        break;
                    case 2:
                        look = look with { Dim = true };
                        break;
                    case 3:
                        look = look with { Italic = true };
                        break;
                    case 4:
                        look = look with { Underline = true };
                        break;
                    case 22:
                        look = look with { Bold = false, Dim = false };
                        break;
                    case 23:
                        look = look with { Italic = false };
                        break;
                    case 24:
                        look = look with { Underline = false };
                        break;
                    case >= 30 and <= 37:
                        look = look with { Ink = codes[i] - 30 };
                        break;
                    case >= 90 and <= 97:
                        look = look with { Ink = codes[i] - 90, Dim = codes[i] == 90 };
                        break;
                    case 39:
                        look = look with { Ink = null };
                        break;
                    case 38 or 48 when i + 1 < codes.Length:
                        if (codes[i] == 38)
                        {
                            look = look with
                            {
                                Ink = codes[i + 1] == 5 && i + 2 < codes.Length
                                && codes[i + 2] is >= 0 and < 16 ? codes[i + 2] % 8 : null
                            };
                        }
                        i += codes[i + 1] == 5 ? 2 : 4;
                        break;
                }
            }

            return look;
        }

        public string Classes()
        {
            var classes = new List<string>();
            if (Ink is { } ink)
            {
                classes.Add("a-" + s_names[ink]);
            }
            if (Bold)
            {
                classes.Add("a-bold");
            }
            if (Dim)
            {
                classes.Add("a-dim");
            }
            if (Italic)
            {
                classes.Add("a-italic");
            }
            if (Underline)
            {
                classes.Add("a-underline");
            }
            return string.Join(' ', classes);
        }
    }
}
