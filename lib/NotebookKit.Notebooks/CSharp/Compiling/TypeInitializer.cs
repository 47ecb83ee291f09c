using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace NotebookKit.Notebooks.CSharp;

/// <summary>
/// What a constructor computes outside of its block, where no statement can stand: the value of a field, a property or an event, and
/// the arguments for another constructor.
/// </summary>
/// <param name="Place">What the compiler takes for one piece.</param>
/// <param name="Computed">What is computed, in order.</param>
/// <param name="Call">Where the call that comes then is written; <c>null</c> where a value is kept.</param>
internal sealed record TypeInitializer(SyntaxNode Place, IReadOnlyList<ExpressionSyntax> Computed, int? Call = null)
{
    /// <summary>Those of a type's constructors, or of its static one.</summary>
    public static IEnumerable<TypeInitializer> Of(TypeDeclarationSyntax type, bool isStatic)
    {
        IEnumerable<TypeInitializer> handed = isStatic || type.BaseList is not { } bases ? []
            : bases.Types.OfType<PrimaryConstructorBaseTypeSyntax>().Select(made => Handed(made, made.SpanStart, made.ArgumentList));
        return handed.Concat(type.Members.SelectMany(member => member switch
        {
            ConstructorDeclarationSyntax { Initializer: { } other } when !isStatic =>
                [Handed(other, other.ThisOrBaseKeyword.SpanStart, other.ArgumentList)],
            BaseFieldDeclarationSyntax fields when IsStatic(fields) == isStatic && !fields.Modifiers.Any(SyntaxKind.ConstKeyword) =>
                fields.Declaration.Variables.Where(variable => variable.Initializer is not null)
                    .Select(variable => new TypeInitializer(
                        variable == fields.Declaration.Variables[0] ? fields : variable, Parts(variable.Initializer!.Value))),
            PropertyDeclarationSyntax { Initializer.Value: { } value } property when IsStatic(property) == isStatic =>
                [new TypeInitializer(property.Initializer!, Parts(value))],
            _ => Enumerable.Empty<TypeInitializer>(),
        }));
    }

    /// <summary>The blocks of these constructors, or the expressions that they have instead.</summary>
    public static IEnumerable<SyntaxNode> Blocks(TypeDeclarationSyntax type, bool isStatic) =>
        type.Members.OfType<ConstructorDeclarationSyntax>().Where(made => IsStatic(made) == isStatic)
            .Select(made => (SyntaxNode?)made.Body ?? made.ExpressionBody?.Expression).OfType<SyntaxNode>();

    /// <summary>What the value of a variable consists of: <c>{ a, b }</c> is no expression by itself.</summary>
    public static IReadOnlyList<ExpressionSyntax> Parts(ExpressionSyntax value) =>
        value is InitializerExpressionSyntax filled ? [.. ExpressionMarks.Elements(filled)] : [value];

    private static TypeInitializer Handed(SyntaxNode place, int call, ArgumentListSyntax arguments) =>
        new(place, [.. ExpressionMarks.Values(arguments)], call);

    private static bool IsStatic(MemberDeclarationSyntax member) => member.Modifiers.Any(SyntaxKind.StaticKeyword);
}
