using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace NotebookKit.Notebooks.CSharp;

/// <summary>
/// The code that a program gets as an expression tree: lambdas that become an <c>Expression</c>, and the clauses of a query over an
/// <c>IQueryable</c>. What is put there a provider would see, and often not understand, and a statement is no part of such a tree.
/// So nothing is put there, and an error in it names the line of the statement around it.
/// </summary>
internal static class ExpressionTrees
{
    /// <summary>Whether a node is a part of an expression tree, or a lambda that becomes one.</summary>
    /// <param name="node">The node.</param>
    /// <param name="model">What the compiler knows about it.</param>
    public static bool Contain(SyntaxNode node, SemanticModel model) => node.AncestorsAndSelf().Any(outer => outer switch
    {
        AnonymousFunctionExpressionSyntax => model.GetTypeInfo(outer).ConvertedType is { } type && IsTree(type),
        QueryClauseSyntax clause => Takes(model.GetQueryClauseInfo(clause).OperationInfo.Symbol),
        SelectOrGroupClauseSyntax or OrderingSyntax => Takes(model.GetSymbolInfo(outer).Symbol),
        _ => false,
    });

    private static bool Takes(ISymbol? method) =>
        method is IMethodSymbol { Parameters: var parameters } && parameters.Any(parameter => IsTree(parameter.Type));

    private static bool IsTree(ITypeSymbol type) => type is { Name: "Expression", ContainingNamespace.Name: "Expressions" };
}
