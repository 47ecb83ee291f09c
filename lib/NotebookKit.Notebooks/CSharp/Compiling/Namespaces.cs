using System.Collections.Frozen;
using System.Reflection;
using System.Reflection.Metadata;

namespace NotebookKit.Notebooks.CSharp;

/// <summary>In which namespace of the base library a type lies that a reader named without importing it.</summary>
internal static class Namespaces
{
    /// <summary>The ones whose types programs outside notebooks, with their implicit usings, name without a thought; the likelier
    /// first.</summary>
    private static readonly string[] s_searched =
    [
        "System.IO", "System.Net.Http", "System.Threading", "System.Diagnostics", "System.Globalization", "System.Text.Json",
        "System.Text.RegularExpressions", "System.Numerics", "System.Collections.Concurrent", "System.Collections.Immutable",
        "System.Collections.ObjectModel", "System.Reflection", "System.Runtime.CompilerServices", "System.Runtime.InteropServices",
        "System.Text.Json.Nodes", "System.Text.Json.Serialization", "System.Xml.Linq", "System.Net", "System.Net.Http.Json",
        "System.IO.Compression", "System.Security.Cryptography", "System.ComponentModel", "System.Linq.Expressions", "System.Buffers",
        "System.Net.Sockets", "System.Threading.Channels", "System.Timers", "System.Xml", "System.Data", "System.Collections.Frozen",
    ];

    private static readonly Lazy<FrozenDictionary<string, string>> s_types = new(Load);

    /// <summary>The namespace of the public type of that name; <c>null</c> when none of those searched has one.</summary>
    public static string? Of(string type) => s_types.Value.GetValueOrDefault(type);

    private static FrozenDictionary<string, string> Load()
    {
        var order = s_searched.Index().ToDictionary(named => named.Item, named => named.Index, StringComparer.Ordinal);
        return FrameworkReferences.Folders.Take(1).SelectMany(folder => Directory.GetFiles(folder, "*.dll"))
            .SelectMany(PublicTypes).Where(type => order.ContainsKey(type.Namespace)).GroupBy(type => type.Name, type => type.Namespace)
            .ToFrozenDictionary(places => places.Key, places => places.MinBy(place => order[place])!, StringComparer.Ordinal);
    }

    private static IEnumerable<(string Name, string Namespace)> PublicTypes(string file)
    {
        using var image = new System.Reflection.PortableExecutable.PEReader(File.OpenRead(file));
        MetadataReader metadata = System.Reflection.Metadata.PEReaderExtensions.GetMetadataReader(image);
        foreach (TypeDefinitionHandle handle in metadata.TypeDefinitions)
        {
            TypeDefinition type = metadata.GetTypeDefinition(handle);
            if ((type.Attributes & TypeAttributes.VisibilityMask) == TypeAttributes.Public)
            {
                yield return (metadata.GetString(type.Name).Split('`')[0], metadata.GetString(type.Namespace));
            }
        }
    }
}
