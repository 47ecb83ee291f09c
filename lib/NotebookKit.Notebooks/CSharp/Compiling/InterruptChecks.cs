using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace NotebookKit.Notebooks.CSharp;

/// <summary>
/// Puts a check for interrupts at the head of every loop body. Lines stay where they were. In a cell the check has no text but a
/// token's that stood there: a method that is handed the text of an argument (<c>CallerArgumentExpression</c>), loops in it
/// included, gets what the reader wrote wherever that stands, in the clause of a query too. Of a file that a cell loads the
/// compiler takes nothing but text, into which the check is put like all else (<see cref="LineMarks"/>), and so not everywhere.
/// </summary>
internal sealed class InterruptChecks : CSharpSyntaxRewriter
{
    private static readonly string s_text = $"global::{typeof(CellInterrupt).FullName}.{nameof(CellInterrupt.Check)}();";

    private static readonly StatementSyntax s_check = SyntaxFactory.ParseStatement(s_text);

    private static readonly BlockSyntax s_block = SyntaxFactory.Block(s_check);

    private InterruptChecks()
    {
    }

    /// <summary>The same code with checks; the same tree when it has no loop, as most cells.</summary>
    public static SyntaxTree AddTo(SyntaxTree tree)
    {
        var root = (CSharpSyntaxNode)tree.GetRoot();
        return root.DescendantNodes().Any(IsLoop)
            ? CSharpSyntaxTree.Create(
                (CSharpSyntaxNode)new InterruptChecks().Visit(root), (CSharpParseOptions)tree.Options, tree.FilePath, Encoding.UTF8)
            : tree;
    }

    /// <summary>What to insert into the text of code for the same checks: at which position, whether behind all else, and what.</summary>
    public static IEnumerable<(int Position, bool IsLast, string Text)> TextsFor(SyntaxNode root)
    {
        foreach (SyntaxNode loop in root.DescendantNodes().Where(IsLoop))
        {
            StatementSyntax body = Body(loop);
            if (body is BlockSyntax block)
            {
                yield return (block.OpenBraceToken.Span.End, false, " " + s_text);
            }
            else
            {
                yield return (body.SpanStart, false, "{ " + s_text + " ");
                yield return (body.Span.End, true, " }");
            }
        }
    }

    /// <summary>Whether a node is a loop.</summary>
    public static bool IsLoop(SyntaxNode node) =>
        node is WhileStatementSyntax or DoStatementSyntax or ForStatementSyntax or CommonForEachStatementSyntax;

    public override SyntaxNode? VisitWhileStatement(WhileStatementSyntax node) =>
        base.VisitWhileStatement(node) is WhileStatementSyntax loop ? Checked(loop, loop.CloseParenToken, loop.Statement) : null;

    public override SyntaxNode? VisitDoStatement(DoStatementSyntax node) =>
        base.VisitDoStatement(node) is DoStatementSyntax loop ? Checked(loop, loop.DoKeyword, loop.Statement) : null;

    public override SyntaxNode? VisitForStatement(ForStatementSyntax node) =>
        base.VisitForStatement(node) is ForStatementSyntax loop ? Checked(loop, loop.CloseParenToken, loop.Statement) : null;

    public override SyntaxNode? VisitForEachStatement(ForEachStatementSyntax node) =>
        base.VisitForEachStatement(node) is ForEachStatementSyntax loop ? Checked(loop, loop.CloseParenToken, loop.Statement) : null;

    public override SyntaxNode? VisitForEachVariableStatement(ForEachVariableStatementSyntax node) =>
        base.VisitForEachVariableStatement(node) is ForEachVariableStatementSyntax loop
            ? Checked(loop, loop.CloseParenToken, loop.Statement)
            : null;

    private static StatementSyntax Body(SyntaxNode loop) => loop switch
    {
        WhileStatementSyntax repeated => repeated.Statement,
        DoStatementSyntax repeated => repeated.Statement,
        ForStatementSyntax repeated => repeated.Statement,
        _ => ((CommonForEachStatementSyntax)loop).Statement,
    };

    /// <summary>
    /// A loop with a check. A statement of no width at all has no place that the symbols could name, so that it takes the text of the
    /// token before the body.
    /// </summary>
    private static SyntaxNode Checked(StatementSyntax loop, SyntaxToken before, StatementSyntax body)
    {
        BlockSyntax block = s_block.ReplaceTokens(s_block.DescendantTokens(), (token, _) => WithText(token, ""));
        StatementSyntax check = block.Statements[0];
        SyntaxToken first = check.GetFirstToken(includeZeroWidth: true);
        SyntaxToken visible = WithText(first, before.Text, before.LeadingTrivia, before.TrailingTrivia);
        block = block.WithStatements([check.ReplaceToken(first, visible), body]);
        return loop.ReplaceSyntax([body], (_, _) => block, [before], (token, _) => WithText(token, ""), [], (trivia, _) => trivia);
    }

    /// <summary>A token that means what it did, whatever its text, and is none of those that the parser reports missing.</summary>
    private static SyntaxToken WithText(
        SyntaxToken token, string text, SyntaxTriviaList leading = default, SyntaxTriviaList trailing = default) =>
        token.IsKind(SyntaxKind.IdentifierToken)
            ? SyntaxFactory.Identifier(leading, SyntaxKind.IdentifierToken, text, token.ValueText, trailing)
            : SyntaxFactory.Token(leading, token.Kind(), text, token.ValueText, trailing);
}
