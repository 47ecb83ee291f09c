using Microsoft.CodeAnalysis;
using NotebookKit.Notebooks.CSharp;

namespace NotebookKit.Notebooks.Tests.CSharp.Compiling;

/// <summary>Code with all that the session puts into it.</summary>
internal static class MarkedCode
{
    /// <summary>
    /// What is put into a first cell leaves it C#. Where it does not, the session runs the cell as it is written, and a test of what
    /// it does sees nothing.
    /// </summary>
    public static void AssertCompiles(string code)
    {
        var chain = new SubmissionChain(new NoReferences(), Path.GetTempPath());
        SyntaxTree written = ScriptSyntax.Parse(code, "cell");
        SyntaxTree marked = LineMarks.AddTo(written, chain.Create(written).GetSemanticModel(written)).Tree;
        Assert.Equal([], chain.Create(InterruptChecks.AddTo(marked)).GetDiagnostics(TestContext.Current.CancellationToken)
            .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).Select(diagnostic => $"{diagnostic}\n{marked}"));
    }

    private sealed class NoReferences : MetadataReferenceResolver
    {
        public override System.Collections.Immutable.ImmutableArray<PortableExecutableReference> ResolveReference(
            string reference, string? baseFilePath, MetadataReferenceProperties properties) => [];

        public override bool Equals(object? other) => other is NoReferences;

        public override int GetHashCode() => 0;
    }
}
