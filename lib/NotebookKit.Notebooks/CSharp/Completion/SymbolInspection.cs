using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace NotebookKit.Notebooks.CSharp;

/// <summary>Finds what a name in a cell stands for, or which method is being called around a place.</summary>
internal static class SymbolInspection
{
    public static Inspection? Inspect(EditedCode code, int position, CancellationToken cancellation)
    {
        if (code.IsInText(position) && code.Root.FindTrivia(Math.Max(0, position - 1)).IsKind(SyntaxKind.SingleLineCommentTrivia))
        {
            return null;
        }
        SyntaxToken token = Touching(code.Root, position);
        IReadOnlyList<ISymbol> symbols = Named(code.Model, token) is { Count: > 0 } named ? named : Called(code.Model, token);
        return symbols.Count == 0 ? null : SymbolText.Describe(symbols, cancellation);
    }

    /// <summary>The identifier at a position, also when the position is just behind it.</summary>
    private static SyntaxToken Touching(SyntaxNode root, int position)
    {
        SyntaxToken at = root.FindToken(Math.Min(position, root.FullSpan.End));
        if (at.Span.Contains(position) && at.IsKind(SyntaxKind.IdentifierToken) || position == 0)
        {
            return at;
        }
        SyntaxToken before = root.FindToken(position - 1);
        return before.Span.Contains(position - 1) ? before : at.GetPreviousToken();
    }

    private static IReadOnlyList<ISymbol> Named(SemanticModel model, SyntaxToken token)
    {
        if (token.Parent is not { } node || !(token.IsKind(SyntaxKind.IdentifierToken) || node is PredefinedTypeSyntax))
        {
            return [];
        }
        // Behind "new", a name means the constructor, and a reader wants its arguments.
        return node is SimpleNameSyntax { Parent: ObjectCreationExpressionSyntax creation }
            && Found(model.GetSymbolInfo(creation)) is { Count: > 0 } constructors ? constructors
            : model.GetDeclaredSymbol(node) is { } declared ? [declared]
            : Found(model.GetSymbolInfo(node)) is { Count: > 0 } found ? found
            : model.GetMemberGroup(node);
    }

    /// <summary>The method whose argument list surrounds the token.</summary>
    private static IReadOnlyList<ISymbol> Called(SemanticModel model, SyntaxToken token)
    {
        SyntaxNode? call = token.Parent?.AncestorsAndSelf().OfType<BaseArgumentListSyntax>().FirstOrDefault()?.Parent;
        return call is null ? [] : Overloads(model, call);
    }

    /// <summary>What a call may mean, the likeliest first.</summary>
    public static IReadOnlyList<ISymbol> Overloads(SemanticModel model, SyntaxNode call) =>
        Found(model.GetSymbolInfo(call)) is { Count: > 0 } found ? found
        : call is InvocationExpressionSyntax invocation ? model.GetMemberGroup(invocation.Expression)
        : [];

    private static IReadOnlyList<ISymbol> Found(SymbolInfo info) => info.Symbol is { } symbol ? [symbol] : info.CandidateSymbols;
}
