using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace NotebookKit.Notebooks.CSharp;

/// <summary>
/// Puts a check for interrupts into the functions that a cell hands to <c>Parallel</c> and to parallel queries: the loop around
/// them is compiled code without checks, on threads that nothing can stop, so that even <c>Parallel.For(0, n, i => { })</c> went on
/// until the reader insisted, and the abort that follows then may end the process.
/// </summary>
internal static class ParallelChecks
{
    private static readonly string s_check = $"global::{typeof(CellInterrupt).FullName}.{nameof(CellInterrupt.Check)}(); ";

    /// <summary>What to insert into a cell's text.</summary>
    /// <param name="root">The cell as written.</param>
    /// <param name="model">What the compiler knows about it.</param>
    /// <param name="isChecked">Whether a function without a block has a check already.</param>
    /// <param name="isMarked">Whether the lines of a function without a block are written down, so that it gets one.</param>
    public static IEnumerable<(int Position, string Text)> For(
        SyntaxNode root, SemanticModel model, Func<ExpressionSyntax, bool> isChecked, Func<ExpressionSyntax, bool> isMarked)
    {
        foreach (InvocationExpressionSyntax call in root.DescendantNodes().OfType<InvocationExpressionSyntax>())
        {
            var functions = call.ArgumentList.Arguments.Select(argument => argument.Expression)
                .OfType<AnonymousFunctionExpressionSyntax>().ToList();
            if (functions.Count == 0 || model.GetSymbolInfo(call).Symbol is not IMethodSymbol method || !RunsInParallel(method))
            {
                continue;
            }

            foreach (AnonymousFunctionExpressionSyntax function in functions)
            {
                if (function.Block is { OpenBraceToken.IsMissing: false } block)
                {
                    yield return (block.OpenBraceToken.Span.End, " " + s_check.TrimEnd());
                }
                else if (function.ExpressionBody is { } body && !isChecked(body))
                {
                    if (isMarked(body))
                    {
                        yield return (body.SpanStart, s_check);
                    }
                    else if (ExpressionBlock.Of(body, model) is { } added)
                    {
                        yield return (body.SpanStart, added.Open + s_check + added.Return);
                        yield return (added.End, added.Terminator + added.Close);
                    }
                }
            }
        }
    }

    private static bool RunsInParallel(IMethodSymbol method) => method.ContainingType is
    {
        Name: "Parallel", ContainingNamespace: { Name: "Tasks", ContainingNamespace.Name: "Threading" },
    }
    or { Name: "ParallelEnumerable", ContainingNamespace: { Name: "Linq", ContainingNamespace.Name: "System" } };
}
