using NotebookKit.Layers;
using static NotebookKit.Tests.Files.ModelFile;

namespace NotebookKit.Tests.Files;

/// <summary>Files that are damaged, of another model, or no files at all: each says what is wrong, and the model stays as it was.</summary>
public class UnfitModelFilesTests
{
    private static float[] Flat(Model model) => [.. model.GetWeights().SelectMany(w => w.ToArray())];

    [Fact]
    public void A_damaged_size_is_found_by_the_weights()
    {
        var model = new Sequential(new Input(3, 2), new LSTM(10));
        string message = WithFile(path =>
        {
            model.Save(path);
            (IReadOnlyDictionary<string, Tensor>? tensors, IReadOnlyDictionary<string, string>? metadata) = Safetensors.Load(path);
            Safetensors.Save(path, tensors, metadata.ToDictionary(m => m.Key, m => m.Value.Replace("\"units\":10", "\"units\":90")));
            return Assert.Throws<ModelFileException>(() => Model.Load(path)).Message;
        });
        Assert.Contains("tensor 'lstm/kernel': Its shape is (2, 40); the model expects (2, 360)", message);
    }

    [Theory]
    [InlineData("\"LSTM\"", "\"LSTN\"", "this library has no 'LSTN'")]
    [InlineData("\"units\":3", "\"units\":-3", "expects units of 1 or more; received -3")]
    [InlineData("\"tanh\"", "\"tann\"", "There is no activation 'tann'")]
    [InlineData("\"version\":1", "\"version\":2", "written in version 2")]
    [InlineData("\"stack\":[0", "\"stack\":[7", "refers to a layer 7 before that layer")]
    [InlineData("\"units\":3", "\"units\":\"3\"", "cannot be built")]
    public void An_architecture_that_cannot_be_built_says_why(string text, string instead, string expected)
    {
        var model = new Sequential(new Input(2, 2), new LSTM(3));
        string message = WithFile(path =>
        {
            model.Save(path);
            (IReadOnlyDictionary<string, Tensor>? tensors, IReadOnlyDictionary<string, string>? metadata) = Safetensors.Load(path);
            Assert.Contains(text, metadata["architecture"]);
            Safetensors.Save(path, tensors, metadata.ToDictionary(m => m.Key, m => m.Value.Replace(text, instead)));
            return Assert.Throws<ModelFileException>(() => Model.Load(path)).Message;
        });
        Assert.Contains(expected, message);
    }

    [Fact]
    public void Weights_of_another_architecture_are_refused_and_nothing_changes()
    {
        var small = new Sequential(new Input(2), new Dense(3, name: "out"));
        WithFile(path =>
        {
            small.SaveWeights(path);
            Refused(new Sequential(new Input(2), new Dense(4, name: "out")), path, "dense/kernel",
                "Its shape is (2, 3); the model expects (2, 4) as kernel of Dense 'out'");
            Refused(new Sequential(new Input(2), new Dense(3), new Dense(3)), path, "dense_1/kernel", "The file does not have it");
            Refused(new Sequential(new Input(2), new Dense(3, useBias: false)), path, "dense/bias", "The model has no place for it");
            return 0;
        });

        static void Refused(Model model, string path, string tensor, string expected)
        {
            float[] before = Flat(model);
            ModelFileException error = Assert.Throws<ModelFileException>(() => model.LoadWeights(path));
            Assert.Equal(tensor, error.TensorName);
            Assert.Contains(expected, error.Message);
            Assert.StartsWith(path, error.Message);
            Assert.Equal(before, Flat(model));
        }
    }

    [Fact]
    public void A_file_of_weights_is_no_model() => WithFile(path =>
    {
        new Sequential(new Input(2), new Dense(3)).SaveWeights(path);
        Assert.Contains("weights without an architecture", Assert.Throws<ModelFileException>(() => Model.Load(path)).Message);
        return 0;
    });

    [Fact]
    public void A_file_cut_off_anywhere_gives_one_error_and_leaves_the_model()
    {
        var model = new Sequential(new Input(2), new Dense(3), new Dense(1));
        WithFile(path =>
        {
            model.Save(path);
            byte[] whole = File.ReadAllBytes(path);
            float[] before = Flat(model);
            for (int length = 0; length < whole.Length; length++)
            {
                File.WriteAllBytes(path, whole[..length]);
                Assert.Throws<ModelFileException>(() => model.LoadWeights(path));
                Assert.Throws<ModelFileException>(() => Model.Load(path));
            }
            Assert.Equal(before, Flat(model));
            return 0;
        });
    }

    [Fact]
    public void A_flipped_bit_anywhere_in_the_header_loads_whole_or_not_at_all()
    {
        var model = new Sequential(new Input(2), new Dense(3), new Dense(1));
        WithFile(path =>
        {
            model.Save(path);
            byte[] whole = File.ReadAllBytes(path);
            int header = (int)BitConverter.ToUInt64(whole), refused = 0;
            float[] before = Flat(model);
            for (int bit = 0; bit < (8 + header) * 8; bit += 3)
            {
                byte[] damaged = [.. whole];
                damaged[bit / 8] ^= (byte)(1 << (bit % 8));
                File.WriteAllBytes(path, damaged);
                try
                {
                    Model.Load(path);
                }
                catch (ModelFileException)
                {
                    refused++;
                }
                try
                {
                    model.LoadWeights(path);
                    // Some flips change what weights do not depend on, such as a layer's name.
                    Assert.Equal(before, Flat(model));
                }
                catch (ModelFileException)
                {
                    Assert.Equal(before, Flat(model));
                }
            }
            Assert.True(refused > header, $"{refused} of {(8 + header) * 8 / 3} were refused");
            return 0;
        });
    }

    [Fact]
    public void A_folder_that_is_missing_or_no_file_is_named()
    {
        var model = new Sequential(new Input(2), new Dense(1));
        string folder = Directory.CreateTempSubdirectory().FullName, missing = Path.Combine(folder, "runs", "best.safetensors");
        Assert.Equal(
            $"Cannot write '{missing}': the folder '{Path.Combine(folder, "runs")}' does not exist. Make it first by "
            + "Directory.CreateDirectory.",
            Assert.Throws<DirectoryNotFoundException>(() => model.SaveWeights(missing)).Message);
        Assert.StartsWith($"Cannot write '{folder}': it is a folder.", Assert.Throws<IOException>(() => model.Save(folder)).Message);
        Assert.EndsWith("This is a folder. Give the name of a file in it.",
            Assert.Throws<ModelFileException>(() => Model.Load(folder)).Message);
        Assert.Empty(Directory.GetFileSystemEntries(folder));
        Directory.Delete(folder);
    }
}
