using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace NotebookKit.Notebooks.CSharp;

/// <summary>Completion of C# names: members behind a dot, initialisers, named arguments, and whatever is in scope.</summary>
internal static class SymbolCompletion
{
    private const int MaximumChoices = 1000;

    private static readonly string[] s_keywords =
        [.. SyntaxFacts.GetKeywordKinds().Select(SyntaxFacts.GetText)
            .Where(text => text.Length > 1 && char.IsLetter(text[0]) && !text.StartsWith("__", StringComparison.Ordinal)).Distinct()];

    public static CompletionList Complete(EditedCode code, int position)
    {
        if (code.IsInText(position))
        {
            return new CompletionList(position, position, []);
        }
        (SyntaxToken word, SyntaxToken before) = code.TokensAt(position);
        int start = word.IsKind(SyntaxKind.None) ? position : word.SpanStart;
        int end = word.IsKind(SyntaxKind.None) ? position : word.Span.End;
        string prefix = code.Root.ToFullString()[start..position];
        SyntaxNode? container = MemberOf(before);
        IEnumerable<ISymbol> symbols = container is not null ? Members(code, container, before, start)
            : before.Parent is UsingDirectiveSyntax ? code.Model.LookupNamespacesAndTypes(start).Where(symbol => symbol is INamespaceSymbol)
            : [.. Initialisers(code, before), .. code.Model.LookupSymbols(start)];
        IEnumerable<CompletionChoice> choices = symbols.Where(IsShown).Where(symbol => Matches(symbol.Name, prefix))
            .GroupBy(symbol => symbol.Name)
            .OrderBy(group => group.First().Locations.Any(location => location.IsInSource) ? 0 : 1)
            .ThenBy(group => group.Key.StartsWith(prefix, StringComparison.Ordinal) ? 0 : 1)
            .ThenBy(group => group.Key, StringComparer.OrdinalIgnoreCase)
            .Take(MaximumChoices)
            .Select(group => new CompletionChoice(Escaped(group.Key), Kind(group.First()), Detail(group)));
        if (container is not null || before.Parent is UsingDirectiveSyntax)
        {
            return new CompletionList(start, end, [.. choices]);
        }
        IEnumerable<CompletionChoice> arguments = NamedArguments(code, before).Where(choice => Matches(choice.Text, prefix));
        IEnumerable<CompletionChoice> keywords = s_keywords.Where(keyword => prefix.Length > 0
            && keyword.StartsWith(prefix, StringComparison.Ordinal)).Select(keyword => new CompletionChoice(keyword, "keyword", ""));
        return new CompletionList(start, end, [.. arguments, .. choices, .. keywords]);
    }

    /// <summary>What stands left of the dot; <c>null</c> when the token before the word is none.</summary>
    private static SyntaxNode? MemberOf(SyntaxToken before) =>
        before.Kind() is SyntaxKind.DotToken or SyntaxKind.ColonColonToken or SyntaxKind.MinusGreaterThanToken
        ? before.Parent switch
        {
            MemberAccessExpressionSyntax access => access.Expression,
            QualifiedNameSyntax name => name.Left,
            AliasQualifiedNameSyntax alias => alias.Alias,
            MemberBindingExpressionSyntax binding => binding.Ancestors().OfType<ConditionalAccessExpressionSyntax>()
                .FirstOrDefault(access => access.WhenNotNull.Span.Contains(binding.Span))?.Expression,
            _ => null,
        }
        : null;

    private static IEnumerable<ISymbol> Members(EditedCode code, SyntaxNode container, SyntaxToken dot, int position)
    {
        SemanticModel model = code.Model;
        SymbolInfo info = model.GetSymbolInfo(container);
        ISymbol? symbol = info.Symbol ?? (info.CandidateSymbols is [var candidate, ..] ? candidate : null);
        if (symbol is INamespaceSymbol space)
        {
            return model.LookupNamespacesAndTypes(position, space);
        }
        if (symbol is ITypeSymbol named)
        {
            return [.. model.LookupStaticMembers(position, named), .. named.GetTypeMembers()];
        }
        ITypeSymbol? type = model.GetTypeInfo(container).Type ?? (symbol as IMethodSymbol)?.ReturnType;
        if (type is null or IErrorTypeSymbol)
        {
            return [];
        }
        // Behind ?. a nullable value counts as its value.
        if (dot.Parent is MemberBindingExpressionSyntax
            && type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable)
        {
            type = nullable.TypeArguments[0];
        }
        if (type is IPointerTypeSymbol pointer)
        {
            type = pointer.PointedAtType;
        }
        return model.LookupSymbols(position, type, includeReducedExtensionMethods: true)
            .Where(member => !member.IsStatic || member is IMethodSymbol { MethodKind: MethodKind.ReducedExtension });
    }

    /// <summary>In <c>new T { … }</c>, what of T can be set.</summary>
    private static IEnumerable<ISymbol> Initialisers(EditedCode code, SyntaxToken before) =>
        before.Kind() is SyntaxKind.OpenBraceToken or SyntaxKind.CommaToken
        && before.Parent is InitializerExpressionSyntax { Parent: ExpressionSyntax creation }
        && code.Model.GetTypeInfo(creation).Type is { } type
            ? code.Model.LookupSymbols(before.Span.End, type).Where(
                member => !member.IsStatic && member is IPropertySymbol { SetMethod: not null } or IFieldSymbol { IsReadOnly: false })
            : [];

    private static IEnumerable<CompletionChoice> NamedArguments(EditedCode code, SyntaxToken before)
    {
        if (before.Kind() is not (SyntaxKind.OpenParenToken or SyntaxKind.CommaToken)
            || before.Parent is not ArgumentListSyntax { Parent: { } call })
        {
            return [];
        }
        SymbolInfo info = code.Model.GetSymbolInfo(call);
        IEnumerable<IMethodSymbol> methods = info.Symbol is IMethodSymbol method ? [method] : info.CandidateSymbols.OfType<IMethodSymbol>();
        return methods.SelectMany(candidate => candidate.Parameters).DistinctBy(parameter => parameter.Name)
            .Select(parameter => new CompletionChoice(parameter.Name + ":", "variable", SymbolText.Declaration(parameter)));
    }

    private static bool IsShown(ISymbol symbol) =>
        symbol.CanBeReferencedByName
        && !(symbol.IsImplicitlyDeclared && symbol.Name.StartsWith('<'))
        && !symbol.GetAttributes().Any(
            attribute => attribute.AttributeClass?.Name == "EditorBrowsableAttribute" && attribute.ConstructorArguments is [{ Value: 1 }]);

    /// <summary>A name matches by its beginning, or by the initials of its words: <c>cw</c> and <c>CW</c> find
    /// <c>ConsoleWriter</c>.</summary>
    private static bool Matches(string name, string prefix)
    {
        if (name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }
        string initials = string.Concat(name.Where((character, index) => index == 0 || char.IsUpper(character)));
        return prefix.Length > 1 && initials.StartsWith(prefix, StringComparison.OrdinalIgnoreCase);
    }

    private static string Escaped(string name) => SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None ? name : "@" + name;

    private static string Detail(IGrouping<string, ISymbol> overloads)
    {
        string text = SymbolText.Declaration(overloads.First());
        return overloads.Count() > 1 ? $"{text} (+{overloads.Count() - 1} overloads)" : text;
    }

    private static string Kind(ISymbol symbol) => symbol switch
    {
        IMethodSymbol => "method",
        IPropertySymbol => "property",
        // A variable at a cell's top level is a field to the compiler, and a variable to the reader.
        IFieldSymbol { ContainingType.IsScriptClass: true } or ILocalSymbol or IParameterSymbol or IRangeVariableSymbol => "variable",
        IFieldSymbol => "field",
        IEventSymbol => "event",
        INamespaceSymbol => "namespace",
        _ => "type",
    };
}
