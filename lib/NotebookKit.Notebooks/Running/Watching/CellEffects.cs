using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace NotebookKit.Notebooks.Running;

/// <summary>
/// What a C# cell leaves behind in its session, as far as its text tells: the names that it declares, and those of other cells
/// whose values it changes. A call that is made for its value is taken for one that changes nothing; a call that is a
/// statement of its own is made for what it does, and changes what it is called on.
/// </summary>
internal sealed class CellEffects
{
    private static readonly CSharpParseOptions s_script = new(LanguageVersion.Preview, DocumentationMode.None, SourceCodeKind.Script);

    // What is called for its output, or to wait: nothing that a later cell could see.
    private static readonly HashSet<string> s_harmless = new(StringComparer.Ordinal)
    {
        "Console", "display", "Debug", "Trace", "Task", "Thread", "Assert", "Claim", "Check", "Exercise", "HTML", "CSS",
    };

    private CellEffects(string source)
    {
        HasDirective = source.Split('\n')
            .Any(line => line.TrimStart() is ['#', '!', ..] or ['#', 'r' or 'i', ' ' or '\t' or '"', ..] or ['#', 'l', 'o', 'a', 'd', ..]);
        string code =
            string.Join('\n', source.Split('\n').Select(line => line.TrimStart().StartsWith("#!", StringComparison.Ordinal) ? "" : line));
        var unit = (CompilationUnitSyntax)CSharpSyntaxTree.ParseText(code, s_script).GetRoot();
        Usings = unit.Usings.Select(directive => directive.NormalizeWhitespace().ToString()).ToHashSet(StringComparer.Ordinal);
        Declared = unit.Members.SelectMany(NamesDeclaredBy).ToHashSet(StringComparer.Ordinal);
        Used = unit.DescendantTokens().Where(token => token.IsKind(SyntaxKind.IdentifierToken)).Select(token => token.ValueText)
            .ToHashSet(StringComparer.Ordinal);
        // Within a type, what is assigned are its own members.
        var nodes = unit.DescendantNodes(node => node is not BaseTypeDeclarationSyntax).ToList();
        var inner = nodes.Select(NameOf).OfType<string>().ToHashSet(StringComparer.Ordinal);
        Changed = [.. nodes.SelectMany(Changes).Select(Root).OfType<string>()
            .Where(name => !inner.Contains(name) && !s_harmless.Contains(name)).Distinct()];
    }

    /// <summary>Whether it holds a directive, such as <c>#r</c> or <c>#!import</c>, whose effect cannot be taken back.</summary>
    public bool HasDirective { get; }

    /// <summary>Its <c>using</c> directives.</summary>
    public IReadOnlySet<string> Usings { get; }

    /// <summary>The names that it declares for later cells.</summary>
    public IReadOnlySet<string> Declared { get; }

    /// <summary>Every name in it.</summary>
    public IReadOnlySet<string> Used { get; }

    /// <summary>The names that it changes the values of, and does not declare, in the order in which they stand.</summary>
    public IReadOnlyList<string> Changed { get; }

    /// <summary>Reads a cell.</summary>
    /// <param name="source">Its text, C# that need not compile.</param>
    public static CellEffects Of(string source) => new(source);

    private static IEnumerable<string> NamesDeclaredBy(MemberDeclarationSyntax member)
    {
        SeparatedSyntaxList<VariableDeclaratorSyntax> variables = member switch
        {
            FieldDeclarationSyntax field => field.Declaration.Variables,
            GlobalStatementSyntax { Statement: LocalDeclarationStatementSyntax local } => local.Declaration.Variables,
            _ => default,
        };
        return variables.Cast<SyntaxNode>().Append(member)
            // out var x, and var (a, b) = ...
            .Concat(member.DescendantNodes(
                node => node is not (LambdaExpressionSyntax or BaseTypeDeclarationSyntax or BaseMethodDeclarationSyntax))
                .OfType<SingleVariableDesignationSyntax>())
            .Select(NameOf).OfType<string>();
    }

    private static string? NameOf(SyntaxNode node) => node switch
    {
        VariableDeclaratorSyntax variable => variable.Identifier.ValueText,
        SingleVariableDesignationSyntax designation => designation.Identifier.ValueText,
        ParameterSyntax parameter => parameter.Identifier.ValueText,
        ForEachStatementSyntax loop => loop.Identifier.ValueText,
        BaseTypeDeclarationSyntax type => type.Identifier.ValueText,
        DelegateDeclarationSyntax type => type.Identifier.ValueText,
        MethodDeclarationSyntax method => method.Identifier.ValueText,
        PropertyDeclarationSyntax property => property.Identifier.ValueText,
        LocalFunctionStatementSyntax function => function.Identifier.ValueText,
        _ => null,
    };

    // The expressions whose values a node changes.
    private static IEnumerable<ExpressionSyntax> Changes(SyntaxNode node) => node switch
    {
        AssignmentExpressionSyntax { Parent: not InitializerExpressionSyntax, Left: TupleExpressionSyntax tuple } =>
            tuple.Arguments.Select(item => item.Expression),
        AssignmentExpressionSyntax { Parent: not InitializerExpressionSyntax } assignment => [assignment.Left],
        PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PreIncrementExpression or (int)SyntaxKind.PreDecrementExpression } unary =>
            [unary.Operand],
        PostfixUnaryExpressionSyntax
        {
            RawKind: (int)SyntaxKind.PostIncrementExpression or (
            int)SyntaxKind.PostDecrementExpression
        } unary => [unary.Operand],
        ArgumentSyntax { RefKindKeyword.RawKind: (int)SyntaxKind.RefKeyword or (int)SyntaxKind.OutKeyword } argument =>
            [argument.Expression],
        ExpressionStatementSyntax { SemicolonToken.IsMissing: false } statement => statement.Expression switch
        {
            InvocationExpressionSyntax call => [call.Expression],
            AwaitExpressionSyntax { Expression: InvocationExpressionSyntax call } => [call.Expression],
            ConditionalAccessExpressionSyntax call => [call.Expression],
            _ => [],
        },
        _ => [],
    };

    // The name at the very left of an expression; null for what no other cell can know.
    private static string? Root(ExpressionSyntax expression) => expression switch
    {
        SimpleNameSyntax name => name.Identifier.ValueText,
        MemberAccessExpressionSyntax access => Root(access.Expression),
        ElementAccessExpressionSyntax access => Root(access.Expression),
        ConditionalAccessExpressionSyntax access => Root(access.Expression),
        InvocationExpressionSyntax call => Root(call.Expression),
        ParenthesizedExpressionSyntax inner => Root(inner.Expression),
        PostfixUnaryExpressionSyntax unary => Root(unary.Operand),
        CastExpressionSyntax cast => Root(cast.Expression),
        _ => null,
    };
}
