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
    /// <summary>A check of the stack that fails does so at its statement's line.</summary>
    private const int AfterMarks = int.MaxValue - 1;

    private readonly SyntaxTree _tree;
    private readonly SemanticModel _model;
    private readonly FallibleCode _fallible;
    private readonly List<(int Position, int Order, string Text)> _insertions = [];
    private readonly HashSet<int> _onlyLines = [];
    private readonly HashSet<BlockSyntax> _marked = [];

    private LineMarks(SyntaxTree tree, SemanticModel model) => (_tree, _model, _fallible) = (tree, model, new FallibleCode(model));

    /// <summary>The same code with marks.</summary>
    /// <param name="tree">The code as written.</param>
    /// <param name="model">What the compiler knows about it.</param>
    /// <returns>
    /// The code, the same tree when no place in it needs a mark; and the lines that are the only ones of their body that can
    /// fail, which bear no marks.
    /// </returns>
    public static (SyntaxTree Tree, IReadOnlySet<int> OnlyLines) AddTo(SyntaxTree tree, SemanticModel model)
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
        }

        foreach ((int position, string check) in StackChecks.For(root, model, marks._marked.Contains))
        {
            marks._insertions.Add((position, AfterMarks, check));
        }
        var guarded = marks._insertions.Select(insertion => insertion.Position).ToHashSet();
        foreach ((int position, string check) in ParallelChecks.For(root, model, body => guarded.Contains(body.SpanStart)).ToList())
        {
            marks._insertions.Add((position, AfterMarks, check));
        }
        foreach ((int position, string bound) in TableBounds.For(root, model))
        {
            marks._insertions.Add((position, AfterMarks, bound));
        }

        marks.Quote(root, model);
        if (marks._insertions.Count == 0)
        {
            return (tree, marks._onlyLines);
        }
        var text = SourceText.From(marks.Apply(), Encoding.UTF8);
        return (CSharpSyntaxTree.ParseText(text, (CSharpParseOptions)tree.Options, tree.FilePath), marks._onlyLines);
    }

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
        foreach ((int position, string text) in QuotedArguments.For(root, model, IsChanged).ToList())
        {
            _insertions.Add((position, int.MaxValue, text));
        }
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
        BlockSyntax? block = node switch
        {
            BaseMethodDeclarationSyntax method => method.Body,
            AccessorDeclarationSyntax accessor => accessor.Body,
            LocalFunctionStatementSyntax local => local.Body,
            AnonymousFunctionExpressionSyntax function => function.Block,
            _ => null,
        };
        if (block is null || block.OpenBraceToken.IsMissing || block.CloseBraceToken.IsMissing)
        {
            return;
        }
        bool isIterator = block.DescendantNodes(inner => !IsFunction(inner)).Any(inner => inner is YieldStatementSyntax);
        CellBody body = CellBodies.Add(_tree.FilePath, isIterator);
        Add(body, _fallible, writer => writer.Statements(block.Statements), block);
    }

    /// <summary>Marks a body whose marks differ: with a single line that can fail there is nothing to tell apart.</summary>
    private void Add(CellBody body, FallibleCode fallible, Action<LineMarkWriter> write, BlockSyntax? block = null)
    {
        var writer = new LineMarkWriter(_tree, fallible, body, _model);
        write(writer);
        if (writer.Lines.Count < 2)
        {
            _onlyLines.UnionWith(writer.Heads);
            return;
        }

        _insertions.AddRange(writer.Insertions);
        if (block is null || body.IsInSlot)
        {
            return;
        }
        _marked.Add(block);
        // Outermost: before what stands at the same place inside, and after it.
        (string before, string after) = MarkedBody.Around(block, body);
        _insertions.Add((block.SpanStart, -1, before));
        _insertions.Add((block.Span.End, int.MaxValue, after));
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
