using System.Text.RegularExpressions;

namespace NotebookKit.Notebooks.Export;

/// <summary>Colours Python listings by their words: comments, strings, numbers, keywords, and names that are called or declared.</summary>
internal static partial class PythonHighlighter
{
    /// <summary>The coloured pieces of a listing.</summary>
    public static IReadOnlyList<CodeSpan> Classify(string source) =>
    [
        .. from match in Words().Matches(source)
           let kind = Kind(match)
           where kind is not null
           select new CodeSpan(match.Index, match.Length, kind.Value),
    ];

    private static CodeKind? Kind(Match match) => match switch
    {
        _ when match.Groups["comment"].Success => CodeKind.Comment,
        _ when match.Groups["text"].Success => CodeKind.Text,
        _ when match.Groups["number"].Success => CodeKind.Number,
        _ when match.Groups["keyword"].Success => CodeKind.Keyword,
        // By Python's naming (PEP 8), classes begin with a capital letter and functions do not.
        _ when match.Groups["called"].Success => char.IsUpper(match.Value[0]) ? CodeKind.Type : CodeKind.Function,
        _ => null,
    };

    // In the order of the alternatives: a # in a string begins no comment, and a digit in a name is no number.
    [GeneratedRegex(
        """
        (?<comment>\#[^\n]*)
        |(?<text>\b[rRbBfFuU]{0,2}(?:\"{3}[\s\S]*?\"{3}|'{3}[\s\S]*?'{3})|\b[rRbBfFuU]{1,2}(?:\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*')
            |\"{3}[\s\S]*?\"{3}|'{3}[\s\S]*?'{3}|\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*')
        |(?<keyword>\b(?:False|None|True|and|as|assert|async|await|break|class|continue|def|del|elif|else|except|finally|for|from|global|if|import
            |in|is|lambda|nonlocal|not|or|pass|raise|return|try|while|with|yield)\b)
        |(?<called>\b[A-Za-z_]\w*(?=\())
        |\b[A-Za-z_]\w*
        |(?<number>(?:\b0[xXbBoO][\da-fA-F_]+|(?:\b\d[\d_]*\.?[\d_]*|\.\d[\d_]*)(?:[eE][+-]?\d+)?)j?)
        """,
        RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant)]
    private static partial Regex Words();
}
