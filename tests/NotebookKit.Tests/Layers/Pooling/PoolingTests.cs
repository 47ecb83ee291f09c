using NotebookKit.Layers;
using NotebookKit.Tests.Support;

namespace NotebookKit.Tests.Layers;

public sealed class PoolingTests
{
    private static readonly Tensor s_x = Tensor.Of([3f, 1, 4, 1, 5, 9, 2]).Reshape(1, 7, 1);

    [Theory]
    [InlineData(2, null, Padding.Valid, new float[] { 3, 4, 9 }, new[] { 2, 2.5f, 7 })]
    [InlineData(2, null, Padding.Same, new float[] { 3, 4, 9, 2 }, new[] { 2, 2.5f, 7, 2 })]
    [InlineData(3, 1, Padding.Valid, new float[] { 4, 4, 5, 9, 9 }, new[] { 8 / 3f, 2, 10 / 3f, 5, 16 / 3f })]
    [InlineData(3, 1, Padding.Same, new float[] { 3, 4, 4, 5, 9, 9, 9 }, new[] { 2, 8 / 3f, 2, 10 / 3f, 5, 16 / 3f, 5.5f })]
    [InlineData(3, 2, Padding.Same, new float[] { 3, 4, 9, 9 }, new[] { 2, 2, 5, 5.5f })]
    [InlineData(2, 3, Padding.Valid, new float[] { 3, 5 }, new[] { 2, 3f })]
    public void A_window_gives_its_largest_or_its_mean_without_the_padding(int size, int? strides, Padding padding, float[] largest,
        float[] mean)
    {
        Tensor max = new MaxPooling1D(size, strides, padding).Apply(s_x), average = new AveragePooling1D(size, strides, padding).Apply(s_x);
        Assert.Equal(largest, max.ToArray());
        Assert.All(mean.Zip(average.ToArray()), pair => Assert.Equal(pair.First, pair.Second, 1e-6f));
        Assert.Equal([max.Shape], new MaxPooling1D(size, strides, padding).ComputeOutputShapes([s_x.Shape]));
        Tensor x = Gradients.Sample(2, 7, 2);
        Gradients.Check(t => new MaxPooling1D(size, strides, padding).Apply(t[0]), x);
        Gradients.Check(t => new AveragePooling1D(size, strides, padding).Apply(t[0]), x);
    }

    [Fact]
    public void A_whole_sequence_gives_one_vector()
    {
        Tensor x = Tensor.Of([1f, 10, 2, 40, 6, 10]).Reshape(1, 3, 2);
        Assert.Equal([6, 40], ((Tensor)new GlobalMaxPooling1D().Apply(x)).ToArray());
        Assert.Equal([3, 20], ((Tensor)new GlobalAveragePooling1D().Apply(x)).ToArray());
        Assert.Equal(new Shape(1, 1, 2), ((Tensor)new GlobalMaxPooling1D(keepDims: true).Apply(x)).Shape);
        Assert.Equal(new Shape(1, 1, 2), ((Tensor)new GlobalAveragePooling1D(keepDims: true).Apply(x)).Shape);
        Gradients.Check(t => new GlobalMaxPooling1D().Apply(t[0]), Gradients.Sample(2, 3, 2));
        Gradients.Check(t => new GlobalAveragePooling1D().Apply(t[0]), Gradients.Sample(2, 3, 2));
    }

    [Fact]
    public void A_mean_is_over_the_steps_that_count()
    {
        Tensor x = new Masking().Apply(Tensor.Of([1f, 10, 0, 0, 3, 20]).Reshape(1, 3, 2));
        Tensor y = new GlobalAveragePooling1D().Apply(x), kept = new GlobalAveragePooling1D(keepDims: true).Apply(x);
        Assert.Equal([2, 15], y.ToArray());
        Assert.Equal([2, 15], kept.ToArray());
        Assert.Null(y.Mask);
        Assert.Equal([3, 20], ((Tensor)new GlobalMaxPooling1D().Apply(x)).ToArray());
        Tensor none = new GlobalAveragePooling1D().Apply(new Masking().Apply(Tensor.Zeros(1, 3, 2)));
        Assert.All(none.ToArray(), v => Assert.True(float.IsNaN(v)));
    }

    [Fact]
    public void Steps_are_repeated()
    {
        Tensor y = new UpSampling1D(2).Apply(Tensor.Of([1f, 2, 3, 4]).Reshape(1, 2, 2));
        Assert.Equal([1, 2, 1, 2, 3, 4, 3, 4], y.ToArray());
        Assert.Equal(new Shape(1, 4, 2), y.Shape);
        Gradients.Check(t => new UpSampling1D(3).Apply(t[0]), Gradients.Sample(2, 3, 2));
    }

    [Fact]
    public void Errors_name_the_layer_and_the_remedy()
    {
        Assert.Equal(
            "MaxPooling1D 'pool' expects at least 8 time steps for a window of poolSize 8; received (1, 7, 1). Make the window smaller, or "
            + "pad by Padding.Same.",
            Assert.Throws<ArgumentException>(() => new MaxPooling1D(8, name: "pool").Apply(s_x)).Message);
        Assert.StartsWith("AveragePooling1D 'pool' pads Valid or Same; received Causal.",
            Assert.Throws<ArgumentException>(() => new AveragePooling1D(2, padding: Padding.Causal, name: "pool")).Message);
        Assert.StartsWith("GlobalMaxPooling1D 'pool' expects (batch, time, features); received (2, 3).",
            Assert.Throws<ArgumentException>(() => new GlobalMaxPooling1D(name: "pool").Apply(Tensor.Zeros(2, 3))).Message);
    }
}
