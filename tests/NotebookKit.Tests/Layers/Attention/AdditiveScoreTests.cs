using NotebookKit.Layers;

namespace NotebookKit.Tests.Layers;

public sealed class AdditiveScoreTests
{
    [Fact]
    public void Scores_and_gradients_are_those_of_the_operations_one_by_one()
    {
        Tensor query = Random(new Shape(3, 4, 6), 1), key = Random(new Shape(3, 5, 6), 2), scale = Random(new Shape(6), 3);
        var weights = Tensor.RandomUniform(new Shape(3, 4, 5), -1, 1, seed: 4);
        Same([query, key, scale], () => AdditiveScore.Of(query, key, scale) * weights, () => OneByOne(query, key, scale) * weights);
        Same([query, key], () => AdditiveScore.Of(query, key, null) * weights, () => OneByOne(query, key, null) * weights);
    }

    [Fact]
    public void A_sequence_that_attends_to_itself_gets_both_gradients_step_after_step()
    {
        Tensor x = Random(new Shape(2, 3, 7), 5);
        for (int step = 0; step < 3; step++)
            Same([x], () => AdditiveScore.Of(x, x, null), () => OneByOne(x, x, null));
    }

    [Fact]
    public void A_scale_without_gradients_leaves_the_others_theirs()
    {
        Tensor query = Random(new Shape(2, 3, 4), 6), key = Tensor.RandomUniform(new Shape(2, 5, 4), -1, 1, seed: 7);
        var scale = Tensor.RandomUniform(new Shape(4), -1, 1, seed: 8);
        Same([query], () => AdditiveScore.Of(query, key, scale), () => OneByOne(query, key, scale));
        Assert.Null(key.Grad);
    }

    private static Tensor Random(Shape shape, int seed) => Tensor.RandomUniform(shape, -1, 1, seed: seed).WithGrad();

    private static Tensor OneByOne(Tensor query, Tensor key, Tensor? scale)
    {
        Tensor matched = (query.ExpandDims(2) + key.ExpandDims(1)).Tanh();
        return (scale is null ? matched : matched * scale).Sum(-1);
    }

    private static void Same(Tensor[] leaves, Func<Tensor> fused, Func<Tensor> plain)
    {
        (Tensor expected, float[][] slopes) = Run(leaves, plain);
        (Tensor got, float[][] ours) = Run(leaves, fused);
        Assert.True(expected.AllClose(got, 1e-5f), $"{expected} {got}");
        for (int i = 0; i < leaves.Length; i++)
            Assert.True(Tensor.Of(slopes[i], leaves[i].Shape).AllClose(Tensor.Of(ours[i], leaves[i].Shape), 1e-5f), $"gradient {i}");
    }

    private static (Tensor Result, float[][] Gradients) Run(Tensor[] leaves, Func<Tensor> formula)
    {
        Tensor result = formula();
        result.Sum().Backward();
        float[][] gradients = [.. leaves.Select(leaf => leaf.Grad!.ToArray())];
        foreach (Tensor leaf in leaves)
            leaf.RecycleGrad();
        return (result, gradients);
    }
}
