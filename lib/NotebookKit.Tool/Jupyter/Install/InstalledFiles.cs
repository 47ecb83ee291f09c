using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using NotebookKit.Notebooks.Documents;
using NotebookKit.Shared;

namespace NotebookKit.Tool.Jupyter.Install;

/// <summary>
/// Which files of a kernelspec's folder install wrote, and which have changed since: a list of their hashes lies beside
/// them. Only names that install writes are ever looked at, whatever that list says.
/// </summary>
internal static class InstalledFiles
{
    /// <summary>The list's name.</summary>
    public const string ListName = "notebookkit-files.json";

    // The list and a kernel.json are small; what is larger is not of this program.
    private const int MaxBytes = 1 << 20;

    /// <summary>The names of all that install writes, the list last.</summary>
    public static IReadOnlyList<string> Names { get; } = [KernelSpec.FileName, .. KernelSpec.Logos, ListName];

    /// <summary>Writes the list of what is in <paramref name="folder"/> under the names of install.</summary>
    public static void WriteList(string folder, IEnumerable<(string Name, byte[] Content)> files)
    {
        if (FileKinds.Of(Path.Combine(folder, ListName), followLinks: false) is not (FileKind.None or FileKind.Regular))
        {
            throw new IOException($"{Path.Combine(folder, ListName)} is not the file that install writes there. Move it elsewhere first.");
        }
        var list = new JsonObject(files.Select(file => KeyValuePair.Create<string, JsonNode?>(file.Name, Hash(file.Content))));
        AtomicFile.Write(Path.Combine(folder, ListName), JsonSerializer.SerializeToUtf8Bytes(list, KernelSpec.Readable));
    }

    /// <summary>Whether the file is there as install wrote it.</summary>
    /// <param name="folder">A kernelspec's folder.</param>
    /// <param name="name">One of <see cref="Names"/>.</param>
    public static bool IsOwn(string folder, string name)
    {
        if (Read(folder, name) is not { } content)
        {
            return false;
        }
        if (name == ListName)
        {
            return ReadList(folder) is not null;
        }
        if (ReadList(folder)?[name] is JsonValue hash && hash.TryGetValue(out string? expected))
        {
            return expected == Hash(content);
        }
        // An installation from before there was a list.
        return name == KernelSpec.FileName ? KernelSpec.HasOwnShape(content) : content.AsSpan().SequenceEqual(KernelSpec.Logo(name));
    }

    /// <summary>The content of a small regular file; null for everything else, links included.</summary>
    public static byte[]? Read(string folder, string name)
    {
        string path = Path.Combine(folder, name);
        return FileKinds.Of(path, followLinks: false) == FileKind.Regular && new FileInfo(path).Length <= MaxBytes
            ? File.ReadAllBytes(path)
            : null;
    }

    private static JsonObject? ReadList(string folder)
    {
        try
        {
            return Read(folder, ListName) is { } content && JsonNode.Parse(content, documentOptions: KernelSpec.Strict) is JsonObject list
                && list.All(entry => Names.Contains(entry.Key))
                ? list
                : null;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or ArgumentException)
        {
            return null;
        }
    }

    private static string Hash(byte[] content) => "sha256:" + Convert.ToHexStringLower(SHA256.HashData(content));
}
