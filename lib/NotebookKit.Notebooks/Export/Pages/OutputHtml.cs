using System.Buffers.Text;
using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using NotebookKit.Notebooks.Documents;

namespace NotebookKit.Notebooks.Export;

/// <summary>The outputs of a cell as HTML: of each the richest form that a page without scripts can show.</summary>
internal static partial class OutputHtml
{
    private static readonly string[] s_pictures = ["image/png", "image/jpeg", "image/gif", "image/webp"];

    private const int MostCharacters = 1_000_000;

    /// <summary>An output, nbformat JSON, as HTML.</summary>
    public static string Render(JsonObject output, PageDraft page) => output.Text("output_type") switch
    {
        "stream" => Stream(output, page),
        "error" => Terminal(Error(output), "error"),
        _ when output.Object("data") is { } data => Richest(data, page),
        _ => Odd(output.Text("output_type") is { } type ? $"the output of the type {Shortened.Of(type)} has no data"
            : "an output has no type and no data", page),
    };

    /// <summary>Something among the outputs that is none.</summary>
    public static string Odd(string what, PageDraft page)
    {
        page.Report($"{what}, and is left out. Run the notebook again.");
        return "";
    }

    /// <summary>The picture among the forms of an output, without words; null when there is none.</summary>
    public static string? Picture(JsonObject data, PageDraft page)
    {
        const string drawing = "image/svg+xml";
        if (data.ContainsKey(drawing) && MultilineText.IsMultilineText(data[drawing]))
        {
            CleanFragment clean = new PageFragment(page, mayRunScripts: false).Clean(MultilineText.Join(data[drawing]));
            if (!clean.ShowsNothing)
            {
                return clean.Html;
            }
        }

        return s_pictures.FirstOrDefault(mime => IsPicture(data, mime, page)) is { } found
            ? Image(data, found, "")
            : null;
    }

    // Browsers show the sign of a broken picture for what is not base64, and nobody would know before the page is looked at.
    private static bool IsPicture(JsonObject data, string mime, PageDraft page)
    {
        if (!Has(data, mime))
        {
            return false;
        }
        if (Base64.IsValid(MultilineText.Join(data[mime])))
        {
            return true;
        }
        page.Report($"an output's {mime} is not base64, and is left out. Run the notebook again.");
        return false;
    }

    private static bool Has(JsonObject data, string mime) => data.ContainsKey(mime) && MultilineText.IsMultilineText(data[mime]);

    private static string Image(JsonObject data, string mime, string alternative)
    {
        string content = string.Concat(MultilineText.Join(data[mime]).Where(c => !char.IsWhiteSpace(c)));
        return $"<img src=\"data:{mime};base64,{Html.Escape(content)}\" alt=\"{Html.Escape(alternative)}\">";
    }

    private static string Stream(JsonObject output, PageDraft page) => MultilineText.IsMultilineText(output["text"])
        ? Terminal(MultilineText.Join(output["text"]), output.Text("name") == "stderr" ? "stream stderr" : "stream")
        : Odd("the text of a stream output is not a string or a list of strings", page);

    private static string Richest(JsonObject data, PageDraft page)
    {
        return Has("image/svg+xml") && Fragment("image/svg+xml") is { } drawing ? Box("picture", drawing)
            : Has("text/html") && Fragment("text/html") is { } html ? Box("html", html)
            : s_pictures.FirstOrDefault(mime => IsPicture(data, mime, page)) is { } picture ? Box("picture", Image(
                data, picture, Has("text/plain") ? AnsiText.Plain(Text("text/plain")) : $"Picture, output of {page.Where}"))
            : Has("text/markdown") ? Box("text", PageMarkdown.Render(Text("text/markdown"), page))
            : Has("text/latex")
                ? Box("text", $"<p>{PageMarkdown.Formula(Text("text/latex").Trim().Trim('$'), display: true, page)}</p>")
            : data["application/json"] is { } json
                ? Box("plain", CodeHtml.Block(Indent().Replace(JupyterJson.Write(json), "$0$0"), "json"))
            : Has("text/plain") ? Terminal(Text("text/plain"), "plain")
            : Has("text/html") || Has("image/svg+xml") || s_pictures.Any(Has) ? ""
            : Formless();

        bool Has(string mime) => OutputHtml.Has(data, mime);
        string Text(string mime) => MultilineText.Join(data[mime]);

        string Formless()
        {
            page.Report($"an output has no form that a static page can show; it has "
                + $"{Shortened.Of(string.Join(", ", data.Select(member => member.Key)))}. Display the value as text/html, image/svg+xml or "
                + $"text/plain too.");
            return "";
        }

        // What shows nothing without its scripts gives way to the next form.
        string? Fragment(string mime) =>
            new PageFragment(page, mayRunScripts: mime == "text/html").Clean(Text(mime)) is { ShowsNothing: false } clean ? clean.Html
                : null;
    }

    private static string Error(JsonObject output)
    {
        string traceback = output["traceback"] is JsonArray lines && MultilineText.IsMultilineText(lines)
            ? string.Join('\n', lines.Select(line => MultilineText.ReadString(line!)))
            : "";
        return traceback.Length > 0 ? traceback : $"{output.Text("ename")}: {output.Text("evalue")}";
    }

    private static string Terminal(string text, string kind)
    {
        int more = text.Length - MostCharacters;
        if (more > 0)
        {
            text = text[..MostCharacters];
        }
        string html = AnsiText.ToHtml(text).TrimEnd('\n');
        if (more > 0)
        {
            html += string.Create(CultureInfo.InvariantCulture, $"\n… {more} more characters are in the notebook.");
        }
        return html.Length == 0 ? "" : Box(kind, $"<pre>{html}</pre>");
    }

    [GeneratedRegex("^ +", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Indent();

    private static string Box(string kind, string content) => $"<div class=\"output {kind}\">{content}</div>\n";
}
