using System.Text.Json;

namespace NotebookKit.Keras.Tests.Support;

/// <summary>The cases of data/keras/index.json.</summary>
internal static class KerasCases
{
    /// <summary>The folder of the cases.</summary>
    public static string Folder { get; } = Path.Combine(Root(), "data", "keras");

    /// <summary>All cases in the order of the index.</summary>
    public static IReadOnlyList<KerasCase> All { get; } = Read();

    /// <summary>The case of a name.</summary>
    public static KerasCase Find(string name) => All.Single(c => c.Name == name);

    /// <summary>A path in the folder of the cases.</summary>
    public static string PathOf(string relative) => Path.Combine(Folder, relative);

    private static List<KerasCase> Read()
    {
        using var index = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Folder, "index.json")));
        Assert.Equal("keras-files-index/1", index.RootElement.GetProperty("schema").GetString());
        List<KerasCase> cases = [.. index.RootElement.GetProperty("cases").EnumerateArray().Select(c => new KerasCase(c.Clone()))];
        Assert.Equal(index.RootElement.GetProperty("count").GetInt32(), cases.Count);
        return cases;
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "NotebookKit.sln")))
        {
            folder = folder.Parent;
        }
        return folder!.FullName;
    }
}
