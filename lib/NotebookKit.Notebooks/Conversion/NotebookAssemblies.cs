using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Microsoft.DotNet.Interactive.Formatting;

namespace NotebookKit.Notebooks.Conversion;

/// <summary>
/// What every notebook has loaded, and a program must ask for: the formatting library, for libraries that were built against it and
/// rely on the notebook's.
/// </summary>
internal static class NotebookAssemblies
{
    /// <summary>The directive that brings it.</summary>
    public static string Package { get; } = $"#:package {Name}@{Version()}";

    private static string Name => typeof(Formatter).Assembly.GetName().Name!;

    /// <summary>Whether a library refers to it.</summary>
    /// <param name="library">The library's file.</param>
    public static bool IsNeededBy(string library)
    {
        try
        {
            using var image = new PEReader(File.OpenRead(library));
            return image.HasMetadata && image.GetMetadataReader() is { } metadata && metadata.AssemblyReferences.Any(
                reference => metadata.GetString(metadata.GetAssemblyReference(reference).Name) == Name);
        }
        catch (BadImageFormatException)
        {
            // No library of .NET: the program's compiler says so.
            return false;
        }
    }

    private static string Version() =>
        typeof(Formatter).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];
}
