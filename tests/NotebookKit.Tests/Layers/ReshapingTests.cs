using NotebookKit.Layers;

namespace NotebookKit.Tests.Layers;

/// <summary>Reshape, Flatten, Permute, RepeatVector: the same values in another arrangement.</summary>
public sealed class ReshapingTests
{
    private static readonly Tensor s_x = Tensor.Arange(24).Reshape(2, 4, 3);

    [Fact]
    public void Reshape_keeps_the_order_within_a_sample()
    {
        Tensor y = new Reshape(6, -1).Apply(s_x);
        Assert.Equal(new Shape(2, 6, 2), y.Shape);
        Assert.Equal(s_x.ToArray(), y.ToArray());
        Assert.Equal(new Shape(Shape.Unknown, 6, 2), ((SymbolicTensor)new Reshape(6, -1).Apply(new Input(4, 3))).Shape);
        Assert.Equal(new Shape(Shape.Unknown, Shape.Unknown, 2),
            ((SymbolicTensor)new Reshape(-1, 2).Apply(new Input(Shape.Unknown, 3))).Shape);
    }

    [Fact]
    public void Flatten_makes_one_row_a_sample()
    {
        Assert.Equal(new Shape(2, 12), ((Tensor)new Flatten().Apply(s_x)).Shape);
        Assert.Equal(new Shape(2, 1), ((Tensor)new Flatten().Apply(Tensor.Zeros(2))).Shape);
        Assert.Equal(new Shape(Shape.Unknown, Shape.Unknown), ((SymbolicTensor)new Flatten().Apply(new Input(Shape.Unknown, 3))).Shape);
    }

    [Fact]
    public void Permute_counts_axes_from_1()
    {
        Assert.Equal(s_x.SwapAxes(1, 2).ToArray(), ((Tensor)new Permute(2, 1).Apply(s_x)).ToArray());
        Assert.Equal(new Shape(Shape.Unknown, 3, 4), ((SymbolicTensor)new Permute(2, 1).Apply(new Input(4, 3))).Shape);
    }

    [Fact]
    public void RepeatVector_gives_the_vector_at_every_step()
    {
        Tensor y = new RepeatVector(3).Apply(Tensor.Of(new float[,] { { 1, 2 }, { 3, 4 } }));
        Assert.Equal([1, 2, 1, 2, 1, 2, 3, 4, 3, 4, 3, 4], y.ToArray());
        Assert.Equal(new Shape(2, 3, 2), y.Shape);
    }

    [Fact]
    public void The_shape_of_a_Lambda_follows_its_function()
    {
        Assert.Equal(new Shape(Shape.Unknown, 3), ((SymbolicTensor)new Lambda(x => x[.., ^1]).Apply(new Input(Shape.Unknown, 3))).Shape);
        Assert.Equal(new Shape(Shape.Unknown, Shape.Unknown, 6),
            ((SymbolicTensor)new Lambda((a, b) => Tensor.Concat([a, b]))
            .Apply([new Input(Shape.Unknown, 3), new Input(Shape.Unknown, 3)])).Shape);
        Assert.Equal(s_x[.., ^1].ToArray(), ((Tensor)new Lambda(x => x[.., ^1]).Apply(s_x)).ToArray());
    }

    [Fact]
    public void Softmax_leaves_masked_values_out()
    {
        Tensor y = new Softmax().Apply(Tensor.Of(new float[,] { { 1, 1, 5 } }), mask: Tensor.Of(new float[,] { { 1, 1, 0 } }));
        Assert.Equal([0.5f, 0.5f, 0], y.ToArray());
        Tensor along = new Softmax(1).Apply(s_x);
        Assert.True(along.Sum(1).AllClose(Tensor.Ones(2, 3)));
    }
}
