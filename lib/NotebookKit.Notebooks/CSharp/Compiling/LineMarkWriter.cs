using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace NotebookKit.Notebooks.CSharp;

/// <summary>The marks of one body: what to insert where.</summary>
/// <param name="tree">The code as written.</param>
/// <param name="fallible">Tells which code can fail.</param>
/// <param name="body">The body.</param>
/// <param name="model">What the compiler knows about the code.</param>
internal sealed class LineMarkWriter(SyntaxTree tree, FallibleCode fallible, CellBody body, SemanticModel model)
{
    private readonly HashSet<int> _lines = [], _heads = [];
    private readonly List<(int Position, int Order, string Text)> _insertions = [];

    /// <summary>What to insert: at which position, in which order where several stand at one, and what.</summary>
    public IReadOnlyList<(int Position, int Order, string Text)> Insertions => _insertions;

    /// <summary>The lines that are marked.</summary>
    public IReadOnlySet<int> Lines => _lines;

    /// <summary>The lines at which the compiler has what is marked begin.</summary>
    public IReadOnlySet<int> Heads => _heads;

    /// <summary>Marks statements that stand in a list, so that another statement can go between them.</summary>
    public void Statements(IEnumerable<StatementSyntax> statements)
    {
        StatementSyntax? used = null;
        foreach (StatementSyntax statement in statements)
        {
            Statement(statement, isListed: true);
            used = statement is LocalDeclarationStatementSyntax { UsingKeyword.RawKind: not 0 } ? statement : used;
        }

        if (used?.Parent is BlockSyntax { CloseBraceToken.IsMissing: false } block)
        {
            Insert(block.CloseBraceToken.SpanStart, Back(used));
        }
    }

    /// <summary>Marks a statement and what stands in it.</summary>
    public void Statement(StatementSyntax statement, bool isListed)
    {
        switch (statement)
        {
            case BlockSyntax block:
                Statements(block.Statements);
                return;
            case LabeledStatementSyntax labeled:
                Statement(labeled.Statement, isListed: true);
                return;
            case ContinueStatementSyntax when Loop(statement) is { } loop:
                MarkEmbedded(statement, Line(loop), isListed);
                return;
            case LocalFunctionStatementSyntax or EmptyStatementSyntax or BreakStatementSyntax or GotoStatementSyntax
                or ContinueStatementSyntax:
                return;
            case ThrowStatementSyntax { Expression: null } rethrow:
                Insert(rethrow.SpanStart, isListed ? body.Restore : "{ " + body.Restore);
                if (!isListed)
                {
                    Insert(rethrow.Span.End, " }");
                }
                return;
        }

        if (fallible.HeadCanFail(statement) || statement is CommonForEachStatementSyntax)
        {
            MarkEmbedded(statement, Line(statement), isListed);
        }
        Inside(statement);
    }

    /// <summary>Marks an expression that is a body by itself.</summary>
    /// <returns>The line that must be written down before it.</returns>
    public int Expression(ExpressionSyntax expression)
    {
        var marks = new ExpressionMarks(tree, model, body);
        marks.Find(expression, null);
        int line = marks.First ?? Line(expression);
        _heads.Add(Line(expression));
        _lines.Add(line);
        Insert(marks);
        return line;
    }

    /// <summary>Marks what a constructor does itself, where that has no marks of its own.</summary>
    public void Constructor(SyntaxNode content)
    {
        if (content is BlockSyntax block)
        {
            Statements(block.Statements);
        }
        else if (content is ExpressionSyntax expression)
        {
            var marks = new ExpressionMarks(tree, model, body);
            marks.FindAll([expression], last: null);
            Insert(marks);
        }
    }

    /// <summary>Marks a declaration at a cell's top level.</summary>
    public void Mark(FieldDeclarationSyntax field) => Mark(field, Line(field), Initializers(field.Declaration));

    private void MarkEmbedded(StatementSyntax statement, int line, bool isListed)
    {
        // The next element comes from the head of the loop.
        bool comesBack = statement is CommonForEachStatementSyntax or ThrowStatementSyntax;
        Mark(statement, line, Computed(statement), isListed ? "" : "{ ", comesBack);
        if (!isListed)
        {
            Insert(statement.Span.End, " }");
        }
    }

    /// <summary>Marks what a statement computes: with its line, or where it goes on on others, with that of each part.</summary>
    private void Mark(
        SyntaxNode statement, int line, IReadOnlyList<ExpressionSyntax> computed, string before = "", bool last = false)
    {
        if (!computed.Any(IsLong))
        {
            Insert(statement.SpanStart, before + body.Store(Marked(line)) + "; ");
            return;
        }

        // What is come back to has its own line written down before it each time.
        bool isFree = !last && statement is FieldDeclarationSyntax or LocalDeclarationStatementSyntax or ReturnStatementSyntax
            or ExpressionStatementSyntax or YieldStatementSyntax;
        var marks = new ExpressionMarks(tree, model, body);
        foreach (ExpressionSyntax expression in computed)
        {
            marks.Find(expression, isFree ? null : line, last ? line : null);
        }

        _heads.Add(line);
        _lines.Add(marks.First ?? line);
        Insert(statement.SpanStart, before + body.Store(marks.First ?? line) + "; ");
        Insert(marks);
    }

    private void Insert(ExpressionMarks marks)
    {
        (IReadOnlyList<(int Position, string Text)> insertions, IEnumerable<int> lines) = marks.Insertions();
        foreach ((int position, string text) in insertions)
        {
            Insert(position, text);
        }

        _lines.UnionWith(lines);
    }

    private bool IsLong(ExpressionSyntax expression)
    {
        FileLinePositionSpan span = tree.GetLineSpan(expression.Span);
        return span.StartLinePosition.Line < span.EndLinePosition.Line
            || span.StartLinePosition.Line > tree.GetLineSpan(Statement(expression).Span).StartLinePosition.Line;
    }

    private static SyntaxNode Statement(SyntaxNode expression) =>
        expression.FirstAncestorOrSelf<SyntaxNode>(node => node is StatementSyntax or FieldDeclarationSyntax)!;

    /// <summary>What a statement computes itself; conditions that are come back to are marked by themselves.</summary>
    private static IReadOnlyList<ExpressionSyntax> Computed(StatementSyntax statement) => statement switch
    {
        ExpressionStatementSyntax single => [single.Expression],
        LocalDeclarationStatementSyntax { IsConst: false } declared => Initializers(declared.Declaration),
        ReturnStatementSyntax { Expression: { } returned } => [returned],
        ThrowStatementSyntax { Expression: { } thrown } => [thrown],
        YieldStatementSyntax { Expression: { } yielded } => [yielded],
        IfStatementSyntax branch => [branch.Condition],
        SwitchStatementSyntax choice => [choice.Expression],
        CommonForEachStatementSyntax loop => [loop.Expression],
        LockStatementSyntax held => [held.Expression],
        UsingStatementSyntax { Expression: { } used } => [used],
        UsingStatementSyntax { Declaration: { } declared } => Initializers(declared),
        FixedStatementSyntax pinned => Initializers(pinned.Declaration),
        ForStatementSyntax loop => loop.Declaration is { } declared ? Initializers(declared) : loop.Initializers,
        _ => [],
    };

    private static IReadOnlyList<ExpressionSyntax> Initializers(VariableDeclarationSyntax declaration) =>
        declaration.Type is RefTypeSyntax
            ? []
            : [.. declaration.Variables.Select(variable => variable.Initializer?.Value).OfType<ExpressionSyntax>()
                .SelectMany(TypeInitializer.Parts)];

    private void Inside(StatementSyntax statement)
    {
        switch (statement)
        {
            case IfStatementSyntax branch:
                Statement(branch.Statement, isListed: false);
                if (branch.Else is { } other)
                {
                    Else(other);
                }
                break;
            case WhileStatementSyntax loop:
                Condition(loop.Condition);
                Statement(loop.Statement, isListed: false);
                break;
            case DoStatementSyntax loop:
                Statement(loop.Statement, isListed: false);
                Condition(loop.Condition);
                break;
            case ForStatementSyntax loop:
                if (loop.Condition is { } condition)
                {
                    Condition(condition);
                }
                if (loop.Incrementors is [var first, ..] && loop.Incrementors.Any(fallible.CanFail))
                {
                    Insert(first.SpanStart, body.Store(Marked(Line(first))) + ", ");
                }
                Statement(loop.Statement, isListed: false);
                break;
            case CommonForEachStatementSyntax loop:
                ComesBack(loop, loop.Statement);
                break;
            case UsingStatementSyntax used:
                ComesBack(used, used.Statement);
                break;
            case SwitchStatementSyntax choice:
                foreach (SwitchSectionSyntax section in choice.Sections)
                {
                    foreach (WhenClauseSyntax guard in section.Labels.OfType<CasePatternSwitchLabelSyntax>()
                        .Select(label => label.WhenClause).OfType<WhenClauseSyntax>())
                    {
                        Condition(guard.Condition);
                    }
                    Statements(section.Statements);
                }

                break;
            case TryStatementSyntax attempt:
                Try(attempt);
                break;
            case var _ when Inner(statement) is { } inner:
                Statement(inner, isListed: false);
                break;
        }
    }

    private static StatementSyntax? Inner(StatementSyntax statement) => statement switch
    {
        LockStatementSyntax held => held.Statement,
        FixedStatementSyntax pinned => pinned.Statement,
        CheckedStatementSyntax counted => counted.Block,
        UnsafeStatementSyntax unbounded => unbounded.Block,
        _ => null,
    };

    /// <summary>The next element comes from the loop's head, and what is used is disposed of, behind the body: its line is marked
    /// there.</summary>
    private void ComesBack(StatementSyntax head, StatementSyntax inner)
    {
        if (inner is BlockSyntax block)
        {
            Statements(block.Statements);
            Insert(block.CloseBraceToken.SpanStart, Back(head));
        }
        else
        {
            Insert(inner.SpanStart, "{ ");
            Statement(inner, isListed: true);
            Insert(inner.Span.End, " " + Back(head) + "}");
        }
    }

    private string Back(StatementSyntax head) => body.Store(Marked(Line(head))) + "; ";

    private void Else(ElseClauseSyntax clause)
    {
        if (clause.Statement is IfStatementSyntax next)
        {
            Condition(next.Condition);
            Inside(next);
        }
        else
        {
            Statement(clause.Statement, isListed: false);
        }
    }

    private void Try(TryStatementSyntax attempt)
    {
        Statements(attempt.Block.Statements);
        foreach (CatchClauseSyntax handler in attempt.Catches)
        {
            int start = handler.Block.OpenBraceToken.Span.End;
            if (handler.Filter is { } filter)
            {
                Condition(filter.FilterExpression);
            }
            if (Rethrows(handler.Block))
            {
                Insert(start, body.Keep);
            }
            if (handler.Declaration is { Identifier.ValueText: { Length: > 0 } name })
            {
                Insert(start, body.Caught("@" + name));
            }
            Statements(handler.Block.Statements);
        }

        if (attempt.Finally?.Block is not { } last)
        {
            return;
        }

        int before = _insertions.Count;
        Statements(last.Statements);
        // The exception that passes keeps its line; a method has told it already, in the first pass.
        if (body.IsInSlot && _insertions.Count > before)
        {
            Insert(last.OpenBraceToken.Span.End, body.Keep, first: true);
            Insert(last.CloseBraceToken.SpanStart, body.Restore);
        }
    }

    private static bool Rethrows(BlockSyntax block) =>
        block.DescendantNodes(node => !LineMarks.IsFunction(node) && node is not CatchClauseSyntax)
        .Any(node => node is ThrowStatementSyntax { Expression: null });

    /// <summary>A condition is come back to from below, so that a mark before its statement is not enough.</summary>
    private void Condition(ExpressionSyntax condition)
    {
        if (!fallible.CanFailAgain(condition))
        {
            return;
        }
        int line = Line(condition);
        (string before, string after) = body.Around(Marked(line));
        Insert(condition.SpanStart, before);
        // Where the condition is that of the statement itself, its parts are marked with that.
        if (IsLong(condition) && condition.Parent is not IfStatementSyntax { Parent: not ElseClauseSyntax })
        {
            var marks = new ExpressionMarks(tree, model, body);
            marks.Find(condition, line);
            Insert(marks);
        }
        Insert(condition.Span.End, after);
    }

    private static CommonForEachStatementSyntax? Loop(StatementSyntax statement) => statement.Ancestors()
        .FirstOrDefault(node => node is CommonForEachStatementSyntax or ForStatementSyntax or WhileStatementSyntax
            or DoStatementSyntax) as CommonForEachStatementSyntax;

    private int Line(SyntaxNode node) => tree.GetLineSpan(node.Span).StartLinePosition.Line + 1;

    private int Marked(int line)
    {
        _lines.Add(line);
        _heads.Add(line);
        return line;
    }

    private void Insert(int position, string text, bool first = false) =>
        _insertions.Add((position, first ? 0 : _insertions.Count + 1, text));
}
