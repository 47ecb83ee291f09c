using System.Diagnostics;
using System.Text;
using System.Text.Json;
using NotebookKit.Layers;

namespace NotebookKit.Tests.Files;

/// <summary>Model files made to take memory, time or the stack: each is refused by name, and none costs much.</summary>
public sealed class HostileModelFilesTests
{
    private static string Refused(string architecture, params (string Name, Tensor Values)[] tensors) => ModelFile.WithFile(path =>
    {
        Safetensors.Save(path, tensors.ToDictionary(t => t.Name, t => t.Values),
            new Dictionary<string, string> { ["format"] = "notebookkit", ["architecture"] = architecture });
        long before = GC.GetAllocatedBytesForCurrentThread();
        string message = Assert.Throws<ModelFileException>(() => Model.Load(path)).Message;
        long taken = GC.GetAllocatedBytesForCurrentThread() - before, honest = new FileInfo(path).Length;
        Assert.True(taken < 60_000_000 + (100 * honest), $"{taken} bytes were allocated for a file of {honest}");
        return message;
    });

    private static string Saved(Model model) => ModelFile.WithFile(path =>
    {
        model.Save(path);
        return Safetensors.Load(path).Metadata["architecture"];
    });

    [Theory]
    [InlineData("\"units\":3", "\"units\":20000", "would have its weight")]
    [InlineData("\"units\":3", "\"units\":2147483647", "cannot be built")]
    [InlineData("[-1,5,2]", "[-1,5,1000000000]", "would have its weight kernel of shape (1000000000, 12)")]
    public void Weights_are_compared_with_what_the_file_holds_before_they_are_made(string text, string instead, string expected)
    {
        string architecture = Saved(new Sequential(new Input(5, 2), new LSTM(3)));
        Assert.Contains(text, architecture);
        Assert.Contains(expected,
            Refused(architecture.Replace(text, instead, StringComparison.Ordinal), ("lstm/kernel", Tensor.Zeros(2, 12))));
    }

    [Theory]
    [InlineData("\"units\":3", "\"units\":-3")]
    [InlineData("\"units\":3", "\"units\":0")]
    [InlineData("\"units\":3", "\"units\":3.5")]
    [InlineData("\"units\":3", "\"units\":\"3\"")]
    [InlineData("\"units\":3", "\"units\":1e308")]
    [InlineData("\"units\":3", "\"units\":99999999999999999999")]
    [InlineData("[-1,5,2]", "[-1,-5,2]")]
    [InlineData("[-1,5,2]", "[]")]
    [InlineData("[-1,5,2]", "[-1,5,2,2147483647,2147483647,2147483647]")]
    public void Settings_that_no_layer_can_have_are_refused_as_the_file_they_stand_in(string text, string instead)
    {
        string architecture = Saved(new Sequential(new Input(5, 2), new LSTM(3)));
        Assert.Contains(text, architecture);
        Assert.NotEmpty(Refused(architecture.Replace(text, instead, StringComparison.Ordinal), ("lstm/kernel", Tensor.Zeros(2, 12))));
    }

    [Theory]
    [InlineData("GRU"), InlineData("Bidirectional"), InlineData("Embedding"), InlineData("Conv1D"), InlineData("PReLU"),
        InlineData("BatchNormalization")]
    public void Every_layer_with_weights_is_bounded(string kind)
    {
        Layer layer = kind switch
        {
            "GRU" => new GRU(7),
            "Bidirectional" => new Bidirectional(new LSTM(7)),
            "Embedding" => new Embedding(7, 3),
            "Conv1D" => new Conv1D(7, 2),
            "PReLU" => new PReLU(),
            _ => new BatchNormalization(),
        };
        Model model = kind == "Embedding" ? new Sequential(new Input(5), layer) : new Sequential(new Input(5, 7), layer);
        string architecture = Saved(model);
        Assert.Contains("7", architecture);
        string hostile = System.Text.RegularExpressions.Regex.Replace(architecture, @"(?<=[:,\[])7(?=[,}\]])", "90000000");
        Assert.Contains("would have its weight", Refused(hostile));
    }

    [Theory]
    [InlineData(30)]
    [InlineData(60)]
    public void Models_that_double_their_calls_are_refused(int levels)
    {
        var table = new StringBuilder("""{"class":"Dense","config":{"units":1,"activation":"linear","useBias":false,"kernelInitializer":null,"biasInitializer":null,"name":"d"}}""");
        for (int i = 0; i < levels; i++)
        {
            table.Append(System.Globalization.CultureInfo.InvariantCulture, $$""",{"class":"Input","name":"i{{i}}","shape":[-1,1]}""");
            table.Append(System.Globalization.CultureInfo.InvariantCulture, $$""",{"class":"Model","name":"m{{i}}","calls":[{"layer":{{1 + (2 * i)}},"inputs":[]},{"layer":{{2 * i}},"inputs":[[0,0]]},{"layer":{{2 * i}},"inputs":[[1,0]]}],"inputs":[[0,0]],"outputs":[[2,0]]}""");
        }
        string message = Refused($$"""{"version":1,"layers":[{{table}}],"model":{{2 * levels}}}""", ("dense/kernel", Tensor.Ones(1, 1)));
        Assert.Contains("a run through its models inside models would pass more than 50000 layers", message);
    }

    [Theory]
    [InlineData(65)]
    [InlineData(20_000)]
    public void Models_that_lie_deep_in_one_another_are_refused(int levels)
    {
        var table = new StringBuilder("""{"class":"Input","name":"i","shape":[-1,1]},{"class":"Sequential","name":"s0","stack":[0]}""");
        for (int i = 1; i <= levels; i++)
        {
            table.Append(System.Globalization.CultureInfo.InvariantCulture, $$""",{"class":"Sequential","name":"s{{i}}","stack":[0,{{i}}]}""");
        }
        Assert.Contains("its layers lie in one another more than 64 deep", Refused($$"""{"version":1,"layers":[{{table}}],"model":{{levels + 1}}}"""));
    }

    [Fact]
    public void Wrappers_in_wrappers_are_refused_too()
    {
        var table = new StringBuilder("""{"class":"Flatten","config":{"name":"f"}}""");
        for (int i = 0; i < 5_000; i++)
        {
            table.Append(System.Globalization.CultureInfo.InvariantCulture, $$$""",{"class":"TimeDistributed","config":{"layer":{{{i}}},"name":"t{{{i}}}"}}""");
        }
        Assert.Contains("more than 64 deep", Refused($$"""{"version":1,"layers":[{{table}}],"model":5000}"""));
    }

    [Fact]
    public void A_header_nested_without_end_is_refused() => ModelFile.WithFile(path =>
    {
        File.WriteAllBytes(path, SafetensorsTests.Craft("{\"a\":" + new string('[', 100_000), []));
        Assert.Throws<ModelFileException>(() => Safetensors.Load(path));
        return 0;
    });

    /// <summary>A thousand files made from a good one by a seeded choice of damages: each opens, or is refused as a file.</summary>
    [Theory]
    [InlineData(1), InlineData(2), InlineData(3), InlineData(4)]
    public void Damaged_files_open_or_are_refused_by_name(int seed)
    {
        var random = new Random(seed);
        var inner =
            new Sequential(new Input(3, 2), new Bidirectional(new GRU(2, returnSequences: true)), new TimeDistributed(new Dense(2)));
        var model =
            new Sequential(new Input(3, 2), inner, new Conv1D(2, 2), new BatchNormalization(), new GlobalAveragePooling1D(), new Dense(1));
        model.Compile(new Adam(), "mse");
        model.TrainOnBatch(Tensor.Ones(2, 3, 2), Tensor.Ones(2, 1));
        ModelFile.WithFile(path =>
        {
            model.Save(path);
            byte[] good = File.ReadAllBytes(path);
            int header = (int)BitConverter.ToUInt64(good) + 8, opened = 0;
            for (int i = 0; i < 250; i++)
            {
                byte[] bad = Damage(random, good, header);
                File.WriteAllBytes(path, bad);
                try
                {
                    Model.Load(path).Predict(Tensor.Ones(1, 3, 2));
                    opened++;
                }
                catch (Exception error) when (error is ModelFileException or ArgumentException or InvalidOperationException)
                {
                    // Load refuses by its own error; a model that opened with other settings may refuse the data.
                    Assert.NotEmpty(error.Message);
                }
            }
            return opened;
        });
    }

    private static byte[] Damage(Random random, byte[] good, int header)
    {
        byte[] bad = [.. good];
        switch (random.Next(5))
        {
            case 0:
                return bad[..random.Next(bad.Length)];
            case 1:
                bad[random.Next(header)] ^= (byte)(1 << random.Next(8));
                return bad;
            case 2:
                bad[random.Next(8)] = (byte)random.Next(256);
                return bad;
            case 3:
                bad[random.Next(bad.Length)] = (byte)random.Next(256);
                return bad;
            default:
                // A digit of the architecture becomes another: sizes, places, axes.
                for (int tries = 0; tries < 100; tries++)
                {
                    int at = random.Next(8, header);
                    if (bad[at] is >= (byte)'0' and <= (byte)'9')
                    {
                        bad[at] = (byte)('0' + random.Next(10));
                        break;
                    }
                }
                return bad;
        }
    }
}
