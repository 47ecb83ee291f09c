using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using NotebookKit.Notebooks.Session;

namespace NotebookKit.Notebooks.CSharp;

/// <summary>
/// The cells compiled so far, as Roslyn script compilations in which each sees what the earlier ones defined.
/// </summary>
/// <remarks>
/// Two habits keep a long session small. References and imports are handed to the first cell only, since the later
/// ones inherit them: handing them over again makes every compilation as large as all earlier ones together. And a cell
/// that defines nothing (an expression, a call) is not linked into the chain at all.
/// </remarks>
internal sealed class SubmissionChain(MetadataReferenceResolver referenceResolver, string workingDirectory)
{
    private static readonly string[] s_imports =
    [
        "System", "System.Text", "System.Collections", "System.Collections.Generic", "System.Threading.Tasks", "System.Linq",
        "Microsoft.DotNet.Interactive.Kernel", "NotebookKit.Notebooks.CSharp.CellFunctions",
    ];

    private static int s_sessions;

    private readonly string _assemblyPrefix = $"NotebookCell-{Interlocked.Increment(ref s_sessions)}-";
    private readonly SourceReferenceResolver _sources = new ScriptFiles(workingDirectory);
    private readonly List<MetadataReference> _pending = [];
    private int _compiled;
    private CSharpCompilationOptions? _options;

    /// <summary>The last cell that defined something; <c>null</c> before the first.</summary>
    public CSharpCompilation? Head { get; private set; }

    /// <summary>How many cells are linked.</summary>
    public int Length { get; private set; }

    /// <summary>Makes a library visible to the cells that follow.</summary>
    public void AddReference(MetadataReference reference)
    {
        lock (_pending)
        {
            _pending.Add(reference);
        }
    }

    /// <summary>The compilation of one more cell, not linked into the chain.</summary>
    /// <param name="tree">The cell's code.</param>
    /// <param name="loaded">The text of files that it loads, by their full path, where it is not as it stands there.</param>
    public CSharpCompilation Create(SyntaxTree tree, IReadOnlyDictionary<string, SourceText>? loaded = null)
    {
        MetadataReference[] added;
        lock (_pending)
        {
            added = [.. _pending];
        }
        CSharpCompilation? head = Head;
        return CSharpCompilation.CreateScriptCompilation(
            _assemblyPrefix + Interlocked.Increment(ref _compiled),
            tree,
            head is null ? [.. FrameworkReferences.All, .. added] : added,
            (head is null ? Options.WithUsings(s_imports) : Options).WithSourceReferenceResolver(
                loaded is { Count: > 0 } ? new ExtendedScriptFiles(workingDirectory, loaded) : _sources),
            head);
    }

    /// <summary>Links a compiled cell, so that later cells see what it defined.</summary>
    public void Link(CSharpCompilation compilation)
    {
        lock (_pending)
        {
            var linked = compilation.ExternalReferences.ToHashSet();
            _pending.RemoveAll(linked.Contains);
        }

        Head = compilation;
        Length++;
    }

    /// <summary>Whether later cells could tell that this one was linked: it defines a name, an import or a reference.</summary>
    public bool DefinesSomething(CSharpCompilation compilation) =>
        Head is null
        || compilation.SyntaxTrees.Length > 1
        || compilation.SyntaxTrees.Any(
            tree => tree.GetCompilationUnitRoot() is { } root && (root.Usings.Count > 0 || root.Externs.Count > 0))
        || compilation.DirectiveReferences.Any()
        || compilation.ScriptClass!.GetMembers().Any(member => !member.IsImplicitlyDeclared);

    private CSharpCompilationOptions Options => _options ??= new CSharpCompilationOptions(
        OutputKind.DynamicallyLinkedLibrary,
        optimizationLevel: OptimizationLevel.Release,
        allowUnsafe: true,
        // A reader may write string? without a word; what may be null is checked only where a cell says #nullable enable.
        nullableContextOptions: NullableContextOptions.Annotations,
        // A library built against an older framework runs on this one; the compiler need not assume so aloud.
        specificDiagnosticOptions: [new("CS1701", ReportDiagnostic.Suppress), new("CS1702", ReportDiagnostic.Suppress)],
        metadataReferenceResolver: referenceResolver,
        assemblyIdentityComparer: DesktopAssemblyIdentityComparer.Default,
        concurrentBuild: true);
}
