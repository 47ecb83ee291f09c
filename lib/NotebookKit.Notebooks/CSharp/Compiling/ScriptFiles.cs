using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace NotebookKit.Notebooks.CSharp;

/// <summary>Finds what <c>#load</c> names: relative to the loading file, else to the session's working directory.</summary>
internal class ScriptFiles(string baseDirectory) : SourceReferenceResolver
{
    public override string? NormalizePath(string path, string? baseFilePath) => ResolveReference(path, baseFilePath);

    public override Stream OpenRead(string resolvedPath) => File.OpenRead(resolvedPath);

    /// <summary>A file's text. What is thrown here, the compiler tells as an error about the file.</summary>
    /// <exception cref="NotSupportedException">The code nests too deep.</exception>
    public override SourceText ReadText(string resolvedPath)
    {
        SourceText text = base.ReadText(resolvedPath);
        return !Nesting.IsTooDeep(text.ToString()) ? text
            : throw new NotSupportedException($"An {Nesting.Problem} (CS8078). {Nesting.Remedy}");
    }

    public override string? ResolveReference(string path, string? baseFilePath)
    {
        string folder = Path.IsPathRooted(baseFilePath) ? Path.GetDirectoryName(baseFilePath)! : baseDirectory;
        string full = Path.GetFullPath(path, folder);
        return File.Exists(full) ? full : null;
    }

    public override bool Equals(object? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(baseDirectory);
}

/// <summary>Gives loaded files with the checks and the marks of lines that a cell's own code gets.</summary>
internal sealed class ExtendedScriptFiles(string baseDirectory, IReadOnlyDictionary<string, SourceText> extended)
    : ScriptFiles(baseDirectory)
{
    public override SourceText ReadText(string resolvedPath) => extended.GetValueOrDefault(resolvedPath) ?? base.ReadText(resolvedPath);
}
