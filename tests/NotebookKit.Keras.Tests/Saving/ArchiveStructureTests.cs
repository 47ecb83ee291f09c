using System.IO.Compression;
using System.Text.Json.Nodes;
using NotebookKit.Keras.Hdf5;
using NotebookKit.Keras.Tests.Support;

namespace NotebookKit.Keras.Tests.Saving;

/// <summary>What is written has the members, groups, shapes and settings of the file that Keras wrote of the same model.</summary>
public class ArchiveStructureTests
{
    // Said by Keras of how it made the model, or left open by this library: nothing that changes what is computed.
    private static readonly string[] s_aside =
    [
        "build_config", "compile_config", "shared_object_id", "dtype", "quantization_config", "kernel_regularizer", "recurrent_regularizer",
        "bias_regularizer",
        "activity_regularizer", "kernel_constraint", "recurrent_constraint", "bias_constraint", "seed", "unroll", "renorm",
        "renorm_clipping", "renorm_momentum",
        "embeddings_regularizer", "embeddings_constraint", "training", "input_axes", "output_axes",
    ];

    public static TheoryData<string> WrittenByKeras315()
    {
        var data = new TheoryData<string>();
        foreach (KerasCase item in KerasCases.All.Where(c => c.Support == "required" && c.Kind == "model" && c.Files.ContainsKey("keras")))
        {
            data.Add(item.Name);
        }
        return data;
    }

    [Theory]
    [MemberData(nameof(WrittenByKeras315))]
    public void An_archive_has_the_structure_of_the_one_that_Keras_wrote(string name)
    {
        string original = KerasCases.Find(name).Files["keras"];
        using var folder = new TemporaryFolder();
        string written = folder.File("model.keras");
        KerasFile.Save(KerasFile.Load(original), written);
        using ZipArchive theirs = ZipFile.OpenRead(original), ours = ZipFile.OpenRead(written);
        Assert.Equal(theirs.Entries.Select(e => e.FullName), ours.Entries.Select(e => e.FullName));
        Assert.All(ours.Entries, e => Assert.Equal(e.Length, e.CompressedLength));
        Assert.Equal(["keras_version", "date_saved"], JsonNode.Parse(Read(ours, "metadata.json"))!.AsObject().Select(p => p.Key));
        Assert.Equal(Groups(Read(theirs, "model.weights.h5")), Groups(Read(ours, "model.weights.h5")));
        Assert.Equal(Canonical(Read(theirs, "config.json")), Canonical(Read(ours, "config.json")));
    }

    /// <summary>Every group with its name attribute and every data set with its type and shape, but for the optimizer's.</summary>
    private static List<string> Groups(byte[] file)
    {
        var lines = new List<string>();
        Collect(Hdf5File.Open(file).Root);
        return lines;

        void Collect(Hdf5Group group)
        {
            lines.Add($"{group.Path}/ {group.Attribute("name")?.Text()}");
            foreach (string name in group.Names.Where(n => group.Path.Length > 0 || n is not ("optimizer" or "metrics")))
            {
                switch (group.Find(name))
                {
                    case Hdf5Group inner:
                        Collect(inner);
                        break;
                    case Hdf5Dataset data:
                        lines.Add($"{data.Path} {data.Space}");
                        break;
                }
            }
        }
    }

    private static string Canonical(byte[] config)
    {
        JsonNode root = JsonNode.Parse(config)!;
        return Simplify(root)!.ToJsonString(new System.Text.Json.JsonSerializerOptions { WriteIndented = true });
    }

    /// <summary>Names in order, what is set aside left out, numbers by value, keywords that say nothing left out.</summary>
    private static JsonNode? Simplify(JsonNode? node, string? key = null)
    {
        switch (node)
        {
            case JsonObject item:
                var result = new JsonObject();
                foreach ((string name, JsonNode? value) in item.OrderBy(p => p.Key, StringComparer.Ordinal))
                {
                    bool silent = key == "kwargs" && (value is null || (value is JsonValue flag && flag.TryGetValue(out bool set) && !set)
                        || (value is JsonArray list && list.All(i => i is null)));
                    if (!s_aside.Contains(name) && !silent)
                    {
                        // Inputs and outputs by name come in the order of the names; here they have places alone.
                        bool named = name is "input_layers" or "output_layers" && value is JsonObject;
                        result[name] = named ? new JsonArray([.. value!.AsObject().Select(p => Simplify(p.Value))]) : Simplify(value, name);
                    }
                }
                return result;
            case JsonArray items:
                return new JsonArray([.. items.Select(i => Simplify(i))]);
            case JsonValue number when number.TryGetValue(out double real):
                return JsonValue.Create((double)(float)real);
            default:
                return node?.DeepClone();
        }
    }

    private static byte[] Read(ZipArchive archive, string name)
    {
        using Stream stream = archive.GetEntry(name)!.Open();
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }
}
