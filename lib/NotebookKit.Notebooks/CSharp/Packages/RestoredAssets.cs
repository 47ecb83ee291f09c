using System.Text.Json;

namespace NotebookKit.Notebooks.CSharp;

/// <summary>Reads <c>project.assets.json</c>, in which a restore writes down the files it chose for this machine.</summary>
internal static class RestoredAssets
{
    /// <summary>The files, or <c>null</c> when there is no successful restore or its packages have been cleaned away.</summary>
    public static PackageFiles? Read(string folder)
    {
        string path = Path.Combine(folder, "obj", "project.assets.json");
        if (!File.Exists(path))
        {
            return null;
        }
        try
        {
            using var assets = JsonDocument.Parse(File.ReadAllBytes(path));
            return Read(assets.RootElement);
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException or IOException)
        {
            // Written halfway by a process that died: restoring again puts it right.
            return null;
        }
    }

    private static PackageFiles? Read(JsonElement assets)
    {
        if (assets.TryGetProperty("logs", out JsonElement logs)
            && logs.EnumerateArray().Any(entry => entry.GetProperty("level").GetString() == "Error"))
        {
            return null;
        }
        // Beside the target of the framework alone there is one for the framework on this machine, with its native files.
        JsonElement target = assets.GetProperty("targets").EnumerateObject()
            .Where(candidate => candidate.Name.Contains('/', StringComparison.Ordinal)).Select(candidate => candidate.Value).Single();
        string[] roots = assets.GetProperty("packageFolders").EnumerateObject().Select(root => root.Name).ToArray();
        JsonElement libraries = assets.GetProperty("libraries");
        List<string> compile = [], runtime = [], native = [];
        var packages = new List<ResolvedPackage>();
        foreach (JsonProperty library in target.EnumerateObject()
            .Where(library => library.Value.GetProperty("type").GetString() == "package"))
        {
            string relative = libraries.GetProperty(library.Name).GetProperty("path").GetString()!;
            if (roots.Select(candidate => Path.Combine(candidate, relative)).FirstOrDefault(Directory.Exists) is not { } root)
            {
                return null;
            }
            packages.Add(new ResolvedPackage(library.Name.Split('/')[0], library.Name.Split('/')[1], root));
            compile.AddRange(Files(root, library.Value, "compile"));
            runtime.AddRange(Files(root, library.Value, "runtime"));
            native.AddRange(Files(root, library.Value, "native"));
        }

        return compile.Concat(runtime).Concat(native).All(File.Exists)
            ? new PackageFiles(compile, runtime, native, packages)
            : null;
    }

    private static IEnumerable<string> Files(string root, JsonElement library, string kind) =>
        library.TryGetProperty(kind, out JsonElement files)
            ? files.EnumerateObject().Select(file => file.Name)
                // NuGet's sign for "nothing here on purpose".
                .Where(name => Path.GetFileName(name) != "_._").Select(name => Path.GetFullPath(Path.Combine(root, name)))
            : [];
}
