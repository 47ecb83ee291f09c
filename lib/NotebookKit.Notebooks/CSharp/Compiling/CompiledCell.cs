using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Emit;

namespace NotebookKit.Notebooks.CSharp;

/// <summary>One cell turned into an assembly, not yet loaded.</summary>
/// <param name="Compilation">What later cells link to.</param>
/// <param name="Image">The assembly's bytes; <c>null</c> when the cell has nothing to run.</param>
/// <param name="Symbols">The portable PDB's bytes, for line numbers in traces.</param>
/// <param name="Warnings">What the compiler remarked without refusing the cell.</param>
internal sealed record CompiledCell(
    CSharpCompilation Compilation, MemoryStream? Image, MemoryStream Symbols, IReadOnlyList<Diagnostic> Warnings)
{
    /// <summary>The lines at which methods begin that can fail at a single line, each with that line.</summary>
    public IReadOnlyDictionary<int, int> OnlyLines { get; init; } = new Dictionary<int, int>();

    /// <summary>
    /// Compiles a cell, or fails it with the compiler's errors. What the session puts into its code (checks for interrupts,
    /// marks of lines) shows nowhere: whatever the compiler has to say is said about the text as written.
    /// </summary>
    public static CompiledCell From(SubmissionChain chain, SyntaxTree tree, SourceCells sources, CancellationToken cancellation)
    {
        CSharpCompilation written = chain.Create(tree);
        (SyntaxTree marked, IReadOnlyDictionary<int, int> onlyLines) = LineMarks.AddTo(tree, written.GetSemanticModel(tree));
        SyntaxTree extended = InterruptChecks.AddTo(marked);
        var loaded = written.SyntaxTrees.Where(other => other != tree).ToDictionary(other => other.FilePath,
            other => LineMarks.AddTo(other, written.GetSemanticModel(other), checksLoops: true).Tree.GetText());
        bool isPlain = ReferenceEquals(extended, tree) && loaded.Count == 0;
        (CompiledCell cell, IReadOnlyList<Diagnostic> found) = isPlain
            ? Emit(written, cancellation)
            : Emit(chain.Create(extended, loaded), cancellation);
        if (found.Count == 0)
        {
            return cell with { OnlyLines = onlyLines };
        }

        if (!isPlain)
        {
            found = Remarks(written.GetDiagnostics(cancellation), written);
        }
        var errors = found.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).ToList();
        if (errors.Count > 0)
        {
            throw CompilationErrors.Failure(errors, sources);
        }
        // A mark must never be what a cell fails of; without marks only the lines of its errors are less exact.
        if (cell.Failed)
        {
            (cell, IReadOnlyList<Diagnostic>? failed) = Emit(chain.Create(InterruptChecks.AddTo(tree)), cancellation);
            if (cell.Failed)
            {
                throw CompilationErrors.Failure(failed.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error), sources);
            }
        }

        return cell with { Warnings = found, OnlyLines = onlyLines };
    }

    private bool Failed { get; init; }

    private static (CompiledCell Cell, IReadOnlyList<Diagnostic> Found) Emit(CSharpCompilation compilation, CancellationToken cancellation)
    {
        var image = new MemoryStream();
        var symbols = new MemoryStream();
        EmitResult result = compilation.Emit(
            image, symbols,
            options: new EmitOptions(debugInformationFormat: DebugInformationFormat.PortablePdb),
            cancellationToken: cancellation);
        // Where it is stopped in the middle, the compiler may call that an error of the files it writes.
        cancellation.ThrowIfCancellationRequested();
        image.Position = symbols.Position = 0;
        IReadOnlyList<Diagnostic> found = Remarks(result.Diagnostics, compilation);
        // Nothing but comments or usings: the compiler has no code to emit, and finds nothing wrong with that.
        var cell = new CompiledCell(compilation, result.Success ? image : null, symbols, found)
        {
            Failed = found.Any(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error),
        };
        return (cell, found);
    }

    private static IReadOnlyList<Diagnostic> Remarks(IEnumerable<Diagnostic> all, CSharpCompilation compilation) =>
        [.. all.Where(diagnostic => diagnostic.Severity is DiagnosticSeverity.Warning or DiagnosticSeverity.Error
            && !IsAboutStream(diagnostic, compilation))];

    /// <summary>
    /// The compiler wants any call of an asynchronous method awaited, one that gives an asynchronous sequence too, which
    /// cannot be: as a cell's last expression it is the cell's result.
    /// </summary>
    private static bool IsAboutStream(Diagnostic diagnostic, CSharpCompilation compilation) =>
        diagnostic is { Id: "CS4014", Location.SourceTree: { } tree }
        && tree.GetRoot().FindNode(diagnostic.Location.SourceSpan) is { } node
        && compilation.GetSemanticModel(tree).GetTypeInfo(node is GlobalStatementSyntax { Statement: ExpressionStatementSyntax statement }
            ? statement.Expression : node is ExpressionStatementSyntax expression ? expression.Expression : node).Type
            is { Name: "IAsyncEnumerable" or "IAsyncEnumerator", ContainingNamespace.Name: "Generic" };

    /// <summary>Whether the cell ends in an expression without <c>;</c> that has a value.</summary>
    public bool EndsInValue
    {
        get
        {
            SyntaxTree tree = Compilation.SyntaxTrees[0];
            if (tree.GetCompilationUnitRoot().Members
                .LastOrDefault() is not GlobalStatementSyntax { Statement: ExpressionStatementSyntax last }
                    || !last.SemicolonToken.IsMissing)
            {
                return false;
            }
            // A bare null has no type, and is a value all the same.
            return Compilation.GetSemanticModel(tree).GetTypeInfo(last.Expression).Type?.SpecialType != SpecialType.System_Void;
        }
    }
}
