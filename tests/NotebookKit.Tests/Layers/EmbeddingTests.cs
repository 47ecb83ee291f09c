using NotebookKit.Layers;

namespace NotebookKit.Tests.Layers;

public sealed class EmbeddingTests
{
    [Theory]
    [InlineData(new[] { 1, 2, 1 }, new[] { 1, 2, 1, 2 })]
    [InlineData(new[] { 2 }, new[] { 2, 2 })]
    [InlineData(new[] { 2, 3, 2, 1 }, new[] { 2, 3, 2, 1, 2 })]
    [InlineData(new int[0], new[] { 2 })]
    [InlineData(new[] { 0, 3 }, new[] { 0, 3, 2 })]
    public void Token_numbers_under_any_axes_gain_one(int[] shape, int[] expected)
    {
        var layer = new Embedding(5, 2, maskZero: true);
        Tensor tokens = Tensor.Zeros(shape), y = layer.Apply(tokens);
        Assert.Equal(new Shape(expected), y.Shape);
        Assert.Equal(new Shape(shape), y.Mask!.Shape);
        Assert.Equal([new Shape(expected)], layer.ComputeOutputShapes([new Shape(shape)]));
    }

    [Fact]
    public void Each_number_becomes_its_row()
    {
        var layer = new Embedding(3, 2);
        layer.EnsureBuilt(new Shape(2));
        layer.SetWeights(Tensor.Of(new float[,] { { 0, 1 }, { 10, 11 }, { 20, 21 } }));
        Assert.Equal([20, 21, 0, 1], ((Tensor)layer.Apply(Tensor.Of([2f, 0]))).ToArray());
        Assert.Equal([10, 11, 20, 21], ((Tensor)layer.Apply(Tensor.Of([1f, 2]).Reshape(1, 2, 1))).ToArray());
    }

    [Theory]
    [InlineData(new[] { 2 }, "sample 1 (counted from 0)")]
    [InlineData(new[] { 1, 2 }, "sample 0, step 1 (each counted from 0)")]
    [InlineData(new[] { 1, 2, 1 }, "[0, 1, 0] (each counted from 0)")]
    public void A_number_without_a_row_is_named_with_its_place(int[] shape, string place)
    {
        Tensor tokens = Tensor.Of([1f, 7]).Reshape(shape);
        Assert.Equal(
            $"Embedding 'words' expects whole numbers from 0 to 4; received 7 at {place}. Raise inputDim to the largest token + 1, or mend "
            + "the data.",
            Assert.Throws<ArgumentException>(() => new Embedding(5, 2, name: "words").Apply(tokens)).Message);
    }

    [Fact]
    public void A_model_of_single_tokens_learns()
    {
        var model = new Sequential(new Input(), new Embedding(3, 4), new Dense(1));
        model.Compile(new Adam(0.1f), Losses.MeanSquaredError);
        History history = model.Fit(Tensor.Of([0f, 1, 2]), Tensor.Of(new float[,] { { 0 }, { 1 }, { -1 } }), epochs: 60, verbose: 0);
        Assert.True(history["loss"][^1] < 0.05f);
    }
}
