using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace NotebookKit.Tool.Tests.Lessons;

/// <summary>
/// What a cell may not contain if it is to run both in the kit's runtime and in .NET Interactive: for each rule, what a cell
/// does against it.
/// </summary>
internal static class CompatibilityRules
{
    private static readonly string[] Magics =
        ["csharp", "html", "markdown", "javascript", "mermaid", "value", "import", "time", "who", "whos", "set", "share", "lsmagic", "about"];

    private static readonly string[] Directives =
        ["r", "load", "i", "nullable", "pragma", "region", "endregion", "if", "else", "elif", "endif", "define", "undef", "warning", "error", "line"];

    public static IReadOnlyDictionary<string, Func<string, CellSyntax, IEnumerable<string>>> All { get; } =
        new Dictionary<string, Func<string, CellSyntax, IEnumerable<string>>>
        {
            ["directive"] = (source, _) => Directive(source),
            ["display as result"] = (_, cell) => DisplayAsResult(cell),
            ["using variable"] = (_, cell) => UsingVariable(cell),
            ["await with parenthesis"] = (_, cell) => AwaitWithParenthesis(cell),
            ["namespace"] = (_, cell) => Named(cell.Unit.DescendantNodes().OfType<BaseNamespaceDeclarationSyntax>().Select(n => n.Name)),
            ["extension in a class"] = (_, cell) => ExtensionInClass(cell),
            ["file-local type"] = (_, cell) => FileLocalType(cell),
            ["nullable reference"] = (source, cell) => NullableReference(source, cell),
            ["span variable"] = (_, cell) => SpanVariable(cell),
            ["collection as result"] = (_, cell) => cell.Result is CollectionExpressionSyntax result ? Named([result]) : [],
        };

    /// <summary>Directives stand in the first column; both runtimes know these and no others.</summary>
    private static IEnumerable<string> Directive(string source)
    {
        foreach (string line in source.Split('\n'))
        {
            if (line.StartsWith("#!", StringComparison.Ordinal) && !Magics.Contains(line[2..].Split(' ', '\r')[0]))
                yield return line;
            else if (line.StartsWith('#') && !line.StartsWith("#!", StringComparison.Ordinal) && !Directives.Contains(line[1..].Split(' ', '\r')[0]))
                yield return line;
            else if (line.TrimStart() is var inner && inner.Length < line.Length && inner.StartsWith("#!", StringComparison.Ordinal))
                yield return line + " (not in the first column)";
        }
    }

    /// <summary>The value that display returns would show as a second output.</summary>
    private static IEnumerable<string> DisplayAsResult(CellSyntax cell)
    {
        if (cell.Result is InvocationExpressionSyntax call && call.Expression is
            IdentifierNameSyntax { Identifier.ValueText: "display" } or
            MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Display" or "DisplayAs" or "DisplayTable" })
            yield return call.ToString();
    }

    /// <summary>A script has no end at which a using variable of its top level would be disposed.</summary>
    private static IEnumerable<string> UsingVariable(CellSyntax cell) => Named(cell.Unit.ChildNodes().Where(member =>
        member.GetFirstToken().IsKind(SyntaxKind.UsingKeyword)
        && member is not UsingDirectiveSyntax
        && member is not GlobalStatementSyntax { Statement: UsingStatementSyntax })
        .Concat(cell.Unit.Usings.Where(directive => directive.ContainsDiagnostics)));

    /// <summary>.NET Interactive reads <c>await (x)</c> as a call of a function named await.</summary>
    private static IEnumerable<string> AwaitWithParenthesis(CellSyntax cell) => Named(cell.Unit.DescendantNodes().Where(node =>
        node is AwaitExpressionSyntax { Expression: ParenthesizedExpressionSyntax }
            or InvocationExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "await" } }));

    /// <summary>Extension methods in a static class and extension blocks; a bare method with <c>this</c> is allowed.</summary>
    private static IEnumerable<string> ExtensionInClass(CellSyntax cell) => Named(cell.Unit.DescendantNodes().Where(node =>
        node is MethodDeclarationSyntax { Parent: TypeDeclarationSyntax } method
            && method.ParameterList.Parameters.FirstOrDefault()?.Modifiers.Any(SyntaxKind.ThisKeyword) == true
        || node is ExtensionBlockDeclarationSyntax));

    private static IEnumerable<string> FileLocalType(CellSyntax cell) => Named(cell.Unit.DescendantNodes()
        .OfType<BaseTypeDeclarationSyntax>().Where(type => type.Modifiers.Any(SyntaxKind.FileKeyword)));

    /// <summary>A question mark on a reference type warns where nullable annotations are not switched on, as in a cell.</summary>
    private static IEnumerable<string> NullableReference(string source, CellSyntax cell) =>
        source.Contains("#nullable enable", StringComparison.Ordinal) ? [] : Named(cell.Unit.DescendantNodes().OfType<NullableTypeSyntax>()
            .Where(type => !IsValueType(type.ElementType)));

    private static bool IsValueType(TypeSyntax type) => type switch
    {
        PredefinedTypeSyntax named => !named.Keyword.IsKind(SyntaxKind.StringKeyword) && !named.Keyword.IsKind(SyntaxKind.ObjectKeyword),
        TupleTypeSyntax => true,
        IdentifierNameSyntax named => Type.GetType("System." + named.Identifier.ValueText)?.IsValueType == true,
        _ => false,
    };

    private static IEnumerable<string> SpanVariable(CellSyntax cell) => Named(cell.Unit.Members.Where(member => member switch
    {
        FieldDeclarationSyntax field => IsSpan(field.Declaration.Type),
        GlobalStatementSyntax { Statement: LocalDeclarationStatementSyntax local } => IsSpan(local.Declaration.Type),
        _ => false,
    }));

    private static bool IsSpan(TypeSyntax type) => type is GenericNameSyntax { Identifier.ValueText: "Span" or "ReadOnlySpan" };

    private static IEnumerable<string> Named(IEnumerable<SyntaxNode> nodes) => nodes.Select(node => node.ToString().Split('\n')[0]);
}
