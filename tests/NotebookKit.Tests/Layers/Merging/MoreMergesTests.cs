using NotebookKit.Layers;
using NotebookKit.Tests.Support;

namespace NotebookKit.Tests.Layers.Merging;

/// <summary>Subtract, Average, Maximum, Minimum.</summary>
public sealed class MoreMergesTests
{
    private static readonly Tensor s_a = Tensor.Of([1f, 5]).Reshape(1, 2), s_b = Tensor.Of([3f, 2]).Reshape(1, 2),
        s_c = Tensor.Of([5f, 8]).Reshape(1, 2);

    [Fact]
    public void Each_combines_element_by_element()
    {
        Assert.Equal([-2f, 3], Of(new Subtract().Apply([s_a, s_b])));
        Assert.Equal([3f, 5], Of(new Average().Apply([s_a, s_b, s_c])));
        Assert.Equal([5f, 8], Of(new Maximum().Apply([s_a, s_b, s_c])));
        Assert.Equal([1f, 2], Of(new Minimum().Apply([s_a, s_b, s_c])));
    }

    [Fact]
    public void Subtract_takes_two() =>
        Assert.Contains("two inputs", Assert.Throws<ArgumentException>(() => new Subtract().Apply([s_a, s_b, s_c])).Message);

    [Fact]
    public void Each_has_its_gradient()
    {
        Tensor a = Gradients.Sample(2, 3), b = Gradients.Sample(2, 3) * 0.5f + 0.1f;
        foreach (MergeLayer layer in (MergeLayer[])[new Subtract(), new Average(), new Maximum(), new Minimum()])
            Gradients.Check(x => layer.Apply(x), a, b);
    }

    private static float[] Of(Tensor tensor) => tensor.ToArray();
}
