using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace NotebookKit.Notebooks.CSharp;

/// <summary>How cells and loaded files are read: as C# scripts.</summary>
internal static class ScriptSyntax
{
    private static readonly CSharpParseOptions s_options = new(LanguageVersion.CSharp14, DocumentationMode.Parse, SourceCodeKind.Script);

    /// <summary>Cell code as a syntax tree that can be compiled.</summary>
    public static SyntaxTree Parse(string code, string name)
    {
        SyntaxTree tree = ParseAsWritten(code, name);
        // Roslyn emits nothing, and says nothing, for a submission that only has usings; an empty statement makes it one.
        return tree.GetCompilationUnitRoot() is { Usings.Count: > 0, Members.Count: 0 } ? ParseAsWritten(code + "\n;", name) : tree;
    }

    /// <summary>Cell code as a syntax tree, with nothing added.</summary>
    public static SyntaxTree ParseAsWritten(string code, string name) =>
        CSharpSyntaxTree.ParseText(SourceText.From(code, Encoding.UTF8), s_options, name);
}
