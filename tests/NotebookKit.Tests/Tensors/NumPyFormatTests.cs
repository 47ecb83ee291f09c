using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace NotebookKit.Tests.Tensors;

/// <remarks>
/// <c>Golden/numpy_print.py</c> makes the golden file. To compare against more arrays, write a larger file with it and name
/// that file in the variable NUMPY_PRINT_JSONL.
/// </remarks>
public class NumPyFormatTests
{
    [Fact]
    public void Prints_every_array_of_the_golden_file_as_NumPy_does()
    {
        string[] lines = File.ReadAllLines(Environment.GetEnvironmentVariable("NUMPY_PRINT_JSONL") ?? Beside("Golden/numpy_print.jsonl"));
        Assert.Equal("1.24.2", JsonDocument.Parse(lines[0]).RootElement.GetProperty("numpy").GetString());
        Assert.True(lines.Length > 400, "The golden file holds a few hundred arrays.");
        foreach (string line in lines.Skip(1))
        {
            JsonElement expected = JsonDocument.Parse(line).RootElement;
            Tensor array = Read(expected);
            Assert.Equal(expected.GetProperty("str").GetString(), array.ToString());
            Assert.Equal(expected.GetProperty("repr").GetString(), NumPyFormat.Represent(array));
        }
    }

    [Fact]
    public void A_list_of_arrays_prints_as_Python_prints_it()
    {
        Assert.Equal(
            "[array([[1., 1.],\n       [1., 1.]], dtype=float32), array(1., dtype=float32)]",
            NumPyFormat.RepresentList([Tensor.Ones(2, 2), Tensor.Scalar(1)]));
    }

    private static Tensor Read(JsonElement expected)
    {
        int[] shape = [.. expected.GetProperty("shape").EnumerateArray().Select(n => n.GetInt32())];
        string bits = expected.GetProperty("bits").GetString()!;
        float[] given = [.. bits.Chunk(8)
            .Select(hex => BitConverter.UInt32BitsToSingle(uint.Parse(hex, NumberStyles.HexNumber, CultureInfo.InvariantCulture)))];
        float[] values = new float[shape.Aggregate(1, (product, n) => product * n)];
        for (int i = 0; i < values.Length; i++)
            values[i] = given[i % given.Length];
        return Tensor.Of(values, shape);
    }

    private static string Beside(string name, [CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, name);
}
