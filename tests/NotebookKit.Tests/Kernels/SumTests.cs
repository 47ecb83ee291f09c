using NotebookKit.Kernels;

namespace NotebookKit.Tests.Kernels;

[Collection("Parallelism.Threads")]
public unsafe class SumTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(8191)]
    [InlineData(16_384)]
    [InlineData(50_001)]
    public void Every_element_is_added_once_and_none_beyond_the_end(int length)
    {
        float[] to = [.. Enumerable.Range(0, length + 1).Select(i => (float)i)], from = [.. to.Select(value => 1000f - value)];
        fixed (float* a = to, b = from)
            Sum.Add(a, b, length);
        Assert.All(to[..length], value => Assert.Equal(1000f, value));
        Assert.Equal(length, to[length]);
    }
}
