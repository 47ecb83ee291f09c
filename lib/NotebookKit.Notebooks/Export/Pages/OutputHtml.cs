using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using NotebookKit.Notebooks.Documents;

namespace NotebookKit.Notebooks.Export;

/// <summary>The outputs of a cell as HTML: of each the richest form that a page without scripts can show.</summary>
internal static class OutputHtml
{
    private static readonly string[] Pictures = ["image/png", "image/jpeg", "image/gif", "image/webp"];

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>An output, nbformat JSON, as HTML.</summary>
    public static string Render(JsonObject output, PageDraft page) => output.Text("output_type") switch
    {
        "stream" => Terminal(MultilineText.Join(output["text"]), output.Text("name") == "stderr" ? "stream stderr" : "stream"),
        "error" => Terminal(Error(output), "error"),
        _ => output.Object("data") is { } data ? Richest(data, page) : "",
    };

    private static string Richest(JsonObject data, PageDraft page)
    {
        if (Has("image/svg+xml")) return Box("picture", page.Ids.Fit(Text("image/svg+xml")));
        if (Has("text/html")) return Box("html", page.Ids.Fit(Text("text/html")));
        if (Pictures.FirstOrDefault(Has) is { } picture)
        {
            var alternative = Has("text/plain") ? AnsiText.Plain(Text("text/plain")) : $"Picture, output of {page.Where}";
            return Box("picture", $"<img src=\"data:{picture};base64,{Html.Escape(string.Concat(Text(picture).Where(c => !char.IsWhiteSpace(c))))}\" alt=\"{Html.Escape(alternative)}\">");
        }

        if (Has("text/markdown")) return Box("text", PageMarkdown.Render(Text("text/markdown"), page));
        if (Has("text/latex")) return Box("text", $"<p>{PageMarkdown.Formula(Text("text/latex").Trim().Trim('$'), display: true, page)}</p>");
        if (data["application/json"] is { } json) return Box("plain", CodeHtml.Block(json.ToJsonString(Indented), "json"));
        if (Has("text/plain")) return Terminal(Text("text/plain"), "plain");
        page.Report($"an output has no form that a static page can show; it has {string.Join(", ", data.Select(member => member.Key))}. Display the value as text/html, image/svg+xml or text/plain too.");
        return "";

        bool Has(string mime) => data.ContainsKey(mime) && MultilineText.IsMultilineText(data[mime]);
        string Text(string mime) => MultilineText.Join(data[mime]);
    }

    private static string Error(JsonObject output)
    {
        var traceback = output["traceback"] is JsonArray lines && MultilineText.IsMultilineText(lines)
            ? string.Join('\n', lines.Select(line => MultilineText.ReadString(line!)))
            : "";
        return traceback.Length > 0 ? traceback : $"{output.Text("ename")}: {output.Text("evalue")}";
    }

    private static string Terminal(string text, string kind)
    {
        var html = AnsiText.ToHtml(text).TrimEnd('\n');
        return html.Length == 0 ? "" : Box(kind, $"<pre>{html}</pre>");
    }

    private static string Box(string kind, string content) => $"<div class=\"output {kind}\">{content}</div>\n";
}
