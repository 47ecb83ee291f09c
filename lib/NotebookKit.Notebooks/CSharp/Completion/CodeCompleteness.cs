using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using NotebookKit.Notebooks.Session;

namespace NotebookKit.Notebooks.CSharp;

/// <summary>Tells code that can run from code that is still being written and from code that is wrong.</summary>
internal static class CodeCompleteness
{
    private const int IndentWidth = 4;

    public static Completeness Check(string code, DirectiveNames directives)
    {
        if (Nesting.IsTooDeep(code))
        {
            return new Completeness(CompletenessState.Invalid, "");
        }
        try
        {
            CellText.Protect(code, "csharp", directives);
        }
        catch (CellFailure)
        {
            return new Completeness(CompletenessState.Invalid, "");
        }

        SyntaxTree tree = ScriptSyntax.ParseAsWritten(EditedCode.WithoutDirectives(code), "cell");
        var errors = tree.GetDiagnostics().Where(found => found.Severity == DiagnosticSeverity.Error).ToList();
        if (errors.Count == 0)
        {
            return new Completeness(CompletenessState.Complete, "");
        }
        var open = new OpenEnds(tree);
        return errors.TrueForAll(open.IsMendedBelow)
            ? new Completeness(CompletenessState.Incomplete, Indent(tree, code))
            : new Completeness(CompletenessState.Invalid, "");
    }

    /// <summary>The last line's indentation, and one step more when it opens a bracket that it does not close.</summary>
    private static string Indent(SyntaxTree tree, string code)
    {
        string[] lines = code.Split('\n');
        int lastLine = Array.FindLastIndex(lines, line => !string.IsNullOrWhiteSpace(line));
        string last = lines.ElementAtOrDefault(lastLine) ?? "";
        string indent = last[..^last.TrimStart().Length];
        int open = tree.GetRoot().DescendantTokens()
            .Where(token => !token.IsMissing && token.GetLocation().GetLineSpan().StartLinePosition.Line == lastLine)
            .Sum(token => token.Kind() switch
            {
                SyntaxKind.OpenBraceToken or SyntaxKind.OpenParenToken or SyntaxKind.OpenBracketToken => 1,
                SyntaxKind.CloseBraceToken or SyntaxKind.CloseParenToken or SyntaxKind.CloseBracketToken => -1,
                _ => 0,
            });

        return open > 0 ? indent + new string(' ', IndentWidth) : indent;
    }
}
