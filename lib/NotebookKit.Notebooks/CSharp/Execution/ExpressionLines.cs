using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace NotebookKit.Notebooks.CSharp;

/// <summary>
/// The line within an expression of several lines: what failed is known by its name (the method that was called, a division,
/// an element), and where the expression has that on one of its lines only, that is the line.
/// </summary>
internal static class ExpressionLines
{
    /// <summary>The line at which what failed stands.</summary>
    /// <param name="text">The text of the cell.</param>
    /// <param name="line">The line at which the compiler has the expression begin.</param>
    /// <param name="failed">What failed.</param>
    /// <returns>The line; <paramref name="line"/> where it cannot be told.</returns>
    public static int Find(string text, int line, FailedPlace failed)
    {
        CompilationUnitSyntax root = ScriptSyntax.ParseAsWritten(text, "").GetCompilationUnitRoot();
        TextLineCollection lines = root.SyntaxTree.GetText().Lines;
        int LineOf(int position) => lines.GetLineFromPosition(position).LineNumber + 1;
        bool IsHere(SyntaxNode node) => LineOf(node.SpanStart) == line && IsWhole(node);
        var found = root.DescendantNodes(node => !IsHere(node)).Where(IsHere)
            .Where(node => LineOf(node.Span.End) > line)
            .SelectMany(node => node.DescendantNodesAndSelf(inner => inner == node || inner is not AnonymousFunctionExpressionSyntax))
            .Select(node => Position(node, failed)).OfType<int>().Select(LineOf).Distinct().Take(2).ToList();
        return found is [var only] ? only : line;
    }

    /// <summary>A statement without others in it, or an expression.</summary>
    private static bool IsWhole(SyntaxNode node) =>
        node is ExpressionStatementSyntax or LocalDeclarationStatementSyntax or ReturnStatementSyntax
        or ThrowStatementSyntax or YieldStatementSyntax or FieldDeclarationSyntax
        or (ExpressionSyntax and not AnonymousFunctionExpressionSyntax);

    /// <summary>Where a node begins to do what failed; <c>null</c> when it does something else.</summary>
    private static int? Position(SyntaxNode node, FailedPlace failed) => (failed.Kind, node) switch
    {
        (FailedKind.Call, InvocationExpressionSyntax { Expression: var called })
            when Name(called) is { } name && name.Identifier.ValueText == failed.Name =>
            name.SpanStart,
        (FailedKind.Creation, ObjectCreationExpressionSyntax created)
            when (created.Type as SimpleNameSyntax ?? (created.Type as QualifiedNameSyntax)?.Right)
            ?.Identifier.ValueText == failed.Name => created.SpanStart,
        (FailedKind.Creation, ImplicitObjectCreationExpressionSyntax created) => created.SpanStart,
        (FailedKind.Property, SimpleNameSyntax name) when name.Identifier.ValueText == failed.Name => name.SpanStart,
        (FailedKind.Element, ElementAccessExpressionSyntax access) => access.ArgumentList.SpanStart,
        (FailedKind.Element, ElementBindingExpressionSyntax access) => access.SpanStart,
        (FailedKind.Division, BinaryExpressionSyntax
        {
            RawKind: (int)SyntaxKind.DivideExpression or (int)SyntaxKind.ModuloExpression
        } divided) =>
            divided.OperatorToken.SpanStart,
        (FailedKind.Division, AssignmentExpressionSyntax
        {
            RawKind: (int)SyntaxKind.DivideAssignmentExpression or (int)SyntaxKind.ModuloAssignmentExpression,
        } divided) => divided.OperatorToken.SpanStart,
        (FailedKind.Cast, CastExpressionSyntax cast) => cast.SpanStart,
        (FailedKind.Throw, ThrowExpressionSyntax thrown) => thrown.SpanStart,
        _ => null,
    };

    private static SimpleNameSyntax? Name(ExpressionSyntax called) => called switch
    {
        SimpleNameSyntax name => name,
        MemberAccessExpressionSyntax member => member.Name,
        MemberBindingExpressionSyntax member => member.Name,
        _ => null,
    };
}

/// <summary>What of a line failed.</summary>
/// <param name="Kind">What it did.</param>
/// <param name="Name">The name of what it called.</param>
internal readonly record struct FailedPlace(FailedKind Kind, string Name = "");

/// <summary>What a piece of code does that can fail.</summary>
internal enum FailedKind
{
    Other,
    Call,
    Creation,
    Property,
    Element,
    Division,
    Cast,
    Throw,
}
