using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace NotebookKit.Notebooks.CSharp;

/// <summary>
/// Puts a check of the stack (<see cref="CellStack"/>) into the functions of a cell that may come to call themselves, before
/// the first statement that leads there: the end of a recursion pays nothing. Where a function calls itself by name the JIT is
/// asked to take some calls into one, as it does without being asked when there is no check.
/// </summary>
internal static class StackChecks
{
    private const int SmallFunction = 400;

    /// <summary>A check of the stack that fails does so at its statement's line.</summary>
    private const int AfterMarks = int.MaxValue - 1;

    private const int AroundMarks = -6;

    private const string Inline =
        "[global::System.Runtime.CompilerServices.MethodImpl("
        + "global::System.Runtime.CompilerServices.MethodImplOptions.AggressiveInlining)] ";

    private static readonly string s_class = "global::" + typeof(CellStack).FullName;

    /// <summary>What to insert into a cell's text.</summary>
    /// <param name="root">The cell as written.</param>
    /// <param name="model">What the compiler knows about it.</param>
    /// <param name="isMarked">Whether the lines of a function are written down, so that it has a block and cannot be inlined.</param>
    public static IEnumerable<(int Position, int Order, string Text)> For(
        CompilationUnitSyntax root, SemanticModel model, Func<SyntaxNode, bool> isMarked)
    {
        var functions = root.DescendantNodes().SelectMany(Functions).Where(MayCall).ToList();
        var graph = new CallGraph(model, functions);
        foreach (SyntaxNode function in functions)
        {
            IReadOnlyList<SyntaxNode> ways = graph.WaysBack(function);
            if (ways.Count == 0)
            {
                continue;
            }
            string check = IsCatching(function, ways, graph, model) ? nameof(CellStack.CheckCatching)
                : IsAsync(function) ? nameof(CellStack.CheckAsync) : nameof(CellStack.Check);
            foreach ((int Position, int Order, string Text) insertion in Check(function, ways, model, isMarked, $".{check}(); "))
            {
                yield return insertion;
            }
            if (graph.CallsItself(function) && MayInline(function, isMarked))
            {
                yield return (Declaration(function).SpanStart, AfterMarks, Inline);
            }
        }
    }

    /// <summary>The code of a function that a node declares; none for other nodes.</summary>
    public static IEnumerable<SyntaxNode> Bodies(SyntaxNode node)
    {
        SyntaxNode? body = node switch
        {
            BaseMethodDeclarationSyntax method => (SyntaxNode?)method.Body ?? method.ExpressionBody?.Expression,
            AccessorDeclarationSyntax accessor => (SyntaxNode?)accessor.Body ?? accessor.ExpressionBody?.Expression,
            PropertyDeclarationSyntax property => property.ExpressionBody?.Expression,
            IndexerDeclarationSyntax indexer => indexer.ExpressionBody?.Expression,
            ArrowExpressionClauseSyntax arrow => arrow.Expression,
            LocalFunctionStatementSyntax local => (SyntaxNode?)local.Body ?? local.ExpressionBody?.Expression,
            AnonymousFunctionExpressionSyntax function => function.Body,
            _ => null,
        };
        return body is null ? [] : [body];
    }

    /// <summary>The values that a member of a type gives its fields.</summary>
    public static IEnumerable<SyntaxNode> Values(MemberDeclarationSyntax member) => member switch
    {
        FieldDeclarationSyntax field when !field.Modifiers.Any(SyntaxKind.StaticKeyword) && !field.Modifiers.Any(SyntaxKind.ConstKeyword) =>
            field.Declaration.Variables.Where(variable => variable.Initializer is not null).Select(variable => variable.Initializer!.Value),
        PropertyDeclarationSyntax { Initializer.Value: { } value } property
            when !property.Modifiers.Any(SyntaxKind.StaticKeyword) => [value],
        _ => [],
    };

    private static IEnumerable<SyntaxNode> Functions(SyntaxNode node) => node switch
    {
        // The clause is a node of its own, whose owner names the same expression.
        ArrowExpressionClauseSyntax => [],
        FieldDeclarationSyntax or PropertyDeclarationSyntax when node.Parent is TypeDeclarationSyntax =>
            [.. Values((MemberDeclarationSyntax)node), .. Bodies(node)],
        _ => Bodies(node),
    };

    private static bool MayCall(SyntaxNode function) => function is not ThrowExpressionSyntax
        && function.DescendantNodesAndSelf().Any(node =>
        node is InvocationExpressionSyntax or BaseObjectCreationExpressionSyntax or InterpolationSyntax or CommonForEachStatementSyntax
        || (function.Parent is not AnonymousFunctionExpressionSyntax
            && node is NameSyntax or BinaryExpressionSyntax or ElementAccessExpressionSyntax));

    private static IEnumerable<(int Position, int Order, string Text)> Check(
        SyntaxNode function, IReadOnlyList<SyntaxNode> ways, SemanticModel model, Func<SyntaxNode, bool> isMarked, string check)
    {
        switch (function)
        {
            case BlockSyntax { OpenBraceToken.IsMissing: false, CloseBraceToken.IsMissing: false } block:
                StatementSyntax? first = block.Statements.FirstOrDefault(statement =>
                    statement is not LocalFunctionStatementSyntax && ways.Any(way => statement.FullSpan.Contains(way.SpanStart)))
                    ?? block.Statements.FirstOrDefault();
                if (first is not null)
                {
                    yield return (first.SpanStart, AfterMarks, s_class + check);
                }
                break;
            case ExpressionSyntax when function.Parent is EqualsValueClauseSyntax
                && function is not (InitializerExpressionSyntax or AnonymousFunctionExpressionSyntax):
                yield return (function.SpanStart, AroundMarks, $"{s_class}.{nameof(CellStack.Checked)}() ? ");
                yield return (function.Span.End, AfterMarks, " : throw null");
                break;
            case ExpressionSyntax when isMarked(function):
                yield return (function.SpanStart, AfterMarks, s_class + check);
                break;
            case ExpressionSyntax expression when ExpressionBlock.Of(expression, model) is { } block:
                foreach ((int position, string text) in block.Arrow)
                {
                    yield return (position, AfterMarks, text);
                }
                yield return (function.SpanStart, AfterMarks, block.Open + s_class + check + block.Return);
                yield return (block.End, ExpressionBlock.EndOrder(function), block.Terminator + block.Close);
                break;
        }
    }

    private static bool IsAsync(SyntaxNode function) => Declaration(function) switch
    {
        MethodDeclarationSyntax method => method.Modifiers.Any(SyntaxKind.AsyncKeyword),
        LocalFunctionStatementSyntax local => local.Modifiers.Any(SyntaxKind.AsyncKeyword),
        AnonymousFunctionExpressionSyntax lambda => lambda.AsyncKeyword.IsKind(SyntaxKind.AsyncKeyword),
        _ => false,
    };

    /// <summary>
    /// Whether an exception that comes back on one of the ways is followed by another, level for level: it is handled by a
    /// block that throws or goes the way again, or a library wraps it.
    /// </summary>
    private static bool IsCatching(SyntaxNode function, IReadOnlyList<SyntaxNode> ways, CallGraph graph, SemanticModel model) =>
        graph.WrappingCalls(function).Any(ways.Contains)
        || ways.Any(way => way.Ancestors().TakeWhile(node => node != function.Parent && !LineMarks.IsFunction(node)).Any(node => node switch
        {
            FinallyClauseSyntax or CatchClauseSyntax => true,
            TryStatementSyntax attempt => attempt.Block.Span.Contains(way.Span) && attempt.Catches.Any(handler =>
                CatchesAll(handler) && handler.Block.DescendantNodes(inner => !LineMarks.IsFunction(inner))
                    .Any(inner => ways.Contains(inner) || Throws(inner, model))),
            _ => false,
        }));

    /// <summary>Whether code throws, or calls what is there to throw.</summary>
    private static bool Throws(SyntaxNode node, SemanticModel model) => node switch
    {
        ThrowStatementSyntax or ThrowExpressionSyntax => true,
        InvocationExpressionSyntax call => model.GetSymbolInfo(call).Symbol is IMethodSymbol called
            && (called.Name.StartsWith("Throw", StringComparison.Ordinal) || called.DeclaringSyntaxReferences.Any(declared =>
                declared.GetSyntax().DescendantNodes().Any(inner => inner is ThrowStatementSyntax or ThrowExpressionSyntax))),
        _ => false,
    };

    /// <summary>Whether a handler takes what a check throws, as far as its type's name tells.</summary>
    private static bool CatchesAll(CatchClauseSyntax handler) => handler.Declaration is not { Type: var type }
        || (type as SimpleNameSyntax ?? (type as QualifiedNameSyntax)?.Right)?.Identifier.ValueText
            is "Exception" or "SystemException" or nameof(InsufficientExecutionStackException);

    private static SyntaxNode Declaration(SyntaxNode function) =>
        function.Parent is ArrowExpressionClauseSyntax arrow ? arrow.Parent! : function.Parent!;

    /// <summary>What stands in a catch block or a loop is not inlined well.</summary>
    private static bool MayInline(SyntaxNode function, Func<SyntaxNode, bool> isMarked)
    {
        SyntaxNode owner = Declaration(function);
        (SyntaxList<AttributeListSyntax> attributes, SyntaxTokenList modifiers) = owner switch
        {
            MethodDeclarationSyntax method => (method.AttributeLists, method.Modifiers),
            LocalFunctionStatementSyntax local => (local.AttributeLists, local.Modifiers),
            _ => (default, default),
        };
        return owner is MethodDeclarationSyntax or LocalFunctionStatementSyntax && attributes.Count == 0
            && !modifiers.Any(SyntaxKind.AsyncKeyword) && !modifiers.Any(SyntaxKind.VirtualKeyword)
            && !modifiers.Any(SyntaxKind.OverrideKeyword)
            && function.Span.Length <= SmallFunction && !isMarked(function)
            && !function.DescendantNodes().Any(node => InterruptChecks.IsLoop(node)
                || node is TryStatementSyntax or YieldStatementSyntax or LockStatementSyntax);
    }
}
