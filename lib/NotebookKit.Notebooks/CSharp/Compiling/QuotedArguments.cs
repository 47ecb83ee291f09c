using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

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

    private static SyntaxNode? List(SyntaxNode node)
    {
        SyntaxNode? list = node switch
        {
            InvocationExpressionSyntax call => call.ArgumentList,
            BaseObjectCreationExpressionSyntax created => created.ArgumentList,
            ElementAccessExpressionSyntax access => access.ArgumentList,
            ConstructorInitializerSyntax initializer => initializer.ArgumentList,
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
        && argument.Parameter?.GetAttributes().Any(attribute =>
            attribute.AttributeClass?.Name == nameof(CallerArgumentExpressionAttribute)) == true;
}
