using NotebookKit.Layers;
using NotebookKit.Tests.Support;

namespace NotebookKit.Tests.Layers;

/// <summary>Convolutions held to the sum written out: y[o, f] = Σ x[o·stride + k·dilation - before, c] · kernel[k, c, f].</summary>
public sealed class Conv1DTests
{
    [Theory]
    [InlineData(3, 1, Padding.Valid, 1, 1)]
    [InlineData(3, 1, Padding.Same, 1, 1)]
    [InlineData(4, 1, Padding.Same, 1, 2)]
    [InlineData(3, 2, Padding.Same, 1, 1)]
    [InlineData(2, 2, Padding.Valid, 1, 2)]
    [InlineData(3, 1, Padding.Causal, 1, 1)]
    [InlineData(3, 1, Padding.Causal, 2, 2)]
    [InlineData(3, 1, Padding.Same, 2, 1)]
    [InlineData(2, 3, Padding.Causal, 1, 1)]
    public void Each_output_is_the_sum_over_its_window(int size, int strides, Padding padding, int dilation, int groups)
    {
        var layer = new Conv1D(4, size, strides, padding, dilation, groups, biasInitializer: new Constant(0.5f));
        Tensor x = Tensor.RandomNormal(new Shape(2, 7, 6), seed: 1), y = layer.Apply(x);
        Assert.Equal([new Shape(2, y.Shape[1], 4)], layer.ComputeOutputShapes([x.Shape]));
        Tensor kernel = layer.Weights[0].Value;
        int span = ((size - 1) * dilation) + 1, places = padding == Padding.Valid ? (7 - span) / strides + 1 : (7 + strides - 1) / strides;
        int before = padding == Padding.Valid ? 0 : padding == Padding.Causal ? span - 1
            : Math.Max(0, ((places - 1) * strides) + span - 7) / 2;
        Assert.Equal(places, y.Shape[1]);
        int features = 6 / groups, filters = 4 / groups;
        for (int b = 0; b < 2; b++)
        {
            for (int place = 0; place < places; place++)
            {
                for (int f = 0; f < 4; f++)
                {
                    double sum = 0.5;
                    for (int k = 0; k < size; k++)
                    {
                        int step = (place * strides) + (k * dilation) - before;
                        for (int c = 0; c < features && step is >= 0 and < 7; c++)
                        {
                            sum += (double)x[b, step, (f / filters * features) + c].Item() * kernel[k, c, f].Item();
                        }
                    }
                    Assert.Equal(sum, y[b, place, f].Item(), 1e-5);
                }
            }
        }
    }

    [Fact]
    public void Values_kernel_and_bias_have_their_gradients()
    {
        foreach (Padding padding in Enum.GetValues<Padding>())
        {
            Gradients.Check(
                t =>
                {
                    var layer = new Conv1D(2, 3, padding: padding, groups: 2, activation: "tanh", kernelInitializer: new GlorotUniform(1));
                    return layer.Apply(t[0]);
                },
                Gradients.Sample(2, 5, 4));
        }
        var learning = new Conv1D(2, 2);
        Tensor x = Tensor.Of([1f, 2, 3]).Reshape(1, 3, 1);
        ((Tensor)learning.Apply(x)).Sum().Backward();
        Assert.Equal([3, 3, 5, 5], learning.Weights[0].Value.Grad!.ToArray());
        Assert.Equal([2, 2], learning.Weights[1].Value.Grad!.ToArray());
    }

    [Fact]
    public void Features_stay_apart_in_a_depthwise_convolution()
    {
        var layer = new DepthwiseConv1D(2, depthMultiplier: 2, useBias: false);
        Tensor x = Tensor.Of([1f, 10, 2, 20, 3, 30]).Reshape(1, 3, 2);
        layer.EnsureBuilt(x.Shape);
        layer.SetWeights(Tensor.Of([1f, 0, 1, 0, 0, 1, 0, 1]).Reshape(2, 2, 2));
        Assert.Equal([1, 2, 10, 20, 2, 3, 20, 30], ((Tensor)layer.Apply(x)).ToArray());
        Gradients.Check(t => new DepthwiseConv1D(3, padding: Padding.Same, depthMultiplier: 2, depthwiseInitializer: new GlorotUniform(1))
            .Apply(t[0]), Gradients.Sample(1, 4, 2));
    }

    [Fact]
    public void A_separable_convolution_is_a_depthwise_one_and_a_mix()
    {
        var x = Tensor.RandomNormal(new Shape(2, 5, 3), seed: 1);
        var both = new SeparableConv1D(4, 3, padding: Padding.Same, depthMultiplier: 2, biasInitializer: new Constant(1));
        Tensor y = both.Apply(x);
        var first = new DepthwiseConv1D(3, padding: Padding.Same, depthMultiplier: 2, useBias: false);
        var second = new Conv1D(4, 1);
        Tensor between = first.Apply(x);
        _ = second.Apply(between);
        first.SetWeights(both.GetWeights()[0]);
        second.SetWeights(both.GetWeights()[1], both.GetWeights()[2]);
        Assert.True(((Tensor)second.Apply((Tensor)first.Apply(x))).AllClose(y, 1e-5f));
        Gradients.Check(t =>
            new SeparableConv1D(2, 2, depthwiseInitializer: new GlorotUniform(1), pointwiseInitializer: new GlorotUniform(2)).Apply(t[0]),
            Gradients.Sample(1, 4, 2));
    }

    [Fact]
    public void Ends_are_added_and_cut_off()
    {
        Tensor x = Tensor.Of([1f, 2, 3, 4]).Reshape(1, 4, 1);
        Assert.Equal([0, 0, 1, 2, 3, 4, 0], ((Tensor)new ZeroPadding1D((2, 1)).Apply(x)).ToArray());
        Assert.Equal([0, 1, 2, 3, 4, 0], ((Tensor)new ZeroPadding1D().Apply(x)).ToArray());
        Assert.Equal([2], ((Tensor)new Cropping1D((1, 2)).Apply(x)).ToArray());
        Assert.Equal([2, 3], ((Tensor)new Cropping1D().Apply(x)).ToArray());
        Gradients.Check(t => new ZeroPadding1D((2, 1)).Apply(t[0]), Gradients.Sample(2, 3, 2));
        Gradients.Check(t => new Cropping1D((0, 1)).Apply(t[0]), Gradients.Sample(2, 3, 2));
        Assert.Equal(
            "Cropping1D 'cut' expects more than the 4 time steps that are cut off; received (1, 4, 1). Cut off fewer, or give longer "
            + "sequences.",
            Assert.Throws<ArgumentException>(() => new Cropping1D((2, 2), "cut").Apply(x)).Message);
    }

    [Fact]
    public void Errors_name_the_layer_and_the_remedy()
    {
        var x = Tensor.Zeros(1, 4, 3);
        Assert.StartsWith("Conv1D 'c' expects filters that divide into its 2 groups; received 3.",
            Assert.Throws<ArgumentException>(() => new Conv1D(3, 2, groups: 2, name: "c")).Message);
        Assert.StartsWith("Conv1D 'c' expects features that divide into its 2 groups; received (1, 4, 3).",
            Assert.Throws<ArgumentException>(() => new Conv1D(4, 2, groups: 2, name: "c").Apply(x)).Message);
        Assert.StartsWith("Conv1D 'c' expects at least 5 time steps for its window; received (1, 4, 3).",
            Assert.Throws<ArgumentException>(() => new Conv1D(4, 3, dilationRate: 2, name: "c").Apply(x)).Message);
        Assert.StartsWith("Conv1D 'c' expects kernelSize of 1 or more; received 0.",
            Assert.Throws<ArgumentException>(() => new Conv1D(4, 0, name: "c")).Message);
        Assert.StartsWith("Conv1D 'c' expects strides or a dilationRate above 1, not both",
            Assert.Throws<ArgumentException>(() => new Conv1D(4, 2, 2, dilationRate: 2, name: "c")).Message);
    }
}
