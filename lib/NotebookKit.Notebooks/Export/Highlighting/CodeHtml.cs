using System.Text;

namespace NotebookKit.Notebooks.Export;

/// <summary>Code as HTML, its colours already in it.</summary>
internal static class CodeHtml
{
    /// <summary>The code in a <c>pre</c>; a language without a highlighter stays plain.</summary>
    /// <param name="source">The code.</param>
    /// <param name="language">Its language as a notebook or a Markdown fence names it.</param>
    public static string Block(string source, string? language)
    {
        var text = source.TrimEnd('\n', '\r', ' ').ReplaceLineEndings("\n");
        var name = language?.ToLowerInvariant() switch
        {
            "csharp" or "c#" or "cs" => "csharp",
            "python" or "py" => "python",
            null or "" => "text",
            var other => other,
        };
        var spans = name switch
        {
            "csharp" => CSharpHighlighter.Classify(text),
            "python" => PythonHighlighter.Classify(text),
            _ => [],
        };
        return $"<pre class=\"code\"><code class=\"language-{Html.Escape(name)}\">{Colour(text, spans)}</code></pre>";
    }

    private static string Colour(string text, IEnumerable<CodeSpan> spans)
    {
        var html = new StringBuilder(text.Length * 2);
        var written = 0;
        foreach (var span in spans.OrderBy(span => span.Start))
        {
            if (span.Start < written) continue;
            html.Append(Html.Escape(text[written..span.Start]))
                .Append($"<span class=\"{Class(span.Kind)}\">{Html.Escape(text.Substring(span.Start, span.Length))}</span>");
            written = span.Start + span.Length;
        }

        return html.Append(Html.Escape(text[written..])).ToString();
    }

    private static string Class(CodeKind kind) => "c-" + kind.ToString().ToLowerInvariant();
}
