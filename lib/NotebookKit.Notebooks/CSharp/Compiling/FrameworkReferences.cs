using System.Collections.Concurrent;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Microsoft.AspNetCore.Html;
using Microsoft.CodeAnalysis;
using Microsoft.DotNet.Interactive;
using Microsoft.DotNet.Interactive.Formatting;

namespace NotebookKit.Notebooks.CSharp;

/// <summary>
/// What every cell can use without <c>#r</c>: the .NET base library, the formatting library and the cell functions.
/// </summary>
/// <remarks>
/// The SDK's reference packs are preferred to the runtime's own assemblies: they are smaller to read, show only the
/// public surface and carry the XML documentation that completion and inspection show. Where no SDK is installed, the
/// runtime's assemblies serve.
/// </remarks>
internal static class FrameworkReferences
{
    private static readonly ConcurrentDictionary<string, PortableExecutableReference> s_files = new(StringComparer.Ordinal);

    private static readonly Lazy<string[]> s_searchFolders = new(FindFolders);

    private static readonly Lazy<IReadOnlyList<MetadataReference>> s_shared = new(Load);

    /// <summary>The references of a session's first cell.</summary>
    public static IReadOnlyList<MetadataReference> All => s_shared.Value;

    /// <summary>This runtime itself, for the functions that cells call without a word.</summary>
    public static MetadataReference Own => Reference(Assembly.GetExecutingAssembly().Location);

    /// <summary>The folders searched for a framework assembly, reference packs first.</summary>
    public static IReadOnlyList<string> Folders => s_searchFolders.Value;

    /// <summary>The file of a framework assembly that cells do not see by default, for example one of ASP.NET Core.</summary>
    public static string? Find(string simpleName) =>
        s_searchFolders.Value.Select(folder => Path.Combine(folder, simpleName + ".dll")).FirstOrDefault(File.Exists)
        ?? (HostAssemblies.Value.TryGetValue(simpleName, out string? path) ? path : null);

    /// <summary>Whether the file belongs to the framework or the host process.</summary>
    public static bool IsFrameworkFile(string path) =>
        s_searchFolders.Value.Contains(Path.GetDirectoryName(path)) || HostAssemblies.Value.ContainsValue(path);

    /// <summary>Whether the framework brings the same assembly in the same or a newer version, which then wins.</summary>
    public static bool IsNewestInFramework(string path)
    {
        var name = AssemblyName.GetAssemblyName(path);
        string? own = s_searchFolders.Value.Append(RuntimeFolder)
            .Select(folder => Path.Combine(folder, name.Name + ".dll")).FirstOrDefault(File.Exists);
        return own is not null && AssemblyName.GetAssemblyName(own).Version >= name.Version;
    }

    /// <summary>One metadata reference a file, read once a process, with the XML documentation that lies beside it.</summary>
    public static PortableExecutableReference Reference(string path) => s_files.GetOrAdd(path, Create);

    // Without its path, since the compiler lists every reference that has one in the symbols of every cell: ten kilobytes each.
    private static PortableExecutableReference Create(string path) =>
        AssemblyMetadata.CreateFromFile(path).GetReference(new XmlFileDocumentation(Path.ChangeExtension(path, ".xml")), display: path);

    /// <summary>Simple name to file for everything the host process can load.</summary>
    public static readonly Lazy<Dictionary<string, string>> HostAssemblies = new(() =>
        ((string?)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .DistinctBy(path => Path.GetFileNameWithoutExtension(path), StringComparer.OrdinalIgnoreCase)
            .ToDictionary(path => Path.GetFileNameWithoutExtension(path), StringComparer.OrdinalIgnoreCase));

    private static string RuntimeFolder => Path.GetDirectoryName(typeof(object).Assembly.Location)!;

    private static IReadOnlyList<MetadataReference> Load()
    {
        string? packs = s_searchFolders.Value.FirstOrDefault(
            folder => folder.Contains("Microsoft.NETCore.App.Ref", StringComparison.Ordinal));
        string[] files = packs is not null
            ? Directory.GetFiles(packs, "*.dll")
            : HostAssemblies.Value.Values.Where(path => Path.GetDirectoryName(path) == RuntimeFolder).ToArray();
        return
        [
            .. files.Where(DefinesTypes).Select(Reference),
            Reference(Find("Microsoft.AspNetCore.Html.Abstractions") ?? typeof(IHtmlContent).Assembly.Location),
            Reference(typeof(Formatter).Assembly.Location),
            Reference(typeof(Kernel).Assembly.Location),
            Own,
        ];
    }

    /// <summary>
    /// Whether a file has types of its own. A third of the framework has none and only names where older code's types went;
    /// a library that was built against such a file brings it in by name. Every reference costs each cell memory and time.
    /// </summary>
    private static bool DefinesTypes(string path)
    {
        using var image = new PEReader(File.OpenRead(path));
        return image.GetMetadataReader().TypeDefinitions.Count > 1; // The first is the module.
    }

    private static string[] FindFolders()
    {
        string packs = Path.GetFullPath(Path.Combine(RuntimeFolder, "..", "..", "..", "packs"));
        return [.. new[] { "Microsoft.NETCore.App.Ref", "Microsoft.AspNetCore.App.Ref" }
            .Select(pack => Path.Combine(packs, pack)).Where(Directory.Exists).Select(Newest).OfType<string>()];
    }

    private static string? Newest(string pack)
    {
        Version version = Environment.Version;
        return Directory.GetDirectories(pack)
            .Select(
                folder => (Folder: folder, Version: Version.TryParse(
                    Path.GetFileName(folder).Split('-')[0], out Version? parsed) ? parsed : null))
            .Where(candidate => candidate.Version is { } v && v.Major == version.Major && v.Minor == version.Minor)
            .OrderByDescending(candidate => candidate.Version)
            .Select(candidate => Path.Combine(candidate.Folder, "ref", $"net{version.Major}.{version.Minor}"))
            .FirstOrDefault(Directory.Exists);
    }
}
