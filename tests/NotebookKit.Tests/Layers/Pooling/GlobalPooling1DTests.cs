using NotebookKit.Layers;
using NotebookKit.Tests.Support;

namespace NotebookKit.Tests.Layers.Pooling;

/// <summary>One vector of all steps.</summary>
public sealed class GlobalPooling1DTests
{
    private static readonly Tensor s_x = Tensor.Of([1f, 8, 3, 2, 5, 6, 7, 4]).Reshape(1, 4, 2);

    [Fact]
    public void Each_feature_gives_its_mean_or_its_largest()
    {
        Assert.Equal([4f, 5], Of(new GlobalAveragePooling1D().Apply(s_x)));
        Assert.Equal([7f, 8], Of(new GlobalMaxPooling1D().Apply(s_x)));
        Assert.Equal(new Shape(1, 1, 2), ((Tensor)new GlobalMaxPooling1D(keepDims: true).Apply(s_x)).Shape);
        Assert.Equal(new Shape(Shape.Unknown, 2), ((SymbolicTensor)new GlobalAveragePooling1D().Apply(new Input(Shape.Unknown, 2))).Shape);
    }

    [Fact]
    public void Masked_steps_do_not_count_in_the_mean_and_do_in_the_largest_as_in_Keras()
    {
        Tensor mask = Tensor.Of([1f, 1, 0, 0]).Reshape(1, 4);
        Assert.Equal([2f, 5], Of(new GlobalAveragePooling1D().Apply(s_x, mask)));
        Assert.Equal([7f, 8], Of(new GlobalMaxPooling1D().Apply(s_x, mask)));
        Assert.Null(new GlobalAveragePooling1D().Apply(s_x, mask)[0].Mask);
    }

    [Fact]
    public void Both_have_their_gradients()
    {
        Gradients.Check(x => new GlobalAveragePooling1D().Apply(x[0]), Gradients.Sample(2, 3, 2));
        Gradients.Check(x => new GlobalMaxPooling1D().Apply(x[0]), Gradients.Sample(2, 3, 2));
    }

    [Fact]
    public void Two_axes_are_refused_with_what_helps() =>
        Assert.Contains("returnSequences: true",
            Assert.Throws<ArgumentException>(() => new GlobalMaxPooling1D().Apply(new Input(4))).Message);

    private static float[] Of(Tensor tensor) => tensor.ToArray();
}
