using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using NotebookKit.Keras.Containers;

namespace NotebookKit.Keras.Saving;

/// <summary>Packs a model as Keras 3 does: metadata, architecture and weights in a zip archive, stored rather than compressed.</summary>
internal static class ArchiveWriter
{
    /// <summary>The version of Keras whose form is written.</summary>
    public const string KerasVersion = "3.15.1";

    private static readonly JsonSerializerOptions s_plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    // As Keras, so that only what differs in two models differs in their files.
    private static readonly DateTimeOffset s_time = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Writes the archive.</summary>
    public static void Write(Stream to, JsonObject config, byte[] weights, DateTime saved)
    {
        var metadata = new JsonObject
        {
            ["keras_version"] = KerasVersion,
            ["date_saved"] = saved.ToString("yyyy-MM-dd@HH:mm:ss", CultureInfo.InvariantCulture),
        };
        using var archive = new ZipArchive(to, ZipArchiveMode.Create, leaveOpen: true);
        Add(archive, ContainerReader.MetadataName, Encoding.UTF8.GetBytes(metadata.ToJsonString(s_plain)));
        Add(archive, ContainerReader.ConfigName, Encoding.UTF8.GetBytes(config.ToJsonString(s_plain)));
        Add(archive, ContainerReader.WeightsName, weights);
    }

    private static void Add(ZipArchive archive, string name, byte[] bytes)
    {
        ZipArchiveEntry entry = archive.CreateEntry(name, CompressionLevel.NoCompression);
        entry.LastWriteTime = s_time;
        using Stream stream = entry.Open();
        stream.Write(bytes);
    }
}
