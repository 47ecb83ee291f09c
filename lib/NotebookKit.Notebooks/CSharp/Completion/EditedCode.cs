using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using NotebookKit.Notebooks.Session;

namespace NotebookKit.Notebooks.CSharp;

/// <summary>The C# of a cell being written, with directives blanked so that positions stay, seen by the compiler.</summary>
internal sealed class EditedCode(SyntaxTree tree, CSharpCompilation compilation)
{

    public SyntaxTree Tree { get; } = tree;

    public SyntaxNode Root { get; } = tree.GetRoot();

    public CSharpCompilation Compilation { get; } = compilation;

    public SemanticModel Model { get; } = compilation.GetSemanticModel(tree);

    public static EditedCode Create(string code, SubmissionChain chain)
    {
        SyntaxTree tree = ScriptSyntax.Parse(WithoutDirectives(code), "cell");
        return new EditedCode(tree, chain.Create(tree));
    }

    /// <summary>Whether the text at a position is C#, since no selector of another language stands above, and can be looked at.</summary>
    public static bool IsCSharp(string code, int position) =>
        code[..position].Split('\n').Select(SelectedLanguage).OfType<string>().LastOrDefault("csharp") == "csharp"
        && !Nesting.IsTooDeep(code);

    /// <summary>The same text with directive lines and other languages' text as blanks.</summary>
    public static string WithoutDirectives(string code)
    {
        string language = "csharp";
        return string.Join('\n', code.Split('\n').Select(line =>
        {
            language = SelectedLanguage(line) ?? language;
            return language == "csharp" && !IsDirective(line) ? line : new string(' ', line.Length);
        }));
    }

    private static string? SelectedLanguage(string line) => line.StartsWith("#!", StringComparison.Ordinal)
        ? CellLanguages.Find(line[2..].Split(' ')[0].TrimEnd('\r'))
        : null;

    private static bool IsDirective(string line) =>
        line.StartsWith("#!", StringComparison.Ordinal)
        || line.StartsWith("#r", StringComparison.Ordinal) && !line.StartsWith("#region", StringComparison.Ordinal)
        || line.StartsWith("#i ", StringComparison.Ordinal) || line.StartsWith("#load", StringComparison.Ordinal);

    /// <summary>The token that ends at a position or goes across it, and the one before the word being written there.</summary>
    public (SyntaxToken Word, SyntaxToken Before) TokensAt(int position)
    {
        SyntaxToken token = Root.FindToken(Math.Max(0, position - 1));
        bool isWord = (token.IsKind(SyntaxKind.IdentifierToken) || SyntaxFacts.IsKeywordKind(token.Kind())) && token.SpanStart < position
            && position <= token.Span.End;
        if (isWord)
        {
            return (token, token.GetPreviousToken());
        }
        SyntaxToken before = token.SpanStart < position ? token : token.GetPreviousToken();
        while (before.Span.Length == 0 && !before.IsKind(SyntaxKind.None))
        {
            before = before.GetPreviousToken();
        }
        return (default, before);
    }

    /// <summary>Whether a position lies in a comment, a string or a number, where no name can stand.</summary>
    public bool IsInText(int position)
    {
        SyntaxTrivia trivia = Root.FindTrivia(Math.Max(0, position - 1));
        if (trivia.Span.Contains(Math.Max(0, position - 1))
            && trivia.Kind() is SyntaxKind.SingleLineCommentTrivia or SyntaxKind.MultiLineCommentTrivia
            or SyntaxKind.SingleLineDocumentationCommentTrivia or SyntaxKind.MultiLineDocumentationCommentTrivia
            or SyntaxKind.DisabledTextTrivia)
        {
            return true;
        }
        SyntaxToken token = Root.FindToken(Math.Max(0, position - 1));
        return token.SpanStart < position && position <= token.Span.End && token.Kind() switch
        {
            SyntaxKind.StringLiteralToken or SyntaxKind.CharacterLiteralToken or SyntaxKind.Utf8StringLiteralToken
                or SyntaxKind.SingleLineRawStringLiteralToken or SyntaxKind.MultiLineRawStringLiteralToken => position < token.Span.End
                    || token.ContainsDiagnostics,
            SyntaxKind.InterpolatedStringTextToken or SyntaxKind.NumericLiteralToken => true,
            _ => false,
        };
    }
}
