using System.Text.Json;

namespace NotebookKit.Tests.Reference;

/// <summary>A golden case of data/reference or data/published; data/README.md describes the format.</summary>
internal sealed class ReferenceCase
{
    private readonly JsonElement _root;

    private ReferenceCase(JsonElement root) => _root = root;

    public string Id => _root.GetProperty("id").GetString()!;

    public string Kind => _root.GetProperty("kind").GetString()!;

    public JsonElement this[string property] => _root.GetProperty(property);

    public JsonElement? Find(string property) => _root.TryGetProperty(property, out JsonElement found) ? found : null;

    /// <summary>All cases, in the order of their names.</summary>
    public static IEnumerable<string> Ids => Folders.SelectMany(f => Directory.GetFiles(f, "*.json"))
        .Select(f => Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal);

    public static ReferenceCase Load(string id)
    {
        string file = Folders.Select(f => Path.Combine(f, id + ".json")).First(File.Exists);
        return new ReferenceCase(JsonDocument.Parse(File.ReadAllText(file)).RootElement);
    }

    /// <summary>The values of a tensor in the file, in double precision.</summary>
    public static double[] Numbers(JsonElement tensor) => [.. tensor.GetProperty("data").EnumerateArray().Select(n => n.GetDouble())];

    public static Shape ShapeOf(JsonElement tensor) => new([.. tensor.GetProperty("shape").EnumerateArray().Select(n => n.GetInt32())]);

    public static Tensor ToTensor(JsonElement tensor) => Tensor.Of([.. Numbers(tensor).Select(n => (float)n)], ShapeOf(tensor));

    private static string[] Folders
    {
        get
        {
            string? root = AppContext.BaseDirectory;
            while (root is not null && !File.Exists(Path.Combine(root, "NotebookKit.sln")))
                root = Path.GetDirectoryName(root);
            Assert.NotNull(root);
            return [Path.Combine(root, "data", "published"), Path.Combine(root, "data", "reference")];
        }
    }
}
