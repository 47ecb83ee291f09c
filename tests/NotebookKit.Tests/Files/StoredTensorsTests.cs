using System.Text;
using NotebookKit.Layers;

namespace NotebookKit.Tests.Files;

/// <summary>What can be read of a file is read, and what cannot is named when it is asked for.</summary>
public sealed class StoredTensorsTests
{
    private static T With<T>(string header, byte[] data, Func<string, T> use) => ModelFile.WithFile(path =>
    {
        File.WriteAllBytes(path, SafetensorsTests.Craft(header, data));
        return use(path);
    });

    [Fact]
    public void Whole_numbers_and_halves_beside_floats_are_read()
    {
        const string Header = """
            {"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"I64","shape":[1],"data_offsets":[4,12]},
             "c":{"dtype":"F16","shape":[1],"data_offsets":[12,14]},"d":{"dtype":"BOOL","shape":[2],"data_offsets":[14,16]},
             "e":{"dtype":"I8","shape":[1],"data_offsets":[16,17]},"f":{"dtype":"BF16","shape":[1],"data_offsets":[17,19]},
             "g":{"dtype":"U32","shape":[1],"data_offsets":[19,23]}}
            """;
        byte[] data =
        [
            .. BitConverter.GetBytes(1.5f), .. BitConverter.GetBytes(-7L), .. BitConverter.GetBytes((Half)0.25f), 1, 0, 0xFF, 0x80, 0x3F,
            .. BitConverter.GetBytes(9u),
        ];
        IReadOnlyDictionary<string, Tensor> tensors = With(Header, data, path => Safetensors.Load(path).Tensors);
        Assert.Equal([1.5f, -7, 0.25f, 1, 0, -1, 1, 9],
            tensors.OrderBy(t => t.Key, StringComparer.Ordinal).SelectMany(t => t.Value.ToArray()));
    }

    [Theory]
    [InlineData("I64", 8)]
    [InlineData("U64", 8)]
    [InlineData("F8_E4M3", 1)]
    public void What_32_bits_cannot_hold_is_named_when_it_is_asked_for(string type, int size)
    {
        string header = $$$"""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"large":{"dtype":"{{{type}}}","shape":[1],"data_offsets":[4,{{{4 + size}}}]}}""";
        byte[] data = [.. BitConverter.GetBytes(2f), .. Enumerable.Repeat((byte)0x7F, size)];
        With(header, data, path =>
        {
            IReadOnlyDictionary<string, Tensor> tensors = Safetensors.Load(path).Tensors;
            Assert.Equal(["a"], tensors.Keys);
            Assert.Single(tensors);
            Assert.True(tensors.ContainsKey("large"));
            ModelFileException error = Assert.Throws<ModelFileException>(() => tensors["large"]);
            Assert.Equal("large", error.TensorName);
            Assert.Contains($"Its type is {type}, and some of its values do not fit into numbers of 32 bits.", error.Message);
            Assert.Contains("has no tensor 'b'; it has a, large", Assert.Throws<KeyNotFoundException>(() => tensors["b"]).Message);
            return 0;
        });
    }

    [Fact]
    public void A_count_beside_the_weights_does_not_stop_a_model()
    {
        const string Header = """
            {"dense/kernel":{"dtype":"F16","shape":[1,1],"data_offsets":[0,2]},"dense/bias":{"dtype":"F32","shape":[1],"data_offsets":[2,6]},
             "steps":{"dtype":"I64","shape":[],"data_offsets":[6,14]},"half":{"dtype":"F16","shape":[1],"data_offsets":[14,16]}}
            """;
        byte[] data = [.. BitConverter.GetBytes((Half)3f), .. BitConverter.GetBytes(0.5f), .. BitConverter.GetBytes(long.MaxValue),
            .. BitConverter.GetBytes((Half)1f)];
        var model = new Sequential(new Input(1), new Dense(1));
        With(Header, data, path =>
        {
            model.LoadWeights(path);
            return 0;
        });
        Assert.Equal([3, 0.5f], model.GetWeights().SelectMany(w => w.ToArray()));
        string needed = With(Header.Replace("\"steps\"", "\"dense/bias2\"", StringComparison.Ordinal), data, path =>
            Assert.Throws<ModelFileException>(() => new Sequential(new Input(1), new Dense(1), new Dense(1)).LoadWeights(path)).Message);
        Assert.Contains("dense_1/kernel", needed);
    }

    [Theory]
    [InlineData("""{"__metadata__":{"epoch":3}}""", "Its __metadata__ holds texts only, but 'epoch' is the number 3. Write it as a string: str(…) in Python.")]
    [InlineData("""{"__metadata__":{"ok":"1","list":[1]}}""", "Its __metadata__ holds texts only, but 'list' is a list.")]
    [InlineData("""{"__metadata__":{"flag":true}}""", "Its __metadata__ holds texts only, but 'flag' is true.")]
    [InlineData("""{"__metadata__":{"none":null}}""", "Its __metadata__ holds texts only, but 'none' is null.")]
    [InlineData("""{"__metadata__":7}""", "Its __metadata__ is the number 7; the format wants texts by name there, for example {\"epoch\":\"3\"}.")]
    public void Metadata_that_is_not_text_is_named(string header, string expected) =>
        Assert.Contains(expected, With(header, [], path => Assert.Throws<ModelFileException>(() => Safetensors.Load(path)).Message));

    [Fact]
    public void An_unknown_type_is_named_with_those_that_are_known() =>
        Assert.Contains("tensor 'x': Its type is 'I128'; expected one of F32, F64, F16, BF16, I64", With(
            """{"x":{"dtype":"I128","shape":[1],"data_offsets":[0,16]}}""", new byte[16], path => Assert.Throws<ModelFileException>(() => Safetensors.Load(path)).Message));
}
