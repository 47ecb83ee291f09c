using Microsoft.CodeAnalysis;
using NotebookKit.Notebooks.CSharp;

namespace NotebookKit.Notebooks.Tests.CSharp.Compiling;

/// <summary>Code with all that the session puts into it.</summary>
internal static class MarkedCode
{
    /// <summary>
    /// What is put into a first cell, and into a file that it loads, leaves it C#. Where it does not, the session runs the cell as it
    /// is written, and a test of what it does sees nothing.
    /// </summary>
    public static void AssertCompiles(string code)
    {
        AssertCompiles(InterruptChecks.AddTo(Marked(code, checksLoops: false)));
        AssertCompiles(Marked(code, checksLoops: true));
    }

    /// <summary>The text of a loaded file with all that the session puts into it.</summary>
    public static string Loaded(string code) => Marked(code, checksLoops: true).ToString();

    private static void AssertCompiles(SyntaxTree marked) => Assert.Equal(
        [],
        Chain().Create(marked).GetDiagnostics(TestContext.Current.CancellationToken)
            .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).Select(diagnostic => $"{diagnostic}\n{marked}"));

    private static SyntaxTree Marked(string code, bool checksLoops)
    {
        SyntaxTree written = ScriptSyntax.Parse(code, "cell");
        return LineMarks.AddTo(written, Chain().Create(written).GetSemanticModel(written), checksLoops).Tree;
    }

    private static SubmissionChain Chain() => new(new NoReferences(), Path.GetTempPath());

    private sealed class NoReferences : MetadataReferenceResolver
    {
        public override System.Collections.Immutable.ImmutableArray<PortableExecutableReference> ResolveReference(
            string reference, string? baseFilePath, MetadataReferenceProperties properties) => [];

        public override bool Equals(object? other) => other is NoReferences;

        public override int GetHashCode() => 0;
    }
}
