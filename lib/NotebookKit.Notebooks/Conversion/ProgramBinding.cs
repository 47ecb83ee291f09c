using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NotebookKit.Notebooks.CSharp;

namespace NotebookKit.Notebooks.Conversion;

/// <summary>
/// What the names in cells mean, as the compiler of notebooks sees it: each cell after those above. Packages are not fetched, so that
/// a type may stay unknown; the names that cells themselves define are known in any case.
/// </summary>
internal static class ProgramBinding
{
    private static readonly string[] s_imports =
    [
        "System", "System.Text", "System.Collections", "System.Collections.Generic", "System.Threading.Tasks", "System.Linq",
        "Microsoft.DotNet.Interactive.Kernel", "NotebookKit.Notebooks.CSharp.CellFunctions",
    ];

    private static readonly string[] s_functions =
        ["display", "HTML", "Display", "DisplayAs", "DisplayTable", "Update", "DisplayedValue", "var"];

    /// <summary>Binds the cells that have code.</summary>
    /// <param name="cells">The cells.</param>
    /// <param name="libraries">The files that they refer to.</param>
    public static void Bind(IEnumerable<ProgramCell> cells, IEnumerable<string> libraries)
    {
        CSharpCompilation? head = null;
        MetadataReference[] references = [.. FrameworkReferences.All, .. libraries.Select(FrameworkReferences.Reference)];
        var options = new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Annotations,
            assemblyIdentityComparer: DesktopAssemblyIdentityComparer.Default);
        foreach ((int index, ProgramCell cell) in cells.Where(cell => cell is { Code: not null, IsLeftOut: false }).Index())
        {
            var bound = CSharpCompilation.CreateScriptCompilation(
                FormattableString.Invariant($"ConvertedCell{index}"), ScriptSyntax.ParseAsWritten(cell.Code!, cell.Where),
                head is null ? references : [], head is null ? options.WithUsings(s_imports) : options);
            // Put behind the others only now: a cell with errors may have others behind it only so.
            head = cell.Compilation = bound.WithScriptCompilationInfo(bound.ScriptCompilationInfo!.WithPreviousScriptCompilation(head));
        }
    }

    /// <summary>What a cell defines for those below it, in the order of its text.</summary>
    public static IEnumerable<ISymbol> Defined(ProgramCell cell) => cell.Compilation is null ? []
        : cell.Compilation.ScriptClass!.GetMembers()
            .Where(member => !member.IsImplicitlyDeclared && member.CanBeReferencedByName && member.Locations.Length > 0)
            .OrderBy(member => member.Locations[0].SourceSpan.Start);

    /// <summary>What tells a name of a cell from the same name of another.</summary>
    public static string Key(ISymbol symbol) =>
        $"{symbol.ContainingAssembly?.Name}/{symbol.Kind}/{symbol.OriginalDefinition.ToDisplayString()}";

    /// <summary>Whether a cell defines it, at its top.</summary>
    public static bool IsOfCell(ISymbol? symbol) => symbol is { IsImplicitlyDeclared: false, ContainingType.IsScriptClass: true };

    /// <summary>What a name stands for; also where the code around it is wrong or half known.</summary>
    public static ISymbol? Meaning(SemanticModel model, SimpleNameSyntax name)
    {
        SymbolInfo info = model.GetSymbolInfo(name);
        ISymbol? symbol = info.Symbol ?? (info.CandidateSymbols.Length > 0 ? info.CandidateSymbols[0] : null);
        return symbol is IMethodSymbol { ReducedFrom: { } reduced } ? reduced : symbol is IAliasSymbol ? null : symbol?.OriginalDefinition;
    }

    /// <summary>What in a cell speaks to the notebook that runs it, and is not there in a program; null for nothing.</summary>
    public static string? NeedsNotebook(SyntaxNode root, SemanticModel model) => root.DescendantNodes().OfType<SimpleNameSyntax>()
        .Where(name => !s_functions.Contains(name.Identifier.Text) && !name.Ancestors().Any(node => node is UsingDirectiveSyntax))
        .Select(name => (Name: name.Identifier.Text, Symbol: Meaning(model, name)))
        .FirstOrDefault(named => named.Symbol is not null and not INamespaceSymbol
            && IsOfNotebook(named.Symbol.ContainingAssembly?.Name)).Name;

    private static bool IsOfNotebook(string? assembly) =>
        assembly is not null
        && (assembly.StartsWith("Microsoft.DotNet.Interactive", StringComparison.Ordinal) || assembly == "NotebookKit.Notebooks");
}
