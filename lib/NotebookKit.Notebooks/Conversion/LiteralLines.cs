using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using NotebookKit.Notebooks.CSharp;

namespace NotebookKit.Notebooks.Conversion;

/// <summary>
/// The lines that begin within a string over several lines, or within such a comment: what looks like a mark, a directive or
/// an end of a line's blanks there is text that the program prints, and stays as it is.
/// </summary>
internal static class LiteralLines
{
    /// <summary>Those lines, counted from 0; none where the code nests too deep to be looked at.</summary>
    /// <param name="code">A program, or a cell, with lines that end by <c>\n</c>.</param>
    public static IReadOnlySet<int> Of(string code)
    {
        var lines = new HashSet<int>();
        if ((!code.Contains('"') && !code.Contains("/*", StringComparison.Ordinal)) || Nesting.IsTooDeep(code))
        {
            return lines;
        }

        SyntaxTree tree = CSharpSyntaxTree.ParseText(code, new CSharpParseOptions(LanguageVersion.CSharp14));
        TextLineCollection places = tree.GetText().Lines;
        SyntaxNode root = tree.GetRoot();
        IEnumerable<TextSpan> tokens = root.DescendantTokens().Where(token => token.Text.Contains('\n')).Select(token => token.Span);
        IEnumerable<TextSpan> interpolated = root.DescendantNodes().OfType<InterpolatedStringExpressionSyntax>().Select(node => node.Span);
        IEnumerable<TextSpan> comments = root.DescendantTrivia()
            .Where(trivia => trivia.Kind() is SyntaxKind.MultiLineCommentTrivia or SyntaxKind.MultiLineDocumentationCommentTrivia)
            .Select(trivia => trivia.FullSpan);
        foreach (TextSpan span in tokens.Concat(interpolated).Concat(comments))
        {
            for (int line = places.IndexOf(span.Start) + 1; line < places.Count && places[line].Start < span.End; line++)
            {
                lines.Add(line);
            }
        }

        return lines;
    }
}
