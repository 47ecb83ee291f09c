using System.Text.Json;
using NotebookKit.Keras.Configuration;
using NotebookKit.Keras.Containers;
using NotebookKit.Keras.Hdf5;

namespace NotebookKit.Keras.Weights;

/// <summary>Reads weights that stand in several files, which an index names: each must lie beside it.</summary>
internal static class ShardReader
{
    private const int MostShards = 1000;

    /// <summary>Finds the values of all weights.</summary>
    public static void Read(string path, ReadOnlyMemory<byte> index, Model model, Func<Model, IReadOnlyList<Layer>> order,
        WeightValues values)
    {
        if (JsonDocuments.Read(index, "index of shards").Find("weight_map") is not { ValueKind: JsonValueKind.Object } map)
        {
            throw new RefusedException("The index of shards has no weight_map. The file is damaged, or not written by Keras.");
        }
        string[] names = [.. map.EnumerateObject().SelectMany(Files).Distinct().Order(StringComparer.Ordinal)];
        if (names.Length > MostShards)
        {
            throw new RefusedException($"The index names {names.Length} shards; up to {MostShards} are read.");
        }
        string folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        NewWeightsReader.Read([.. names.Select(n => Open(folder, n).Root)], model, order, values);
    }

    private static IEnumerable<string> Files(JsonProperty entry) => entry.Value.ValueKind switch
    {
        JsonValueKind.String => [entry.Value.GetString()!],
        JsonValueKind.Array => entry.Value.EnumerateArray().Select(v => v.ValueKind == JsonValueKind.String ? v.GetString()!
            : throw Wrong(v)),
        _ => throw Wrong(entry.Value),
    };

    private static Hdf5File Open(string folder, string name)
    {
        if (name.Length == 0 || name != Path.GetFileName(name) || name.Contains('\\', StringComparison.Ordinal)
            || name.Contains(':', StringComparison.Ordinal) || name is "." or "..")
        {
            throw new RefusedException($"The index names the shard '{name}', which does not lie beside it; other folders are not looked "
                + $"into. Put the shards beside the index, under their own names.");
        }
        string file = Path.Combine(folder, name);
        if (!File.Exists(file))
        {
            throw new RefusedException($"The index names the shard '{name}', and there is no such file beside it. Copy all shards into "
                + $"one folder.");
        }
        return Hdf5File.Open(ContainerReader.ReadFile(file));
    }

    private static RefusedException Wrong(JsonElement value) =>
        new($"The index of shards names a file by {value.Shown()}; expected a string. The file is damaged, or not written by Keras.");
}
