using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace NotebookKit.Notebooks.CSharp;

/// <summary>
/// Answers the compiler's questions for references: <c>#r</c> in loaded files, and the libraries that a referenced
/// library was built against.
/// </summary>
internal sealed class DirectiveReferenceResolver(LibraryReferences libraries) : MetadataReferenceResolver
{
    private readonly Dictionary<(string Reference, string? Folder), ImmutableArray<PortableExecutableReference>> _given = [];

    public override bool ResolveMissingAssemblies => true;

    public override ImmutableArray<PortableExecutableReference> ResolveReference(
        string reference, string? baseFilePath, MetadataReferenceProperties properties)
    {
        string? folder = Path.IsPathRooted(baseFilePath) ? Path.GetDirectoryName(baseFilePath) : null;
        ImmutableArray<PortableExecutableReference> found = [.. libraries.Resolve(reference, folder)];
        lock (_given)
        {
            // A cell is compiled once as written and once as extended; the second time its libraries are known already.
            if (found.IsEmpty)
            {
                return _given.GetValueOrDefault((reference, folder), found);
            }
            return _given[(reference, folder)] = found;
        }
    }

    // What the runtime itself is built on shows in none of the functions that cells call.
    public override PortableExecutableReference? ResolveMissingAssembly(MetadataReference definition, AssemblyIdentity referenceIdentity) =>
        ReferenceEquals(definition, FrameworkReferences.Own) ? null : libraries.ResolveByName(referenceIdentity.Name);

    public override bool Equals(object? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);
}
