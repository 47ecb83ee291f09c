using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using NotebookKit.Tests.Shared;
using NotebookKit.Tool.Tests.Jupyter;

namespace NotebookKit.Tool.Tests;

/// <summary>
/// No type of the kit's lies in a namespace of Microsoft's or of another package: a notebook that loads the real one would find
/// two of a name. The built assemblies are read, those of the tests too.
/// </summary>
public class NamespacesTests
{
    [Fact]
    public void Every_type_of_the_kit_lies_in_a_namespace_of_its_own()
    {
        var foreign = new List<string>();
        var read = new HashSet<string>();
        foreach (string path in BuiltAssemblies())
        {
            using var image = new PEReader(File.OpenRead(path));
            MetadataReader metadata = image.GetMetadataReader();
            read.Add(Path.GetFileNameWithoutExtension(path));
            foreach (TypeDefinitionHandle handle in metadata.TypeDefinitions)
            {
                TypeDefinition type = metadata.GetTypeDefinition(handle);
                string space = metadata.GetString(type.Namespace);
                // A nested type has none; what the compiler and the test runner write into an assembly is not the kit's.
                if (space.Length > 0 && !space.Split('.')[0].Equals("NotebookKit", StringComparison.Ordinal)
                    && !IsGenerated(metadata, type))
                {
                    foreign.Add($"{Path.GetFileName(path)}: {space}.{metadata.GetString(type.Name)}");
                }
            }
        }

        Assert.Empty(foreign);
        Assert.Superset(
            new HashSet<string> { "NotebookKit.Tool", "NotebookKit.Tool.Tests", "NotebookKit.Notebooks", "NotebookKit.Lessons" }, read);
    }

    /// <summary>The newest build of every project of the solution that is built.</summary>
    private static IEnumerable<string> BuiltAssemblies() =>
        from area in (string[])["lib", "tests"]
        from project in Directory.GetDirectories(Path.Combine(Repository.Root, area))
        let output = Path.Combine(project, "bin")
        where Directory.Exists(output)
        let builds = Directory.GetFiles(output, Path.GetFileName(project) + ".dll", SearchOption.AllDirectories)
        where builds.Length > 0
        select builds.MaxBy(File.GetLastWriteTimeUtc);

    private static bool IsGenerated(MetadataReader metadata, TypeDefinition type) => type.GetCustomAttributes()
        .Select(handle => metadata.GetCustomAttribute(handle).Constructor)
        .Select(constructor => constructor.Kind == HandleKind.MemberReference
            ? metadata.GetMemberReference((MemberReferenceHandle)constructor).Parent
            : metadata.GetMethodDefinition((MethodDefinitionHandle)constructor).GetDeclaringType())
        .Select(attribute => attribute.Kind == HandleKind.TypeReference
            ? metadata.GetString(metadata.GetTypeReference((TypeReferenceHandle)attribute).Name)
            : metadata.GetString(metadata.GetTypeDefinition((TypeDefinitionHandle)attribute).Name))
        .Any(name => name is "CompilerGeneratedAttribute" or "GeneratedCodeAttribute" or "ExcludeFromCodeCoverageAttribute");
}
