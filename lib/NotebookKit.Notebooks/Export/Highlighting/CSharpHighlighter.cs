using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace NotebookKit.Notebooks.Export;

/// <summary>
/// Colours C# cells by their syntax tree. What a name means is read from where it stands: this needs no references and
/// colours code that does not compile as well.
/// </summary>
internal static class CSharpHighlighter
{
    private static readonly CSharpParseOptions s_script = new(LanguageVersion.Preview, kind: SourceCodeKind.Script);

    /// <summary>The coloured pieces of a cell.</summary>
    public static IReadOnlyList<CodeSpan> Classify(string source)
    {
        var spans = new List<CodeSpan>();
        char[] text = source.ToCharArray();
        foreach (TextLine line in SourceText.From(source).Lines)
        {
            // #!directives are no C#: the parser sees blanks in their place.
            if (line.ToString().StartsWith("#!", StringComparison.Ordinal))
            {
                Array.Fill(text, ' ', line.Start, line.Span.Length);
                spans.Add(new CodeSpan(line.Start, line.Span.Length, CodeKind.Directive));
            }
        }

        SyntaxNode root = CSharpSyntaxTree.ParseText(new string(text), s_script).GetRoot();
        IEnumerable<(TextSpan Span, CodeKind? Kind)> parts = root.DescendantTrivia().Select(trivia => (trivia.Span, Kind(trivia)))
            .Concat(root.DescendantTokens().Select(token => (token.Span, Kind(token))));
        foreach ((TextSpan span, CodeKind? kind) in parts)
        {
            int length = source.AsSpan(span.Start, span.Length).TrimEnd().Length;
            if (kind is { } known && length > 0)
            {
                spans.Add(new CodeSpan(span.Start, length, known));
            }
        }

        return spans;
    }

    private static CodeKind? Kind(SyntaxTrivia trivia) => trivia.Kind() switch
    {
        SyntaxKind.SingleLineCommentTrivia or SyntaxKind.MultiLineCommentTrivia or SyntaxKind.SingleLineDocumentationCommentTrivia
            or SyntaxKind.MultiLineDocumentationCommentTrivia or SyntaxKind.DisabledTextTrivia => CodeKind.Comment,
        _ when trivia.IsDirective => CodeKind.Directive,
        _ => null,
    };

    private static CodeKind? Kind(SyntaxToken token) => token.Kind() switch
    {
        _ when token.IsKeyword() => CodeKind.Keyword,
        SyntaxKind.NumericLiteralToken => CodeKind.Number,
        SyntaxKind.StringLiteralToken or SyntaxKind.CharacterLiteralToken or SyntaxKind.Utf8StringLiteralToken
            or SyntaxKind.SingleLineRawStringLiteralToken or SyntaxKind.MultiLineRawStringLiteralToken
            or SyntaxKind.InterpolatedStringStartToken or SyntaxKind.InterpolatedVerbatimStringStartToken
            or SyntaxKind.InterpolatedStringTextToken
            or SyntaxKind.InterpolatedStringEndToken or SyntaxKind.InterpolatedSingleLineRawStringStartToken
            or SyntaxKind.InterpolatedMultiLineRawStringStartToken or SyntaxKind.InterpolatedRawStringEndToken => CodeKind.Text,
        SyntaxKind.IdentifierToken => Name(token),
        _ => null,
    };

    private static CodeKind? Name(SyntaxToken token) => token.Parent switch
    {
        BaseTypeDeclarationSyntax or DelegateDeclarationSyntax or TypeParameterSyntax or ConstructorDeclarationSyntax => CodeKind.Type,
        MethodDeclarationSyntax or LocalFunctionStatementSyntax => CodeKind.Function,
        IdentifierNameSyntax { IsVar: true } or IdentifierNameSyntax { IsNint: true }
            or IdentifierNameSyntax { IsNuint: true } => CodeKind.Keyword,
        SimpleNameSyntax name => Name(name),
        _ => null,
    };

    private static CodeKind? Name(SimpleNameSyntax name)
    {
        SyntaxNode? outer = name.Parent;
        while (outer is NameSyntax)
        {
            outer = outer.Parent;
        }
        return name.Parent switch
        {
            _ when outer is UsingDirectiveSyntax => null,
            _ when SyntaxFacts.IsInTypeOnlyContext(name) => CodeKind.Type,
            InvocationExpressionSyntax call when call.Expression == name => CodeKind.Function,
            MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax } member when member.Name == name => CodeKind.Function,
            MemberBindingExpressionSyntax { Parent: InvocationExpressionSyntax } => CodeKind.Function,
            // By C#'s naming, what begins with a capital letter before a point is a type, not a variable.
            MemberAccessExpressionSyntax member when member.Expression == name
                && char.IsUpper(name.Identifier.ValueText.FirstOrDefault()) => CodeKind.Type,
            _ => null,
        };
    }
}
