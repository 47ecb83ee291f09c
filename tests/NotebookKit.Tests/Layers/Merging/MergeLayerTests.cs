using NotebookKit.Layers;

namespace NotebookKit.Tests.Layers;

public sealed class MergeLayerTests
{
    private static readonly Tensor s_a = Tensor.Of(new float[,] { { 1, 2, 3 }, { 0, -1, 2 } });
    private static readonly Tensor s_b = Tensor.Of(new float[,] { { 2, 0, 1 }, { 1, 1, 1 } });

    [Fact]
    public void Add_sums_all_inputs() => Assert.Equal([5, 2, 5, 2, 1, 4], ((Tensor)new Add().Apply([s_a, s_b, s_b])).ToArray());

    [Fact]
    public void Multiply_takes_the_product() => Assert.Equal([2, 0, 3, 0, -1, 2], ((Tensor)new Multiply().Apply([s_a, s_b])).ToArray());

    [Fact]
    public void Lengths_of_1_stretch()
    {
        Tensor y = new Multiply().Apply([Tensor.Ones(2, 4, 3), Tensor.Full(new Shape(2, 1, 3), 5)]);
        Assert.Equal(new Shape(2, 4, 3), y.Shape);
        Assert.All(y.ToArray(), v => Assert.Equal(5, v));
        SymbolicTensor symbolic = new Add().Apply([new Input(Shape.Unknown, 3), new Input(1, 3)]);
        Assert.Equal(new Shape(Shape.Unknown, Shape.Unknown, 3), symbolic.Shape);
    }

    [Fact]
    public void Concatenate_joins_shapes_of_a_graph()
    {
        SymbolicTensor y = new Concatenate(1).Apply([new Input(4, 2), new Input(Shape.Unknown, 2)]);
        Assert.Equal(new Shape(Shape.Unknown, Shape.Unknown, 2), y.Shape);
        y = new Concatenate().Apply([new Input(4, 2), new Input(4, 3)]);
        Assert.Equal(new Shape(Shape.Unknown, 4, 5), y.Shape);
    }

    [Fact]
    public void Dot_of_vectors_is_one_number_a_sample()
    {
        Assert.Equal([5, 1], ((Tensor)new Dot(1).Apply([s_a, s_b])).ToArray());
        Tensor cosine = new Dot(1, normalize: true).Apply([s_a, s_b]);
        Assert.Equal(new Shape(2, 1), cosine.Shape);
        Assert.True(Tensor.Of(0.5976143f, 0.2581989f).Reshape(2, 1).AllClose(cosine));
    }

    [Fact]
    public void Dot_of_sequences_keeps_the_other_axes()
    {
        Tensor x = Tensor.RandomNormal(new Shape(2, 5, 3), seed: 1), y = Tensor.RandomNormal(new Shape(2, 4, 3), seed: 2);
        Tensor scores = new Dot(2).Apply([x, y]);
        Assert.True(x.MatMul(y.SwapAxes(1, 2)).AllClose(scores));
        Tensor values = new Dot((2, 1)).Apply([scores, y]);
        Assert.True(scores.MatMul(y).AllClose(values));
        Assert.Equal(new Shape(Shape.Unknown, 5, 4), ((SymbolicTensor)new Dot(2).Apply([new Input(5, 3), new Input(4, 3)])).Shape);
    }
}
