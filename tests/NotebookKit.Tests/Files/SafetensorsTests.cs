using System.Text;
using NotebookKit.Shared;

namespace NotebookKit.Tests.Files;

public class SafetensorsTests
{
    private static string Temporary() => Path.Combine(Path.GetTempPath(), $"notebookkit-{Guid.NewGuid():n}.safetensors");

    [Fact]
    public void The_bytes_are_those_of_the_published_format()
    {
        string path = Temporary();
        try
        {
            Safetensors.Save(path,
                new Dictionary<string, Tensor> { ["b"] = Tensor.Of(1f, -2f), ["a"] = Tensor.Of(new float[,] { { 0.5f } }) },
                new Dictionary<string, string> { ["format"] = "pt" });
            byte[] file = File.ReadAllBytes(path);

            // What Python's safetensors.numpy.save writes for the same tensors and metadata: compact JSON, names in order,
            // spaces up to a multiple of 8, then the values of a and b.
            const string Header = """{"__metadata__":{"format":"pt"},"a":{"dtype":"F32","shape":[1,1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}}""";
            int padded = (Header.Length + 7) / 8 * 8;
            byte[] expected =
            [
                (byte)padded, 0, 0, 0, 0, 0, 0, 0, .. Encoding.UTF8.GetBytes(Header.PadRight(padded)),
                0, 0, 0, 0x3F, 0, 0, 0x80, 0x3F, 0, 0, 0, 0xC0,
            ];
            Assert.Equal(expected, file);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void What_was_saved_is_read_again_bit_for_bit()
    {
        string path = Temporary();
        try
        {
            var tensors = new Dictionary<string, Tensor>
            {
                ["layers/lstm/kernel"] = Tensor.RandomNormal(new Shape(3, 8), seed: 1),
                ["größe \"x\""] = Tensor.Of(float.NaN, float.PositiveInfinity, -0f, float.Epsilon),
                ["scalar"] = Tensor.Scalar(3),
                ["empty"] = Tensor.Zeros(0, 4),
            };
            Safetensors.Save(path, tensors, new Dictionary<string, string> { ["note"] = "line 1\nline 2" });
            (IReadOnlyDictionary<string, Tensor>? read, IReadOnlyDictionary<string, string>? metadata) = Safetensors.Load(path);
            Assert.Equal(tensors.Keys.Order(), read.Keys.Order());
            foreach ((string? name, Tensor? tensor) in tensors)
            {
                Assert.Equal(tensor.Shape, read[name].Shape);
                Assert.Equal(tensor.ToArray().Select(BitConverter.SingleToInt32Bits),
                    read[name].ToArray().Select(BitConverter.SingleToInt32Bits));
            }
            Assert.Equal("line 1\nline 2", metadata["note"]);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Theory]
    [InlineData("F64", new byte[] { 0, 0, 0, 0, 0, 0, 0xF8, 0x3F })]
    [InlineData("F16", new byte[] { 0x00, 0x3E })]
    [InlineData("BF16", new byte[] { 0xC0, 0x3F })]
    [InlineData("F32", new byte[] { 0, 0, 0xC0, 0x3F })]
    public void Other_types_of_floats_are_converted(string type, byte[] oneAndAHalf)
    {
        byte[] file = Craft($$$"""{"x":{"dtype":"{{{type}}}","shape":[1],"data_offsets":[0,{{{oneAndAHalf.Length}}}]}}""", oneAndAHalf);
        Assert.Equal(1.5f, Read(file).Tensors["x"].Item());
    }

    [Theory]
    [InlineData("""{"x":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}}""", "tensor 'x': Its shape (3,) of F32 takes 12 bytes, but 8 are set aside for it.")]
    [InlineData("""{"x":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}}""", "tensor 'x': Its values begin at byte 4; expected 0")]
    [InlineData("""{"x":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", "The tensors take 4 bytes, but 8 follow the header.")]
    [InlineData("""{"x":{"dtype":"F32","shape":[3],"data_offsets":[0,12]}}""", "tensor 'x': Its values end at byte 12, but the file has only 8 bytes of values.")]
    [InlineData("""{"x":{"dtype":"F32","shape":[2],"data_offsets":[8,0]}}""", "tensor 'x': Its data_offsets are [8, 0]")]
    [InlineData("""{"x":{"dtype":"F32","shape":[-2],"data_offsets":[0,8]}}""", "tensor 'x': Its shape has an axis of length -2")]
    [InlineData("""{"x":{"dtype":"F32","shape":[2147483647,2147483647,2147483647,2147483647],"data_offsets":[0,8]}}""", "tensor 'x': Its shape (2147483647,")]
    [InlineData("""{"x":{"dtype":"F32","data_offsets":[0,8]}}""", "tensor 'x': The header does not say its shape.")]
    [InlineData("""{"x":7}""", "tensor 'x': The header says nothing about its type and place.")]
    [InlineData("""{"x":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"x":{"dtype":"F32","shape":[0],"data_offsets":[8,8]}}""", "Duplicate property 'x'")]
    [InlineData("""[1,2]""", "The header is not a JSON object.")]
    [InlineData("""{"x":""", "The header is not as the format wants it")]
    [InlineData("""{"__metadata__":{"a":1}}""", "Its __metadata__ holds texts only, but 'a' is the number 1.")]
    public void A_header_that_breaks_a_rule_is_refused(string header, string expected)
    {
        ModelFileException error = Assert.Throws<ModelFileException>(() => Read(Craft(header, new byte[8])));
        Assert.Contains(expected, error.Message);
        Assert.StartsWith(error.FilePath, error.Message);
    }

    [Fact]
    public void Lengths_of_the_header_that_cannot_be_are_refused()
    {
        Assert.Contains("it has 3 bytes", Assert.Throws<ModelFileException>(() => Read([1, 2, 3])).Message);
        Assert.Contains("claims 100000001 bytes, more than",
            Assert.Throws<ModelFileException>(() => Read([.. BitConverter.GetBytes(100_000_001UL), 0])).Message);
        Assert.Contains("claims 18446744073709551615 bytes",
            Assert.Throws<ModelFileException>(() => Read([.. BitConverter.GetBytes(ulong.MaxValue), 0])).Message);
        Assert.Contains("claims 50 bytes, but only 2 follow",
            Assert.Throws<ModelFileException>(() => Read([.. BitConverter.GetBytes(50UL), 0, 0])).Message);
    }

    [Fact]
    public void A_tensor_cannot_be_called_as_the_metadata()
    {
        var misnamed = new Dictionary<string, Tensor> { ["__metadata__"] = Tensor.Ones(1) };
        Assert.Throws<ArgumentException>(() => Safetensors.Save(Temporary(), misnamed));
    }

    [Fact]
    public void Saving_that_fails_leaves_the_file_and_nothing_beside_it()
    {
        string folder = Directory.CreateTempSubdirectory("notebookkit-").FullName, path = Path.Combine(folder, "w.safetensors");
        try
        {
            File.WriteAllText(path, "before");
            Tensor ended;
            using (BufferPool.Begin())
                ended = Tensor.Zeros(2);
            Assert.ThrowsAny<Exception>(() => AtomicFile.Write(path, stream =>
            {
                stream.WriteByte(1);
                _ = ended.Values;
            }));
            Assert.Equal("before", File.ReadAllText(path));
            Assert.Single(Directory.GetFiles(folder));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    internal static byte[] Craft(string header, byte[] data)
    {
        byte[] text = Encoding.UTF8.GetBytes(header);
        return [.. BitConverter.GetBytes((ulong)text.Length), .. text, .. data];
    }

    private static (IReadOnlyDictionary<string, Tensor> Tensors, IReadOnlyDictionary<string, string> Metadata) Read(byte[] file)
    {
        string path = Temporary();
        try
        {
            File.WriteAllBytes(path, file);
            return Safetensors.Load(path);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
