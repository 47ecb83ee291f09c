using System.Text;

namespace NotebookKit.Notebooks.Export;

/// <summary>Code as HTML, its colours already in it.</summary>
internal static class CodeHtml
{
    private const int MostCharacters = 500_000;
    private const int MostOpen = 100;
    private const int MostSigns = 20_000;

    /// <summary>The code in a <c>pre</c>; a language without a highlighter stays plain.</summary>
    /// <param name="source">The code.</param>
    /// <param name="language">Its language as a notebook or a Markdown fence names it.</param>
    public static string Block(string source, string? language)
    {
        string text = source.TrimEnd('\n', '\r', ' ').ReplaceLineEndings("\n");
        string name = language?.ToLowerInvariant() switch
        {
            "csharp" or "c#" or "cs" => "csharp",
            "python" or "py" => "python",
            null or "" => "text",
            var other => other,
        };
        IReadOnlyList<CodeSpan> spans = name switch
        {
            _ when !IsReadable(text) => [],
            "csharp" => CSharpHighlighter.Classify(text),
            "python" => PythonHighlighter.Classify(text),
            _ => [],
        };
        return $"<pre class=\"code\"><code class=\"language-{Html.Escape(name)}\">{Colour(text, spans)}</code></pre>";
    }

    /// <summary>
    /// Whether a parser can be let loose on a code: Roslyn's goes down a level for every bracket, and tries each <c>&lt;</c> as the
    /// start of type arguments and each <c>?</c> as a nullable type. Brackets in texts count too: this decides about colours only.
    /// </summary>
    private static bool IsReadable(string text)
    {
        if (text.Length > MostCharacters)
        {
            return false;
        }
        (int brackets, int angles, int signs) = (0, 0, 0);
        foreach (char c in text)
        {
            (brackets, angles, signs) = c switch
            {
                '(' or '[' => (brackets + 1, angles, signs),
                ')' or ']' => (Math.Max(0, brackets - 1), angles, signs),
                '{' => (brackets + 1, 0, signs),
                '}' => (Math.Max(0, brackets - 1), 0, signs),
                '<' or '?' => (brackets, angles + 1, signs),
                '>' => (brackets, Math.Max(0, angles - 1), signs),
                ';' => (brackets, 0, 0),
                _ => (brackets, angles, signs),
            };

            // A statement of thousands of operators, calls or casts is a tree as deep.
            if (char.IsPunctuation(c) || char.IsSymbol(c))
            {
                signs++;
            }
            if (brackets > MostOpen || angles > MostOpen || signs > MostSigns)
            {
                return false;
            }
        }

        return true;
    }

    private static string Colour(string text, IEnumerable<CodeSpan> spans)
    {
        var html = new StringBuilder(text.Length * 2);
        int written = 0;
        foreach (CodeSpan span in spans.OrderBy(span => span.Start))
        {
            if (span.Start >= written)
            {
                html.Append(Html.Escape(text[written..span.Start]))
                    .Append($"<span class=\"{Class(span.Kind)}\">{Html.Escape(text.Substring(span.Start, span.Length))}</span>");
                written = span.Start + span.Length;
            }
        }

        return html.Append(Html.Escape(text[written..])).ToString();
    }

    private static string Class(CodeKind kind) => "c-" + kind.ToString().ToLowerInvariant();
}
