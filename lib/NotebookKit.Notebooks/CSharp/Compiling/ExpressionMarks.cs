using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace NotebookKit.Notebooks.CSharp;

/// <summary>
/// The marks within an expression of several lines. It follows the order in which parts are computed, knows at each part which
/// line is written down, and where a part that can fail stands at another, has that one written down: before the part, or behind
/// the operand that was computed last.
/// </summary>
/// <param name="tree">The cell as written.</param>
/// <param name="model">What the compiler knows about it.</param>
/// <param name="body">The body that the expression stands in.</param>
internal sealed class ExpressionMarks(SyntaxTree tree, SemanticModel model, CellBody body)
{
    private const int Unknown = 0, Start = -1;

    private static readonly string s_class = "global::" + typeof(CellLines).FullName;

    private readonly Dictionary<ExpressionSyntax, int> _before = [], _behind = [];
    private int _at = Start;
    private int? _first;
    private int _places;

    /// <summary>The line of the first part that can fail; <c>null</c> when none can, or the marks begin at a line that was given.</summary>
    public int? First => _first;

    /// <summary>Finds the marks.</summary>
    /// <param name="expression">The expression.</param>
    /// <param name="line">The line that is written down before it; <c>null</c> when it can be whichever is right.</param>
    /// <param name="last">The line that must be written down behind it, if any.</param>
    public void Find(ExpressionSyntax expression, int? line, int? last = null)
    {
        int before = _places;
        _at = Visit(expression, line ?? _at);
        if (last is { } wanted && _places > before && Known(_at) != wanted && CanBeWrapped(expression))
        {
            _behind[expression] = wanted;
        }
    }

    /// <summary>Finds the marks of what is computed where no statement can stand before it, so that its first part has one too.</summary>
    /// <param name="computed">What is computed, in order.</param>
    /// <param name="last">The line that must be written down behind it, if any.</param>
    public void FindAll(IReadOnlyList<ExpressionSyntax> computed, int? last)
    {
        _at = Unknown;
        ExpressionSyntax? marked = null;
        foreach (ExpressionSyntax expression in computed)
        {
            int before = _places;
            _at = Visit(expression, _at);
            marked = _places > before ? expression : marked;
        }

        if (last is { } wanted && marked is not null && Known(_at) != wanted && CanBeWrapped(marked))
        {
            _behind[marked] = wanted;
        }
    }

    /// <summary>What to insert, in an order that keeps what stands at one place nested; and the lines that are written down.</summary>
    public (IReadOnlyList<(int Position, string Text)> Insertions, IEnumerable<int> Lines) Insertions()
    {
        // In a hole of a text, what stands behind a colon that no parenthesis holds is a format.
        List<ExpressionSyntax> nodes = [.. _before.Keys.Union(_behind.Keys)];
        IEnumerable<(int, string)> starts = nodes.Where(node => Reached(node) is null)
            .OrderBy(node => node.SpanStart).ThenByDescending(node => node.Span.Length)
            .Select(node => (node.SpanStart, (_behind.ContainsKey(node) ? $"({s_class}.{nameof(CellLines.Then)}(" : "")
                + (!_before.TryGetValue(node, out int line) ? ""
                    : TakesItsType(node) ? body.Around(line).Before : $"({s_class}.{nameof(CellLines.At)}({body.Store(line)}, ")));
        IEnumerable<(int, string)> ends = nodes.OrderBy(node => node.Span.End).ThenBy(node => node.Span.Length)
            .Select(node => (node.Span.End, (!_before.TryGetValue(node, out int first) ? ""
                    : TakesItsType(node) ? body.Around(first).After : "))")
                + (!_behind.TryGetValue(node, out int line) ? ""
                    : Reached(node) is null ? $", {body.Store(line)}))" : $".{nameof(CellFunctions.ThenAtLine)}({body.Store(line)})")));
        return ([.. starts, .. ends], _before.Values.Concat(_behind.Values));
    }

    /// <summary>Follows the computation of an expression.</summary>
    /// <param name="node">The expression.</param>
    /// <param name="at">The line that is written down before it.</param>
    /// <returns>That behind it.</returns>
    private int Visit(ExpressionSyntax? node, int at)
    {
        switch (node)
        {
            case null or AnonymousFunctionExpressionSyntax or QueryExpressionSyntax or RefExpressionSyntax or TypeSyntax and not NameSyntax:
                return at;
            case ParenthesizedExpressionSyntax inner:
                return Visit(inner.Expression, at);
            case CheckedExpressionSyntax inner:
                return Visit(inner.Expression, at);
            case AssignmentExpressionSyntax assigned:
                int assignedAt = Part(assigned, [assigned.Right], at);
                return assigned.IsKind(SyntaxKind.CoalesceAssignmentExpression) ? Unknown : assignedAt;
            case ConditionalExpressionSyntax choice:
                int chosen = Visit(choice.Condition, at);
                return Either(Visit(choice.WhenTrue, chosen), Visit(choice.WhenFalse, chosen));
            case BinaryExpressionSyntax either when either.Kind()
                is SyntaxKind.LogicalAndExpression or SyntaxKind.LogicalOrExpression or SyntaxKind.CoalesceExpression:
                int left = Visit(either.Left, at);
                return Either(left, Visit(either.Right, left));
            case SwitchExpressionSyntax choice:
                int governed = Visit(choice.GoverningExpression, at);
                foreach (SwitchExpressionArmSyntax arm in choice.Arms)
                {
                    // The arm before may have asked its own condition.
                    Visit(arm.Expression, arm.WhenClause is null ? governed : Visit(arm.WhenClause.Condition, Unknown));
                    governed = arm.WhenClause is null ? governed : Unknown;
                }

                return Unknown;
            case ConditionalAccessExpressionSyntax access:
                int reached = Visit(access.Expression, at);
                return Either(reached, Visit(access.WhenNotNull, reached));
            default:
                return Part(node, [.. Operands(node)], at, Initializer(node));
        }
    }

    private int Part(
        ExpressionSyntax node, IReadOnlyList<ExpressionSyntax> operands, int at, IReadOnlyList<ExpressionSyntax>? filled = null)
    {
        ExpressionSyntax? computed = null;
        foreach (ExpressionSyntax operand in operands)
        {
            int before = _places;
            at = Visit(operand, at);
            computed = _places > before ? operand : computed;
        }

        if (Fails(node))
        {
            at = Write(node, computed, Line(Position(node)), at);
        }

        foreach (ExpressionSyntax element in filled ?? [])
        {
            at = Visit(element, at);
        }

        return at;
    }

    /// <summary>Has the line of a part written down, where another one is.</summary>
    private int Write(ExpressionSyntax node, ExpressionSyntax? computed, int line, int at)
    {
        _places++;
        if (at == Start && _first is null)
        {
            _first = line;
        }
        if (Known(at) == line)
        {
            return line;
        }

        // Nothing can go before what stands behind ?. but what it is reached by.
        computed ??= Reached(node) is { } access ? Receiver(node) ?? access.Expression : null;
        if (computed is null && !CanBeWrapped(node) && node is ElementAccessExpressionSyntax element)
        {
            // An element that is a variable is computed behind its index.
            node = element.ArgumentList.Arguments[^1].Expression;
        }
        if (!CanBeWrapped(computed ?? node) && (computed is not null || !TakesItsType(node)))
        {
            return at;
        }

        (computed is null ? _before : _behind)[computed ?? node] = line;
        return line;
    }

    /// <summary>Whether a value has the type of the variable that it is for, and so cannot be an argument.</summary>
    private static bool TakesItsType(ExpressionSyntax node) =>
        node is ImplicitObjectCreationExpressionSyntax { Parent: EqualsValueClauseSyntax };

    /// <summary>The <c>?.</c> behind which a part begins that is no expression by itself; <c>null</c> for one that is.</summary>
    private static ConditionalAccessExpressionSyntax? Reached(ExpressionSyntax node) => node switch
    {
        MemberBindingExpressionSyntax or ElementBindingExpressionSyntax => node.Ancestors().OfType<ConditionalAccessExpressionSyntax>()
            .First(access => access.WhenNotNull.Span.Contains(node.Span)),
        _ => Receiver(node) is { } receiver ? Reached(receiver) : null,
    };

    /// <summary>What a part of a chain is asked of.</summary>
    private static ExpressionSyntax? Receiver(ExpressionSyntax node) => node switch
    {
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax called } => called.Expression,
        InvocationExpressionSyntax call => call.Expression,
        MemberAccessExpressionSyntax member => member.Expression,
        ElementAccessExpressionSyntax access => access.Expression,
        ConditionalAccessExpressionSyntax access => access.Expression,
        PostfixUnaryExpressionSyntax forgiven => forgiven.Operand,
        _ => null,
    };

    private int Known(int at) => at == Start ? _first ?? Unknown : at;

    private int Either(int one, int other) => one == other || Known(one) == Known(other) ? one : Unknown;

    private bool Fails(ExpressionSyntax node) => node switch
    {
        // Only memory can be short, and what is joined or written into a text has been computed.
        BinaryExpressionSyntax or AssignmentExpressionSyntax
            when model.GetTypeInfo(node).Type?.SpecialType == SpecialType.System_String
                && model.GetOperation(node) is Microsoft.CodeAnalysis.Operations.IBinaryOperation { OperatorMethod: null } => false,
        InterpolatedStringExpressionSyntax or CollectionExpressionSyntax or TupleExpressionSyntax => false,
        AssignmentExpressionSyntax { Left: ElementAccessExpressionSyntax or MemberAccessExpressionSyntax } assigned =>
            Operation(assigned.Left) is { } written && FallibleCode.FailsItself(written),
        _ => Operation(node) is { ConstantValue.HasValue: false } operation && FallibleCode.FailsItself(operation),
    };

    private IOperation? Operation(ExpressionSyntax node) => model.GetOperation(node);

    /// <summary>What an expression computes before it does its own, in that order.</summary>
    private IEnumerable<ExpressionSyntax> Operands(ExpressionSyntax node) => node switch
    {
        InvocationExpressionSyntax call => [.. Called(call.Expression), .. Values(call.ArgumentList)],
        ElementBindingExpressionSyntax access => Values(access.ArgumentList),
        ElementAccessExpressionSyntax access => [access.Expression, .. Values(access.ArgumentList)],
        MemberAccessExpressionSyntax member => Called(member),
        BaseObjectCreationExpressionSyntax created => Values(created.ArgumentList),
        ArrayCreationExpressionSyntax created => created.Type.RankSpecifiers.SelectMany(rank => rank.Sizes)
            .Where(size => size is not OmittedArraySizeExpressionSyntax),
        BinaryExpressionSyntax asked when asked.Kind() is SyntaxKind.IsExpression or SyntaxKind.AsExpression => [asked.Left],
        BinaryExpressionSyntax both => [both.Left, both.Right],
        IsPatternExpressionSyntax asked => [asked.Expression],
        CastExpressionSyntax cast => [cast.Expression],
        AwaitExpressionSyntax awaited => [awaited.Expression],
        ThrowExpressionSyntax thrown => [thrown.Expression],
        WithExpressionSyntax changed => [changed.Expression],
        PrefixUnaryExpressionSyntax signed when signed.Kind() is SyntaxKind.AddressOfExpression or SyntaxKind.UnaryMinusExpression
            or SyntaxKind.LogicalNotExpression or SyntaxKind.BitwiseNotExpression or SyntaxKind.IndexExpression => [signed.Operand],
        PostfixUnaryExpressionSyntax forgiven when forgiven.IsKind(SyntaxKind.SuppressNullableWarningExpression) => [forgiven.Operand],
        RangeExpressionSyntax range => [.. new[] { range.LeftOperand, range.RightOperand }.OfType<ExpressionSyntax>()],
        TupleExpressionSyntax tuple => tuple.Arguments.Select(argument => argument.Expression),
        AnonymousObjectCreationExpressionSyntax created => created.Initializers.Select(member => member.Expression),
        InterpolatedStringExpressionSyntax text => text.Contents.OfType<InterpolationSyntax>().Select(part => part.Expression),
        CollectionExpressionSyntax collection when !QuotedArguments.Quotes(collection, model) =>
            collection.Elements.Select(Element).OfType<ExpressionSyntax>(),
        _ => [],
    };

    private static ExpressionSyntax? Element(CollectionElementSyntax element) => element switch
    {
        ExpressionElementSyntax single => single.Expression,
        SpreadElementSyntax several => several.Expression,
        _ => null,
    };

    private static IReadOnlyList<ExpressionSyntax>? Initializer(ExpressionSyntax node) => node switch
    {
        BaseObjectCreationExpressionSyntax { Initializer: { } filled } => [.. Elements(filled)],
        ArrayCreationExpressionSyntax { Initializer: { } filled } => [.. Elements(filled)],
        ImplicitArrayCreationExpressionSyntax created => [.. Elements(created.Initializer)],
        StackAllocArrayCreationExpressionSyntax { Initializer: { } filled } => [.. Elements(filled)],
        ImplicitStackAllocArrayCreationExpressionSyntax created => [.. Elements(created.Initializer)],
        WithExpressionSyntax changed => [.. Elements(changed.Initializer)],
        _ => null,
    };

    /// <summary>What is put into a new object or array, in the order in which it is computed.</summary>
    public static IEnumerable<ExpressionSyntax> Elements(InitializerExpressionSyntax initializer) =>
        initializer.Expressions.SelectMany(element => element switch
        {
            InitializerExpressionSyntax inner => Elements(inner),
            AssignmentExpressionSyntax { Right: InitializerExpressionSyntax inner } => Elements(inner),
            AssignmentExpressionSyntax assigned => [assigned.Right],
            _ => [element],
        });

    /// <summary>What the arguments of a call compute: those that are variables are handed over as such.</summary>
    public static IEnumerable<ExpressionSyntax> Values(BaseArgumentListSyntax? arguments) => arguments is null ? []
        : arguments.Arguments.Where(argument => argument.RefKindKeyword.IsKind(SyntaxKind.None)).Select(argument => argument.Expression);

    private IEnumerable<ExpressionSyntax> Called(ExpressionSyntax called) => called switch
    {
        MemberAccessExpressionSyntax { RawKind: (int)SyntaxKind.SimpleMemberAccessExpression } member =>
            model.GetSymbolInfo(member.Expression).Symbol is INamespaceOrTypeSymbol ? [] : [member.Expression],
        SimpleNameSyntax or MemberBindingExpressionSyntax => [],
        _ => [called],
    };

    private int Line(int position) => tree.GetText().Lines.GetLineFromPosition(position).LineNumber + 1;

    private static int Position(ExpressionSyntax node) => node switch
    {
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax member } => member.Name.SpanStart,
        InvocationExpressionSyntax { Expression: MemberBindingExpressionSyntax member } => member.Name.SpanStart,
        InvocationExpressionSyntax { Expression: not SimpleNameSyntax } call => call.ArgumentList.SpanStart,
        ElementAccessExpressionSyntax access => access.ArgumentList.SpanStart,
        MemberAccessExpressionSyntax member => member.Name.SpanStart,
        BinaryExpressionSyntax both => both.OperatorToken.SpanStart,
        AssignmentExpressionSyntax { Left: ElementAccessExpressionSyntax access } => access.ArgumentList.SpanStart,
        AssignmentExpressionSyntax { Left: MemberAccessExpressionSyntax member } => member.Name.SpanStart,
        AssignmentExpressionSyntax assigned => assigned.OperatorToken.SpanStart,
        _ => node.SpanStart,
    };

    /// <summary>
    /// Whether an expression means the same as the argument of a call: it has a type of its own and is no variable that something is
    /// done to, no text of it is its meaning, and no pattern in it declares a variable, which holds only where it is true.
    /// </summary>
    private bool CanBeWrapped(ExpressionSyntax node)
    {
        if (node is ParenthesizedExpressionSyntax or not (InvocationExpressionSyntax or ElementAccessExpressionSyntax
            or MemberAccessExpressionSyntax or IdentifierNameSyntax or ObjectCreationExpressionSyntax or ArrayCreationExpressionSyntax
            or ImplicitArrayCreationExpressionSyntax or AnonymousObjectCreationExpressionSyntax or CastExpressionSyntax
            or BinaryExpressionSyntax or AwaitExpressionSyntax or PrefixUnaryExpressionSyntax or CheckedExpressionSyntax
            or ConditionalExpressionSyntax or SwitchExpressionSyntax or InterpolatedStringExpressionSyntax
            or ConditionalAccessExpressionSyntax or WithExpressionSyntax
            or MemberBindingExpressionSyntax or ElementBindingExpressionSyntax))
        {
            return node is ParenthesizedExpressionSyntax { Expression: var inner } && CanBeWrapped(inner);
        }

        TypeInfo type = model.GetTypeInfo(node);
        if (type.Type is null or { SpecialType: SpecialType.System_Void } or IPointerTypeSymbol or IFunctionPointerTypeSymbol
            or IErrorTypeSymbol
            || (type.Type is IDynamicTypeSymbol && Reached(node) is not null)
            || (node is ConditionalExpressionSyntax or SwitchExpressionSyntax or InterpolatedStringExpressionSyntax
                && !SymbolEqualityComparer.Default.Equals(type.Type, type.ConvertedType)))
        {
            return false;
        }

        return !IsVariable(node, type.Type) && !IsStatement(node) && !NamesItsPlace(node)
            && !node.DescendantNodesAndSelf().Any(inner => inner is VariableDesignationSyntax { Parent: not DeclarationExpressionSyntax });
    }

    private bool IsVariable(ExpressionSyntax node, ITypeSymbol type)
    {
        SyntaxNode place = node;
        while (place.Parent is ParenthesizedExpressionSyntax or PostfixUnaryExpressionSyntax)
        {
            place = place.Parent;
        }

        bool isReceiver = place.Parent switch
        {
            MemberAccessExpressionSyntax member => member.Expression == place,
            ElementAccessExpressionSyntax access => access.Expression == place,
            ConditionalAccessExpressionSyntax access => access.Expression == place,
            InvocationExpressionSyntax => true,
            _ => false,
        };
        return place.Parent is RefExpressionSyntax || place.Parent.IsKind(SyntaxKind.AddressOfExpression)
            || (isReceiver && !type.IsReferenceType
                && model.GetSymbolInfo(node).Symbol
                    is not IMethodSymbol { RefKind: RefKind.None, MethodKind: not MethodKind.BuiltinOperator });
    }

    private bool IsStatement(ExpressionSyntax node) => node.Parent switch
    {
        ArrowExpressionClauseSyntax or AnonymousFunctionExpressionSyntax => ExpressionBlock.Of(node, model) is not { Return.Length: > 0 },
        ExpressionStatementSyntax statement => !statement.SemicolonToken.IsMissing,
        ForStatementSyntax loop => loop.Condition != node,
        _ => false,
    };

    /// <summary>The members of a tuple or an anonymous type are called after what they are made of.</summary>
    private static bool NamesItsPlace(ExpressionSyntax node) => node is not InvocationExpressionSyntax && node.Parent switch
    {
        AnonymousObjectMemberDeclaratorSyntax { NameEquals: null } => true,
        ArgumentSyntax { NameColon: null, Parent: TupleExpressionSyntax } => true,
        _ => false,
    };
}
