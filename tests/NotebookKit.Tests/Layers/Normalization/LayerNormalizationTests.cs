using NotebookKit.Layers;

namespace NotebookKit.Tests.Layers;

public sealed class LayerNormalizationTests
{
    private static readonly Tensor s_x = Tensor.Of(new float[,] { { 1, 2, 4 }, { -1, 0, 0.5f } });

    /// <summary>Numbers of torch.nn.functional.layer_norm in double precision.</summary>
    [Fact]
    public void Every_sample_is_scaled_to_mean_0_and_variance_1()
    {
        var layer = new LayerNormalization();
        layer.EnsureBuilt(s_x.Shape);
        Assert.Equal(["gamma", "beta"], layer.Weights.Select(w => w.Name));
        layer.SetWeights(Tensor.Of(1, 2, 3), Tensor.Of(0.1f, 0.2f, 0.3f));
        var expected = Tensor.Of(new float[,] { { -0.9687015f, -0.3343508f, 4.3076307f }, { -1.2345914f, 0.7338366f, 3.5030194f } });
        Assert.True(expected.AllClose(layer.Apply(s_x), 1e-6f));
    }

    [Fact]
    public void It_starts_with_gamma_1_and_beta_0_and_can_do_without()
    {
        Tensor y = new LayerNormalization().Apply(s_x), bare = new LayerNormalization(center: false, scale: false).Apply(s_x);
        Assert.True(y.AllClose(bare, 0));
        Assert.True(y.Mean(-1).AllClose(Tensor.Zeros(2), 1e-6f));
        Assert.Empty(new LayerNormalization(center: false, scale: false).Weights);
    }

    [Fact]
    public void Another_axis_can_be_normalised()
    {
        var sequence = Tensor.RandomNormal(new Shape(2, 5, 3), seed: 1);
        Tensor y = new LayerNormalization(axis: 1).Apply(sequence), turned = new LayerNormalization().Apply(sequence.SwapAxes(1, 2));
        Assert.True(turned.SwapAxes(1, 2).AllClose(y, 1e-6f));
    }
}
