using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace NotebookKit.Notebooks.CSharp;

/// <summary>
/// Bounds what <c>DisplayTable</c> shows (<see cref="CellFunctions.WithinBounds"/>): the package's method takes in all of a
/// sequence before it writes a row, and of one without end it never writes any.
/// </summary>
internal static class TableBounds
{
    /// <summary>What to insert into a cell's text.</summary>
    /// <param name="root">The cell as written.</param>
    /// <param name="model">What the compiler knows about it.</param>
    public static IEnumerable<(int Position, string Text)> For(SyntaxNode root, SemanticModel model) =>
        root.DescendantNodes().OfType<InvocationExpressionSyntax>().Select(call => call.Expression switch
        {
            MemberAccessExpressionSyntax member => member.Name,
            MemberBindingExpressionSyntax member => member.Name,
            _ => null,
        })
        .OfType<SimpleNameSyntax>()
        .Where(name => name.Identifier.ValueText == "DisplayTable"
            && model.GetSymbolInfo(name).Symbol is IMethodSymbol { ReducedFrom: { Arity: 1 } method }
            && method.ContainingAssembly.Name.StartsWith("Microsoft.DotNet.Interactive", StringComparison.Ordinal)
            && !ExpressionTrees.Contain(name, model))
        .Select(name => (name.SpanStart, nameof(CellFunctions.WithinBounds) + "()."));
}
