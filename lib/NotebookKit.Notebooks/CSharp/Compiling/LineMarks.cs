using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace NotebookKit.Notebooks.CSharp;

/// <summary>
/// Puts stores of their line (<see cref="CellLines"/>) before the statements of a cell that can fail. Lines stay where they
/// were; columns do not, so compiler errors are taken from the text as written.
/// </summary>
internal sealed class LineMarks
{
    /// <summary>What is put before statements comes behind the marks, whose lines are then those at which it fails.</summary>
    private const int AfterMarks = int.MaxValue - 1;

    private const int BeforeAll = -10;

    // An expression that becomes a block: what begins it and writes its line down, what is checked then, and that it returns.
    private const int BeginBlock = -5, InBlock = -4, ReturnFromBlock = -3;

    private readonly SyntaxTree _tree;
    private readonly SemanticModel _model;
    private readonly FallibleCode _fallible;
    private readonly List<(int Position, int Order, string Text)> _insertions = [];
    private readonly Dictionary<int, int> _onlyLines = [];
    private readonly HashSet<int> _singleLines = [];
    private readonly HashSet<SyntaxNode> _marked = [];

    private LineMarks(SyntaxTree tree, SemanticModel model) => (_tree, _model, _fallible) = (tree, model, new FallibleCode(model));

    /// <summary>The same code with marks.</summary>
    /// <param name="tree">The code as written.</param>
    /// <param name="model">What the compiler knows about it.</param>
    /// <param name="checksLoops">Whether to put checks for interrupts into loops, where no tree can have them.</param>
    /// <returns>
    /// The code, the same tree when no place in it needs a mark; and the lines at which those bodies begin that can fail at a single
    /// line and bear no marks, each with that line.
    /// </returns>
    public static (SyntaxTree Tree, IReadOnlyDictionary<int, int> OnlyLines) AddTo(
        SyntaxTree tree, SemanticModel model, bool checksLoops = false)
    {
        var marks = new LineMarks(tree, model);
        CompilationUnitSyntax root = tree.GetCompilationUnitRoot();
        // Most cells are a line, and need no marks.
        if (tree.GetText().Lines.Count > 1)
        {
            marks.TopLevel(root);
            foreach (SyntaxNode node in root.DescendantNodes())
            {
                marks.Body(node);
            }
            foreach (TypeDeclarationSyntax type in root.DescendantNodes().OfType<TypeDeclarationSyntax>())
            {
                marks.Initializers(type, isStatic: false);
                marks.Initializers(type, isStatic: true);
            }
        }

        var begun = marks._marked.OfType<ExpressionSyntax>().Select(body => body.SpanStart).ToHashSet();
        var checks = StackChecks.For(root, model, marks._marked.Contains).ToList();
        var guarded = checks.Select(check => check.Position).ToHashSet();
        checks.AddRange(ParallelChecks.For(root, model, body => guarded.Contains(body.SpanStart), marks._marked.Contains)
            .Select(check => (check.Position, AfterMarks, check.Text)));
        marks._insertions.AddRange(
            checks.Select(check => check with { Order = begun.Contains(check.Position) ? InBlock : check.Order }));
        marks._insertions.AddRange(TableBounds.For(root, model).Select(bound => (bound.Position, AfterMarks, bound.Text)));
        if (checksLoops)
        {
            marks._insertions.AddRange(InterruptChecks.TextsFor(root)
                .Select(check => (check.Position, check.IsLast ? AfterMarks : BeforeAll, check.Text)));
        }

        marks.Quote(root, model);
        if (marks._insertions.Count == 0)
        {
            return (tree, marks.OnlyLines);
        }
        var text = SourceText.From(marks.Apply(), Encoding.UTF8);
        return (CSharpSyntaxTree.ParseText(text, (CSharpParseOptions)tree.Options, tree.FilePath), marks.OnlyLines);
    }

    /// <summary>Where a body of one line begins at the line at which another does, the two cannot be told apart.</summary>
    private Dictionary<int, int> OnlyLines =>
        _onlyLines.ToDictionary(only => only.Key, only => _singleLines.Contains(only.Key) ? only.Key : only.Value);

    /// <summary>The order of what stands at one position is kept, and so this comes last.</summary>
    private void Quote(CompilationUnitSyntax root, SemanticModel model)
    {
        foreach (TextSpan quoted in QuotedArguments.Untouchable(root, model).ToList())
        {
            _insertions.RemoveAll(insertion => quoted.Start < insertion.Position && insertion.Position < quoted.End);
        }

        var loops = root.DescendantNodes().Where(InterruptChecks.IsLoop).ToList();
        if (_insertions.Count == 0 && loops.Count == 0)
        {
            return;
        }
        bool IsChanged(SyntaxNode node) => loops.Exists(loop => node.Span.Contains(loop.Span))
            || _insertions.Exists(insertion => node.SpanStart < insertion.Position && insertion.Position < node.Span.End);
        _insertions.AddRange(QuotedArguments.For(root, model, IsChanged).Select(text => (text.Position, int.MaxValue, text.Text)).ToList());
        foreach ((ExpressionSyntax element, string before, string after) in QuotedArguments.ForElements(root, model, IsChanged).ToList())
        {
            _insertions.Add((element.SpanStart, -2, before));
            _insertions.Add((before.Length > 0 ? element.Span.End : element.Span.End - 1, int.MaxValue, after));
        }
    }

    private void TopLevel(CompilationUnitSyntax root)
    {
        var members = root.Members.Where(member => member is GlobalStatementSyntax or FieldDeclarationSyntax).ToList();
        if (members.Count == 0)
        {
            return;
        }
        // What its variables cost, which are fields, hides what a mark costs: no need to ask the compiler which can be left out.
        Add(CellBodies.Add(_tree.FilePath, inSlot: true), new FallibleCode(model: null), writer =>
        {
            foreach (MemberDeclarationSyntax member in members)
            {
                if (member is GlobalStatementSyntax global)
                {
                    writer.Statement(global.Statement, isListed: true);
                }
                else if (member is FieldDeclarationSyntax field && FallibleCode.CanFailAtTopLevel(field))
                {
                    writer.Mark(field);
                }
            }
        });
    }

    private void Body(SyntaxNode node)
    {
        SyntaxNode? body = node switch
        {
            BaseMethodDeclarationSyntax method => method.Body,
            AccessorDeclarationSyntax accessor => accessor.Body,
            LocalFunctionStatementSyntax local => local.Body,
            AnonymousFunctionExpressionSyntax function => function.Body,
            ArrowExpressionClauseSyntax arrow => arrow.Expression,
            _ => null,
        };
        if (body is BlockSyntax { OpenBraceToken.IsMissing: false, CloseBraceToken.IsMissing: false } block)
        {
            bool isIterator = block.DescendantNodes(inner => !IsFunction(inner)).Any(inner => inner is YieldStatementSyntax);
            CellBody marked = CellBodies.Add(_tree.FilePath, isIterator);
            if (Add(marked, _fallible, writer => writer.Statements(block.Statements)) && !marked.IsInSlot)
            {
                _marked.Add(block);
                // Outermost: before what stands at the same place inside, and after it.
                (string before, string after) = MarkedBody.Around(block, marked);
                _insertions.Add((block.SpanStart, -1, before));
                _insertions.Add((block.Span.End, ExpressionBlock.EndOrder(block), after));
            }
        }
        else if (body is ExpressionSyntax and not RefExpressionSyntax)
        {
            Expression((ExpressionSyntax)body);
        }
    }

    /// <summary>
    /// Marks what the constructors of a type compute where no statement can stand, and their blocks of a single line: all of that is one
    /// method, and the JIT lets checks of the same kind fail in one place. What fails at one line only is named by the symbols.
    /// </summary>
    private void Initializers(TypeDeclarationSyntax type, bool isStatic)
    {
        List<TypeInitializer> initializers = [.. TypeInitializer.Of(type, isStatic)];
        if (initializers.Count == 0)
        {
            return;
        }

        CellBody body = CellBodies.Add(_tree.FilePath, inSlot: true);
        var insertions = new List<(int Position, int Order, string Text)>();
        var lines = new HashSet<int>();
        bool isBehind = false;
        void Mark(SyntaxNode place, IEnumerable<(int Position, int Order, string Text)> texts, IEnumerable<int> marked)
        {
            (int first, int last) = (First(place), Last(place));
            insertions.AddRange(texts);
            body.Initializers.Add((first, last));
            lines.UnionWith(marked);
            isBehind |= marked.Any(line => line != first);
        }

        foreach (TypeInitializer initializer in initializers)
        {
            var marks = new ExpressionMarks(_tree, _model, body);
            marks.FindAll(initializer.Computed, initializer.Call is { } call ? Line(call) : null);
            (IReadOnlyList<(int Position, string Text)> texts, IEnumerable<int> marked) = marks.Insertions();
            Mark(initializer.Place, texts.Select((text, order) => (text.Position, order + 1, text.Text)), marked);
        }

        bool isMade = lines.Count > 0;
        foreach (SyntaxNode block in TypeInitializer.Blocks(type, isStatic).Where(block => !_marked.Contains(block)))
        {
            var writer = new LineMarkWriter(_tree, _fallible, body, _model);
            writer.Constructor(block);
            Mark(block, writer.Insertions, writer.Lines);
        }

        if (isMade && (lines.Count > 1 || isBehind))
        {
            _insertions.AddRange(insertions);
        }
        else
        {
            body.Initializers.Clear();
            // Before its first line, where the JIT may have it fail, a constructor keeps the parameters of its type.
            if (isMade)
            {
                _onlyLines.TryAdd(lines.Single(), lines.Single());
            }
        }
    }

    private int First(SyntaxNode node) => Line(node.SpanStart);

    private int Last(SyntaxNode node) => Line(node.Span.End);

    private int Line(int position) => _tree.GetText().Lines.GetLineFromPosition(position).LineNumber + 1;

    /// <summary>Marks a body that is an expression. One of a single line needs none, and the JIT goes on to inline it.</summary>
    private void Expression(ExpressionSyntax expression)
    {
        FileLinePositionSpan span = _tree.GetLineSpan(expression.Span);
        if (!_fallible.CanFail(expression))
        {
            return;
        }
        if (span.StartLinePosition.Line == span.EndLinePosition.Line)
        {
            _singleLines.Add(span.StartLinePosition.Line + 1);
            return;
        }
        CellBody body = CellBodies.Add(_tree.FilePath, inSlot: false);
        int begin = 0;
        if (ExpressionBlock.Of(expression, _model) is not { } block
            || !Add(body, _fallible, writer => begin = writer.Expression(expression)))
        {
            return;
        }
        _marked.Add(expression);
        _insertions.AddRange(block.Arrow.Select(part => (part.Position, BeginBlock, part.Text)));
        (string before, string after) = MarkedBody.Around(block, body, begin);
        _insertions.Add((expression.SpanStart, BeginBlock, before));
        _insertions.Add((expression.SpanStart, ReturnFromBlock, block.Return));
        _insertions.Add((block.End, ExpressionBlock.EndOrder(expression), after));
    }

    /// <summary>Marks a body whose marks differ: with a single line that can fail there is nothing to tell apart.</summary>
    /// <returns>Whether it was marked.</returns>
    private bool Add(CellBody body, FallibleCode fallible, Action<LineMarkWriter> write)
    {
        var writer = new LineMarkWriter(_tree, fallible, body, _model);
        write(writer);
        if (writer.Lines.Count >= 2)
        {
            _insertions.AddRange(writer.Insertions);
            return true;
        }

        foreach (int head in writer.Heads)
        {
            int line = writer.Lines.Count == 1 ? writer.Lines.Single() : head;
            // Of two bodies that begin at one line, each may fail at another.
            _onlyLines[head] = _onlyLines.TryGetValue(head, out int other) && other != line ? head : line;
        }
        return false;
    }

    private string Apply()
    {
        string written = _tree.GetText().ToString();
        var text = new StringBuilder(written.Length * 2);
        int done = 0;
        foreach ((int position, _, string inserted) in _insertions.OrderBy(insertion => insertion.Position)
            .ThenBy(insertion => insertion.Order))
        {
            text.Append(written, done, position - done).Append(inserted);
            done = position;
        }

        return text.Append(written, done, written.Length - done).ToString();
    }

    /// <summary>Whether a node is a body of its own, whose statements are not its surroundings'.</summary>
    public static bool IsFunction(SyntaxNode node) =>
        node is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or BaseTypeDeclarationSyntax;
}
