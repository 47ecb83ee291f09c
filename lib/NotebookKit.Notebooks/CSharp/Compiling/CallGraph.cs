using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace NotebookKit.Notebooks.CSharp;

/// <summary>
/// Which functions of a cell may come to call themselves: on a way that the compiler knows, or through code that it does not
/// know, such as a delegate, an override, or a library that is handed an object of the reader's.
/// </summary>
internal sealed class CallGraph
{
    private readonly SemanticModel _model;
    private readonly Dictionary<SyntaxNode, Calls> _functions;

    /// <param name="model">What the compiler knows about the cell.</param>
    /// <param name="functions">The nodes that hold the functions' code: blocks, expressions, values of fields.</param>
    public CallGraph(SemanticModel model, IEnumerable<SyntaxNode> functions)
    {
        _model = model;
        _functions = functions.Distinct().ToDictionary(function => function, _ => new Calls());
        foreach ((SyntaxNode function, Calls calls) in _functions)
        {
            foreach (IOperation operation in Operations(function))
            {
                Add(operation, calls);
            }
        }
    }

    /// <summary>The places in a function that may lead back to it; none when nothing does.</summary>
    public IReadOnlyList<SyntaxNode> WaysBack(SyntaxNode function)
    {
        Calls calls = _functions[function];
        return [.. calls.Unknown, .. calls.Known.Where(call => Reaches(call.Target, function)).Select(call => call.Place)];
    }

    /// <summary>The places in a function where a library hands on what is thrown within an exception of its own.</summary>
    public IReadOnlyList<SyntaxNode> WrappingCalls(SyntaxNode function) => _functions[function].Wrapping;

    /// <summary>Whether a function calls itself by its name.</summary>
    public bool CallsItself(SyntaxNode function) => _functions[function].Known.Any(call => call.Target == function);

    private bool Reaches(SyntaxNode from, SyntaxNode to)
    {
        var seen = new HashSet<SyntaxNode>();
        var open = new Stack<SyntaxNode>([from]);
        while (open.TryPop(out SyntaxNode? function))
        {
            if (function == to)
            {
                return true;
            }
            if (!seen.Add(function) || !_functions.TryGetValue(function, out Calls? calls))
            {
                continue;
            }
            foreach ((SyntaxNode target, _) in calls.Known)
            {
                open.Push(target);
            }
        }

        return false;
    }

    /// <summary>What a function does itself: functions in it are functions of their own.</summary>
    private IEnumerable<IOperation> Operations(SyntaxNode function)
    {
        IOperation? root = function switch
        {
            // A function that is only handed on is not called here.
            AnonymousFunctionExpressionSyntax => null,
            { Parent: AnonymousFunctionExpressionSyntax lambda } => Function(_model.GetOperation(lambda))?.Body,
            // What surrounds an expression knows to which type its value is converted.
            _ => _model.GetOperation(function is BlockSyntax ? function : function.Parent!) ?? _model.GetOperation(function),
        };
        var open = new Stack<IOperation>(root is null ? [] : [root]);
        while (open.TryPop(out IOperation? operation))
        {
            if (operation is IAnonymousFunctionOperation or ILocalFunctionOperation)
            {
                continue;
            }

            yield return operation;
            foreach (IOperation child in operation.ChildOperations)
            {
                open.Push(child);
            }
        }
    }

    private static IAnonymousFunctionOperation? Function(IOperation? operation) => operation switch
    {
        IAnonymousFunctionOperation function => function,
        IDelegateCreationOperation created => Function(created.Target),
        IConversionOperation conversion => Function(conversion.Operand),
        _ => null,
    };

    private void Add(IOperation operation, Calls calls)
    {
        SyntaxNode place = operation.Syntax;
        switch (operation)
        {
            case IInvocationOperation { TargetMethod.MethodKind: MethodKind.DelegateInvoke }
                or IDynamicInvocationOperation or IDynamicMemberReferenceOperation or IDynamicIndexerAccessOperation:
                calls.Unknown.Add(place);
                break;
            case IInvocationOperation call:
                Add(call.TargetMethod, call.Instance, call.Arguments, call.IsVirtual, place, calls);
                break;
            case IPropertyReferenceOperation property:
                foreach (IMethodSymbol accessor in
                    new[] { property.Property.GetMethod, property.Property.SetMethod }.OfType<IMethodSymbol>())
                {
                    Add(accessor, property.Instance, property.Arguments, accessor.IsVirtual || accessor.IsOverride, place, calls);
                }

                break;
            case IEventAssignmentOperation { EventReference: IEventReferenceOperation { Event: var raised } reference } assignment:
                if ((assignment.Adds ? raised.AddMethod : raised.RemoveMethod) is { } changed)
                {
                    Add(changed, reference.Instance, [], changed.IsVirtual || changed.IsOverride, place, calls);
                }
                break;
            case IObjectCreationOperation { Constructor: { } constructor } creation:
                Add(constructor, null, creation.Arguments, isVirtual: false, place, calls);
                AddInitializers(constructor.ContainingType, place, calls);
                break;
            case IForEachLoopOperation { Collection: { } collection } when !IsPlain(collection):
                calls.Unknown.Add(collection.Syntax);
                break;
            case IAwaitOperation or IInterpolationOperation or IBinaryOperation { Type.SpecialType: SpecialType.System_String }:
                if (!operation.ChildOperations.All(IsPlain))
                {
                    calls.Unknown.Add(place);
                }
                break;
            case var _ when Operator(operation) is { } method:
                Add(method, null, [], isVirtual: false, place, calls);
                break;
        }
    }

    private void Add(
        IMethodSymbol method, IOperation? instance, IEnumerable<IArgumentOperation> arguments, bool isVirtual,
        SyntaxNode place, Calls calls)
    {
        method = (method.ReducedFrom ?? method).OriginalDefinition;
        var declared = method.DeclaringSyntaxReferences.Select(reference => reference.GetSyntax()).ToList();
        bool isOwn = declared.Exists(node => node.SyntaxTree == _model.SyntaxTree);
        bool isOfCell = SymbolEqualityComparer.Default.Equals(method.ContainingAssembly, _model.Compilation.Assembly);
        bool isOverridable = isVirtual
            && !(method.ContainingType.IsSealed || instance is IInstanceReferenceOperation { Syntax: BaseExpressionSyntax });
        if (isOwn && !isOverridable)
        {
            calls.Known.AddRange(declared.SelectMany(Bodies).Select(function => (function, place)));
        }
        // What stands in another file of the same cell may call back.
        else if (isOwn || (isOfCell && declared.Count > 0))
        {
            calls.Unknown.Add(place);
        }
        // An implicit constructor or accessor of the cell's own calls nothing; what calls its fields' values comes from its type.
        else if (!(isOfCell && method.IsImplicitlyDeclared) && !IsContainer(method))
        {
            if (Wraps(method) || FindsByName(method))
            {
                calls.Wrapping.Add(place);
            }
            if (FindsByName(method) || (instance is not null && !IsPlain(instance)) || arguments.Any(argument => !IsPlain(argument.Value)))
            {
                calls.Unknown.Add(place);
            }
        }
    }

    private void AddInitializers(INamedTypeSymbol type, SyntaxNode place, Calls calls)
    {
        for (INamedTypeSymbol? part = type; part is not null; part = part.BaseType)
        {
            calls.Known.AddRange(part.OriginalDefinition.DeclaringSyntaxReferences
                .Where(declaration => declaration.SyntaxTree == _model.SyntaxTree)
                .Select(declaration => declaration.GetSyntax()).OfType<TypeDeclarationSyntax>()
                .SelectMany(declared => declared.Members).SelectMany(StackChecks.Values).Select(value => (value, place)));
        }
    }

    private static IMethodSymbol? Operator(IOperation operation) => operation switch
    {
        IBinaryOperation binary => binary.OperatorMethod,
        IUnaryOperation unary => unary.OperatorMethod,
        IConversionOperation conversion => conversion.OperatorMethod,
        _ => null,
    };

    private IEnumerable<SyntaxNode> Bodies(SyntaxNode declaration) =>
        declaration.DescendantNodesAndSelf(node => node == declaration || node is AccessorListSyntax or AccessorDeclarationSyntax)
            .SelectMany(StackChecks.Bodies).Where(_functions.ContainsKey);

    /// <summary>These keep what they are given, and ask it nothing.</summary>
    private static bool IsContainer(IMethodSymbol method) =>
        method.ContainingType is { ContainingNamespace: { Name: "Generic", ContainingNamespace.Name: "Collections" } } type
        && type.Name switch
        {
            "List" or "Stack" or "Queue" or "LinkedList" =>
                method.Name is "get_Item" or "set_Item" or "get_Count" or "Add" or "Push" or "Pop" or "Peek"
                or "Enqueue" or "Dequeue" or "Clear" or "RemoveAt" or "AddFirst" or "AddLast" or ".ctor",
            "Dictionary" or "HashSet" => method.Name is "get_Count" or ".ctor" || IsPlain(type.TypeArguments[0]),
            _ => false,
        };

    /// <summary>These find what they call by its name, and throw another exception for the one it throws.</summary>
    private static bool FindsByName(IMethodSymbol method) =>
        method.Name is "Invoke" or "DynamicInvoke" or "InvokeMember" or "CreateInstance" or "GetValue" or "SetValue"
        && (method.ContainingType.ContainingNamespace?.ToDisplayString(), method.ContainingType.Name)
            is ("System.Reflection" or "System.ComponentModel", _) or ("System", "Activator" or "Delegate" or "Type");

    /// <summary>These call what they are given, and throw another exception for the one it throws.</summary>
    private static bool Wraps(IMethodSymbol method) => method.ContainingType is { } type
        && (type.ContainingNamespace?.ToDisplayString(), type.Name) switch
        {
            ("System.Xml.Serialization", _) or ("System", "Lazy") => true,
            ("System", "Array" or "MemoryExtensions") or ("System.Collections.Generic", "List") => method.Name is "Sort" or "BinarySearch",
            _ => false,
        };

    private static bool IsPlain(IOperation value)
    {
        while (value is IConversionOperation { OperatorMethod: null } conversion)
        {
            value = conversion.Operand;
        }
        return value.ConstantValue.HasValue || value.Type is null || IsPlain(value.Type);
    }

    /// <summary>Whether what a library does with such a value cannot call code of a cell.</summary>
    private static bool IsPlain(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => IsPlain(array.ElementType),
        IPointerTypeSymbol => true,
        INamedTypeSymbol { IsTupleType: true } tuple => tuple.TupleElements.All(element => IsPlain(element.Type)),
        INamedTypeSymbol { TypeKind: TypeKind.Enum } => true,
        INamedTypeSymbol
        {
            TypeKind: TypeKind.Class or TypeKind.Struct,
            SpecialType: not SpecialType.System_Object, IsAbstract: false
        } named =>
            !named.Locations.Any(location => location.IsInSource) && named.TypeArguments.All(IsPlain),
        // Static classes have no values, and Type is abstract.
        _ => type.Name == "Type",
    };

    /// <summary>What a function calls: functions of the cell, and places where it cannot be known.</summary>
    private sealed class Calls
    {
        public List<(SyntaxNode Target, SyntaxNode Place)> Known { get; } = [];

        public List<SyntaxNode> Unknown { get; } = [];

        public List<SyntaxNode> Wrapping { get; } = [];
    }
}
