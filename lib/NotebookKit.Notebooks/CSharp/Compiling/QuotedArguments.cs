using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Text;

namespace NotebookKit.Notebooks.CSharp;

/// <summary>
/// Hands the text of an argument, as the reader wrote it, to methods that ask for it (<c>CallerArgumentExpression</c>) where
/// the session puts something into that argument: the compiler would quote that too.
/// </summary>
internal static class QuotedArguments
{
    /// <summary>What to insert into a cell's text.</summary>
    /// <param name="root">The cell as written.</param>
    /// <param name="model">What the compiler knows about it.</param>
    /// <param name="isChanged">Whether something is put into a node.</param>
    public static IEnumerable<(int Position, string Text)> For(SyntaxNode root, SemanticModel model, Func<SyntaxNode, bool> isChanged)
    {
        foreach (SyntaxNode call in root.DescendantNodes().Where(node => List(node) is not null && isChanged(node)))
        {
            SyntaxNode list = List(call)!;
            bool isEmpty = list is BaseArgumentListSyntax { Arguments.Count: 0 };
            foreach (IArgumentOperation argument in Arguments(model.GetOperation(call)).Where(IsText))
            {
                string text = SymbolDisplay.FormatLiteral((string)argument.Value.ConstantValue.Value!, quote: true);
                string name = argument.Parameter!.Name;
                if (SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None)
                {
                    name = "@" + name;
                }
                yield return (list.GetLastToken().SpanStart, $"{(isEmpty ? "" : ", ")}{name}: {text}");
                isEmpty = false;
            }
        }
    }

    /// <summary>What to insert around elements of collection initialisers, whose calls of <c>Add</c> nobody has written.</summary>
    /// <param name="root">The cell as written.</param>
    /// <param name="model">What the compiler knows about it.</param>
    /// <param name="isChanged">Whether something is put into a node.</param>
    /// <returns>The element; what goes before it, nothing where it has braces already; and what goes behind it, or into these.</returns>
    public static IEnumerable<(ExpressionSyntax Element, string Before, string After)> ForElements(
        SyntaxNode root, SemanticModel model, Func<SyntaxNode, bool> isChanged)
    {
        foreach (InitializerExpressionSyntax initializer in root.DescendantNodes().OfType<InitializerExpressionSyntax>()
            .Where(node => node.IsKind(SyntaxKind.CollectionInitializerExpression) && isChanged(node)))
        {
            if (model.GetOperation(initializer) is not IObjectOrCollectionInitializerOperation filled)
            {
                continue;
            }
            foreach (IInvocationOperation added in filled.Initializers.OfType<IInvocationOperation>())
            {
                var defaults = added.Arguments.Where(argument => argument.ArgumentKind == ArgumentKind.DefaultValue)
                    .OrderBy(argument => argument.Parameter!.Ordinal).ToList();
                int last = defaults.FindLastIndex(IsText);
                if (last < 0 || added.Syntax is not ExpressionSyntax element)
                {
                    continue;
                }
                string texts = string.Concat(defaults.Take(last + 1).Select(argument => $", {Literal(argument)}"));
                yield return element is InitializerExpressionSyntax ? (element, "", texts) : (element, "{ ", texts + " }");
            }
        }
    }

    /// <summary>
    /// Places into which nothing must be put: the clauses of queries and the elements of collections that a method gets as text, where
    /// no argument can be written. The lines in them are less exact then, and in a loaded file a loop there is not checked for
    /// interrupts.
    /// </summary>
    public static IEnumerable<TextSpan> Untouchable(SyntaxNode root, SemanticModel model) =>
        root.DescendantNodes().Where(node => node switch
        {
            QueryClauseSyntax clause => Quotes(model.GetQueryClauseInfo(clause).OperationInfo.Symbol)
                || Quotes(model.GetQueryClauseInfo(clause).CastInfo.Symbol),
            SelectOrGroupClauseSyntax or OrderingSyntax => Quotes(model.GetSymbolInfo(node).Symbol),
            CollectionExpressionSyntax collection => Quotes(collection, model),
            _ => false,
        })
        .Select(node => node.Span);

    /// <summary>Whether the elements of a collection are handed over with their text.</summary>
    public static bool Quotes(CollectionExpressionSyntax collection, SemanticModel model) =>
        model.GetTypeInfo(collection).ConvertedType is INamedTypeSymbol type
        && type.GetMembers(nameof(System.Collections.IList.Add)).Any(Quotes);

    private static bool Quotes(ISymbol? method) =>
        method is IMethodSymbol { Parameters: var parameters } && parameters.Any(AsksForText);

    private static string Literal(IArgumentOperation argument) => argument.Value.ConstantValue is { HasValue: true, Value: { } value }
        && SymbolDisplay.FormatPrimitive(value, quoteStrings: true, useHexadecimalNumbers: false) is { } text
            ? argument.Parameter!.Type.TypeKind == TypeKind.Enum ? $"({argument.Parameter.Type}){text}" : text
            : "default";

    private static SyntaxNode? List(SyntaxNode node)
    {
        SyntaxNode? list = node switch
        {
            InvocationExpressionSyntax call => call.ArgumentList,
            BaseObjectCreationExpressionSyntax created => created.ArgumentList,
            ElementAccessExpressionSyntax access => access.ArgumentList,
            ConstructorInitializerSyntax initializer => initializer.ArgumentList,
            PrimaryConstructorBaseTypeSyntax initializer => initializer.ArgumentList,
            _ => null,
        };
        return list?.GetLastToken().IsMissing == false ? list : null;
    }

    private static IEnumerable<IArgumentOperation> Arguments(IOperation? call) => call switch
    {
        IInvocationOperation invoked => invoked.Arguments,
        IObjectCreationOperation created => created.Arguments,
        IPropertyReferenceOperation read => read.Arguments,
        IDelegateCreationOperation or IConversionOperation => call.ChildOperations.SelectMany(Arguments),
        IExpressionStatementOperation statement => Arguments(statement.Operation),
        _ => [],
    };

    private static bool IsText(IArgumentOperation argument) =>
        argument is { ArgumentKind: ArgumentKind.DefaultValue, Value.ConstantValue: { HasValue: true, Value: string } }
        && argument.Parameter is { } parameter && AsksForText(parameter);

    private static bool AsksForText(IParameterSymbol parameter) => parameter.GetAttributes().Any(attribute =>
        attribute.AttributeClass?.Name == nameof(CallerArgumentExpressionAttribute));
}
