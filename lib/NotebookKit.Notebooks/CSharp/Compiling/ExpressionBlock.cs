using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace NotebookKit.Notebooks.CSharp;

/// <summary>How the expression that a function consists of (<c>=> a + b</c>) becomes a block, into which statements can be put.</summary>
/// <param name="Arrow">What hides the arrow of a member, in a comment.</param>
/// <param name="Open">What begins the block, right before the expression.</param>
/// <param name="Return">What makes a statement of the expression; nothing where it is one.</param>
/// <param name="End">Where the block ends.</param>
/// <param name="Terminator">What ends the statement, where the member has nothing that does.</param>
/// <param name="Close">What ends the block.</param>
internal sealed record ExpressionBlock(
    IReadOnlyList<(int Position, string Text)> Arrow, string Open, string Return, int End, string Terminator, string Close)
{
    // Marks within expressions come first.
    private const int FirstOrder = 1 << 30;

    /// <summary>The place of what ends a body among all that stands at one position: an inner body ends before an outer one.</summary>
    public static int EndOrder(SyntaxNode body) => FirstOrder + body.Span.Length;

    /// <summary>The block of a function's expression; <c>null</c> where it must stay an expression.</summary>
    /// <param name="body">The expression.</param>
    /// <param name="model">What the compiler knows about it.</param>
    public static ExpressionBlock? Of(ExpressionSyntax body, SemanticModel model)
    {
        bool IsStatement(bool returnsNothing) => returnsNothing || body is ThrowExpressionSyntax;
        return body.Parent switch
        {
            ArrowExpressionClauseSyntax { Parent: { } owner } arrow when Semicolon(owner) is { IsMissing: false } end => new(
                [(arrow.ArrowToken.SpanStart, "{ /*"), (arrow.ArrowToken.Span.End, "*/")],
                IsAccessor(owner) ? "get { " : "", IsStatement(ReturnsNothing(owner, model)) ? "" : "return ",
                end.Span.End, "", IsAccessor(owner) ? " } }" : " }"),
            AnonymousFunctionExpressionSyntax lambda
                when !ExpressionTrees.Contain(lambda, model) && model.GetSymbolInfo(lambda).Symbol is IMethodSymbol symbol => new(
                [], "{ ", IsStatement(ReturnsNothing(symbol)) ? "" : "return ", body.Span.End, ";", " }"),
            _ => null,
        };
    }

    /// <summary>Whether a function's expression is no value that it returns.</summary>
    public static bool ReturnsNothing(IMethodSymbol method) =>
        method.ReturnsVoid || (method.IsAsync && method.ReturnType is INamedTypeSymbol { Arity: 0 });

    private static SyntaxToken Semicolon(SyntaxNode owner) => owner switch
    {
        BaseMethodDeclarationSyntax method => method.SemicolonToken,
        AccessorDeclarationSyntax accessor => accessor.SemicolonToken,
        PropertyDeclarationSyntax property => property.SemicolonToken,
        IndexerDeclarationSyntax indexer => indexer.SemicolonToken,
        LocalFunctionStatementSyntax local => local.SemicolonToken,
        _ => default,
    };

    private static bool IsAccessor(SyntaxNode owner) => owner is PropertyDeclarationSyntax or IndexerDeclarationSyntax;

    private static bool ReturnsNothing(SyntaxNode owner, SemanticModel model) => owner switch
    {
        AccessorDeclarationSyntax accessor => !accessor.Keyword.IsKind(SyntaxKind.GetKeyword),
        ConstructorDeclarationSyntax or DestructorDeclarationSyntax => true,
        _ when model.GetDeclaredSymbol(owner) is IMethodSymbol symbol => ReturnsNothing(symbol),
        MethodDeclarationSyntax method => ReturnsNothing(method.ReturnType, method.Modifiers),
        LocalFunctionStatementSyntax local => ReturnsNothing(local.ReturnType, local.Modifiers),
        _ => false,
    };

    private static bool ReturnsNothing(TypeSyntax type, SyntaxTokenList modifiers) =>
        type is PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.VoidKeyword }
        || (modifiers.Any(SyntaxKind.AsyncKeyword) && type is SimpleNameSyntax { Arity: 0 } or QualifiedNameSyntax { Right.Arity: 0 });
}
