using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace NotebookKit.Notebooks.CSharp;

/// <summary>
/// Tells syntax errors that only say that the code goes on from those that stay, whatever is written below. Roslyn's own
/// <see cref="SyntaxFactory.IsCompleteSubmission"/> takes an open <c>"abc</c> for unfinished and an open <c>"""</c> for finished.
/// </summary>
internal sealed class OpenEnds(SyntaxTree tree)
{
    private readonly SyntaxNode _root = tree.GetRoot();
    private readonly SyntaxToken _last = tree.GetRoot().GetLastToken(includeZeroWidth: false, includeSkipped: true);

    /// <summary>Whether further lines can mend the error.</summary>
    public bool IsMendedBelow(Diagnostic error)
    {
        int start = error.Location.SourceSpan.Start;
        return error.Id switch
        {
            // An open comment, a directive without its end, an open hole of an interpolated string.
            "CS1035" or "CS1027" or "CS1038" or "CS8076" => true,
            // A literal that ends with its line.
            "CS1010" => false,
            // An open string: one of several lines goes on, and interpolated ones of one line say the same.
            "CS1039" or "CS8997" => GoesOn(StringAt(start)),
            // "expected catch or finally" stands at the closing brace.
            "CS1524" => error.Location.SourceSpan.End >= _last.Span.End,
            // "x switch" is taken for two statements.
            _ when IsInDirective(start) => false,
            _ => start >= _last.Span.End || (_last.IsKind(SyntaxKind.SwitchKeyword) && start >= _last.SpanStart),
        };
    }

    /// <summary>A directive is one line, which no other line completes.</summary>
    private bool IsInDirective(int position) =>
        _root.DescendantTrivia().Any(trivia => trivia.IsDirective && trivia.FullSpan.IntersectsWith(position));

    /// <summary>How the string literal begins that is open at a position: all of its text.</summary>
    private string StringAt(int position)
    {
        SyntaxToken token = _root.FindToken(Math.Min(position, Math.Max(0, _root.FullSpan.End - 1)));
        if (token.Span.Length == 0)
        {
            token = _last;
        }
        return token.Parent?.AncestorsAndSelf().OfType<InterpolatedStringExpressionSyntax>().FirstOrDefault()?.ToString() ?? token.Text;
    }

    private static bool GoesOn(string literal)
    {
        int quote = literal.IndexOf('"', StringComparison.Ordinal);
        if (quote < 0)
        {
            return false;
        }
        if (literal[..quote].Contains('@', StringComparison.Ordinal))
        {
            return true;
        }
        string text = literal[quote..].TrimStart('"');
        bool isRaw = literal.Length - quote - text.Length >= 3;
        // After the quotes that open a raw string of several lines, nothing stands on their line.
        return isRaw && string.IsNullOrWhiteSpace(text.Split('\n')[0]);
    }
}
