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
internal sealed record CompiledCell(CSharpCompilation Compilation, MemoryStream? Image, MemoryStream Symbols, IReadOnlyList<Diagnostic> Warnings)
{
    /// <summary>Compiles a cell, or fails it with the compiler's errors.</summary>
    public static CompiledCell From(CSharpCompilation compilation, SourceCells sources, CancellationToken cancellation)
    {
        var image = new MemoryStream();
        var symbols = new MemoryStream();
        var result = compilation.Emit(
            image, symbols,
            options: new EmitOptions(debugInformationFormat: DebugInformationFormat.PortablePdb),
            cancellationToken: cancellation);
        if (result.Diagnostics.Any(found => found.Severity == DiagnosticSeverity.Error))
            throw CompilationErrors.Failure(result.Diagnostics.Where(found => found.Severity == DiagnosticSeverity.Error), sources);
        image.Position = symbols.Position = 0;
        // Nothing but comments or usings: the compiler has no code to emit, and finds nothing wrong with that.
        return new CompiledCell(compilation, result.Success ? image : null, symbols, [.. result.Diagnostics.Where(found => found.Severity == DiagnosticSeverity.Warning)]);
    }

    /// <summary>Whether the cell ends in an expression without <c>;</c> that has a value.</summary>
    public bool EndsInValue
    {
        get
        {
            var tree = Compilation.SyntaxTrees[0];
            if (tree.GetCompilationUnitRoot().Members.LastOrDefault() is not GlobalStatementSyntax { Statement: ExpressionStatementSyntax last } || !last.SemicolonToken.IsMissing)
                return false;
            // A bare null has no type, and is a value all the same.
            return Compilation.GetSemanticModel(tree).GetTypeInfo(last.Expression).Type?.SpecialType != SpecialType.System_Void;
        }
    }
}
