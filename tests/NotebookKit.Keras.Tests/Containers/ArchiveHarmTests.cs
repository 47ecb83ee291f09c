using System.IO.Compression;
using System.Text;
using NotebookKit.Keras.Tests.Support;

namespace NotebookKit.Keras.Tests.Containers;

/// <summary>Archives and folders built by hand to deceive a reader.</summary>
public class ArchiveHarmTests
{
    private static readonly string s_good = KerasCases.Find("lstm_default").Files["keras"];

    [Fact]
    public void A_byte_changed_in_a_stored_member_is_seen_by_its_checksum()
    {
        byte[] bytes = File.ReadAllBytes(s_good);
        // In the middle of the weights, where no structure would show it.
        int at = bytes.AsSpan().LastIndexOf("model.weights.h5"u8) - 2000;
        bytes[at] ^= 1;
        Refused(bytes, "checksum");
    }

    [Fact]
    public void Two_members_of_one_name_are_refused() => Refused(Archive(a =>
    {
        Copy(a, "config.json");
        Copy(a, "config.json");
        Copy(a, "model.weights.h5");
    }), "two members");

    [Fact]
    public void Pickled_weights_are_refused_by_name() => Refused(Archive(a =>
    {
        Copy(a, "config.json");
        Write(a, "model.weights.npz", "anything"u8);
    }), "pickled");

    [Fact]
    public void A_member_that_unpacks_without_end_is_refused_before_it_is_unpacked()
    {
        byte[] bytes = Archive(a =>
        {
            using (Stream stream = a.CreateEntry("config.json", CompressionLevel.SmallestSize).Open())
            {
                byte[] blanks = new byte[1_000_000];
                blanks.AsSpan().Fill((byte)' ');
                for (int i = 0; i < 60; i++)
                {
                    stream.Write(blanks);
                }
            }
            Copy(a, "model.weights.h5");
        });
        long before = GC.GetAllocatedBytesForCurrentThread();
        Refused(bytes, "too large");
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 10_000_000);
    }

    [Fact]
    public void A_folder_without_its_parts_or_of_TensorFlow_is_told()
    {
        using var folder = new TemporaryFolder();
        Assert.Contains("config.json", Assert.Throws<KerasFileException>(() => KerasFile.Load(folder.Path)).Message,
            StringComparison.Ordinal);
        File.WriteAllText(folder.File("config.json"), "{}");
        Assert.Contains("model.weights.h5", Assert.Throws<KerasFileException>(() => KerasFile.Load(folder.Path)).Message,
            StringComparison.Ordinal);
        File.WriteAllText(folder.File("saved_model.pb"), "");
        Assert.Contains("SavedModel", Assert.Throws<KerasFileException>(() => KerasFile.Load(folder.Path)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_device_is_not_read()
    {
        Assert.SkipUnless(File.Exists("/dev/zero"), "This system has no /dev/zero.");
        Assert.Contains("empty", Assert.Throws<KerasFileException>(() => KerasFile.Load("/dev/zero")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_not_there_is_named() =>
        Assert.Contains("nowhere.keras", Assert.Throws<FileNotFoundException>(() => KerasFile.Load("nowhere.keras")).Message,
            StringComparison.Ordinal);

    [Theory]
    [InlineData("../outside.weights.h5")]
    [InlineData("/etc/hostname")]
    [InlineData("sub/inside.weights.h5")]
    [InlineData("C:\\evil.h5")]
    [InlineData("..")]
    public void A_shard_in_another_folder_is_not_opened(string shard)
    {
        using var folder = new TemporaryFolder();
        string index = folder.File("model.weights.json");
        File.WriteAllText(index, $$$"""{"weight_map": {"/layers/lstm/cell/vars": [{{{System.Text.Json.JsonSerializer.Serialize(shard)}}}]}}""");
        string message = Assert.Throws<KerasFileException>(() => KerasFile.LoadWeights(KerasFile.Load(s_good), index)).Message;
        Assert.Contains("does not lie beside it", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Weights_in_shards_are_put_together()
    {
        Model model = KerasFile.Load(KerasCases.Find("stacked_lstm").Files["keras"]),
            empty = KerasFile.Load(KerasCases.Find("stacked_lstm").Files["keras"]);
        using var folder = new TemporaryFolder();
        File.Copy(KerasCases.Find("stacked_lstm").Files["weights"], folder.File("model_00000.weights.h5"));
        File.Copy(KerasCases.Find("lstm_default").Files["weights"], folder.File("model_00001.weights.h5"));
        File.WriteAllText(folder.File("model.weights.json"), """{"metadata": {}, "weight_map": {"/layers/lstm/cell/vars": "model_00000.weights.h5", "/layers/lstm_1/cell/vars": ["model_00000.weights.h5"]}}""");
        empty.SetWeights([.. empty.Weights.Select(w => Tensor.Zeros(w.Shape))]);
        KerasFile.LoadWeights(empty, folder.File("model.weights.json"));
        Assert.Equal(model.Weights.SelectMany(w => w.Value.ToArray()), empty.Weights.SelectMany(w => w.Value.ToArray()));
    }

    [Fact]
    public void Weights_that_do_not_fit_leave_the_model_as_it_was()
    {
        Model model = KerasFile.Load(s_good);
        float[] before = [.. model.Weights.SelectMany(w => w.Value.ToArray())];
        string other = KerasCases.Find("stacked_lstm").Files["weights"];
        Assert.Throws<KerasFileException>(() => KerasFile.LoadWeights(model, other));
        Assert.Equal(before, model.Weights.SelectMany(w => w.Value.ToArray()));
    }

    private static void Refused(byte[] bytes, string word)
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("model.keras");
        File.WriteAllBytes(path, bytes);
        Assert.Contains(word, Assert.Throws<KerasFileException>(() => KerasFile.Load(path)).Message, StringComparison.Ordinal);
        Assert.Single(Directory.GetFileSystemEntries(folder.Path));
    }

    private static byte[] Archive(Action<ZipArchive> fill)
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true, Encoding.UTF8))
        {
            fill(archive);
        }
        return stream.ToArray();
    }

    private static void Copy(ZipArchive to, string name)
    {
        using ZipArchive from = ZipFile.OpenRead(s_good);
        using Stream source = from.GetEntry(name)!.Open(), target = to.CreateEntry(name, CompressionLevel.NoCompression).Open();
        source.CopyTo(target);
    }

    private static void Write(ZipArchive to, string name, ReadOnlySpan<byte> bytes)
    {
        using Stream target = to.CreateEntry(name).Open();
        target.Write(bytes);
    }
}
