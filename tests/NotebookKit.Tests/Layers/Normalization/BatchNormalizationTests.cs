using NotebookKit.Layers;
using NotebookKit.Tests.Support;

namespace NotebookKit.Tests.Layers;

public sealed class BatchNormalizationTests
{
    [Fact]
    public void Outside_training_the_moving_averages_scale()
    {
        var layer = new BatchNormalization(epsilon: 0);
        var x = Tensor.Of(new float[,] { { 5, 1 }, { 1, 3 } });
        layer.EnsureBuilt(x.Shape);
        Assert.Equal(["gamma", "beta", "moving_mean", "moving_variance"], layer.Weights.Select(w => w.Name));
        Assert.Equal(4, layer.TrainableWeights.Sum(w => w.Shape.Size));
        layer.SetWeights(Tensor.Of([2f, 1]), Tensor.Of([0f, 10]), Tensor.Of([1f, 2]), Tensor.Of([4f, 1]));
        Assert.Equal([4, 9, 0, 11], ((Tensor)layer.Apply(x)).ToArray());
    }

    [Fact]
    public void In_training_the_batch_scales_and_the_averages_move()
    {
        var layer = new BatchNormalization(momentum: 0.75f, epsilon: 0);
        Tensor x = Tensor.Of([1f, 3, 5, 7]).Reshape(2, 2, 1);
        Tensor y = layer.Apply(x, training: true);
        float deviation = MathF.Sqrt(5);
        Assert.All(new[] { -3 / deviation, -1 / deviation, 1 / deviation, 3 / deviation }.Zip(y.ToArray()), pair =>
            Assert.Equal(pair.First, pair.Second, 1e-6f));
        Assert.Equal([1], layer.GetWeights()[2].ToArray());                 // 0 · 0.75 + 4 · 0.25
        Assert.Equal([2], layer.GetWeights()[3].ToArray());                 // 1 · 0.75 + 5 · 0.25
        layer.Trainable = false;
        Assert.True(((Tensor)layer.Apply(x, training: true)).AllClose(layer.Apply(x)));
        Assert.Equal([1], layer.GetWeights()[2].ToArray());
    }

    [Fact]
    public void Masked_steps_are_left_out_of_the_batch_s_mean()
    {
        var layer = new BatchNormalization(momentum: 0);
        Tensor x = Tensor.Of([1f, 3, 100, 5]).Reshape(2, 2, 1);
        Tensor y = layer.Apply(x, mask: Tensor.Of(new float[,] { { 1, 1 }, { 0, 1 } }), training: true);
        Assert.Equal(3, layer.GetWeights()[2].Item(), 1e-5f);
        Assert.Equal(8 / 3f, layer.GetWeights()[3].Item(), 1e-5f);
        Assert.NotNull(y.Mask);
    }

    [Theory]
    [InlineData(-1, true), InlineData(1, true), InlineData(-1, false)]
    public void Gradients_go_through_mean_and_variance(int axis, bool training)
    {
        Gradients.Check(t => new BatchNormalization(axis).Apply(t[0], training: training), Gradients.Sample(3, 2, 3));
        Gradients.Check(t => new BatchNormalization(axis).Apply(t[0], Tensor.Of(new float[,] { { 1, 0 }, { 1, 1 }, { 0, 1 } }), training),
            Gradients.Sample(3, 2, 3));
    }

    [Fact]
    public void A_batch_without_a_number_leaves_the_averages()
    {
        var model = new Sequential(new Input(1), new BatchNormalization(name: "norm"), new Dense(1));
        model.Compile(new SGD(0.1f), "mse");
        model.Fit(Tensor.Of(new float[,] { { 1 }, { 3 } }), Tensor.Ones(2, 1), verbose: 0);
        float[] before = [.. model.GetLayer("norm").GetWeights().SelectMany(w => w.ToArray())];
        Assert.NotEqual(0, before[2]);
        Assert.Throws<NonFiniteLossException>(() =>
            model.Fit(Tensor.Of(new float[,] { { 1 }, { float.NaN } }), Tensor.Ones(2, 1), verbose: 0));
        Assert.Equal(before, model.GetLayer("norm").GetWeights().SelectMany(w => w.ToArray()));
        Assert.Equal(2, model.Summary(print: false).NonTrainableParams);
    }

    [Fact]
    public void Distributed_over_time_each_step_is_a_batch_of_its_own()
    {
        var norm = new BatchNormalization(momentum: 0.5f, epsilon: 0);
        Tensor x = Tensor.Of([1f, 10, 3, 30]).Reshape(2, 2, 1);               // step 0: 1 and 3, step 1: 10 and 30
        Tensor y = new TimeDistributed(norm).Apply(x, training: true);
        Assert.All(new float[] { -1, -1, 1, 1 }.Zip(y.ToArray()), pair => Assert.Equal(pair.First, pair.Second, 1e-5f));
        Assert.Equal(((0 + 2) / 2f + 20) / 2, norm.GetWeights()[2].Item(), 1e-5f);   // moved twice
        Support.Gradients.Check(t =>
            new TimeDistributed(new BatchNormalization()).Apply(t[0], training: true), Support.Gradients.Sample(3, 2, 2));
    }

    [Fact]
    public void Normalization_learns_its_scale_from_data_once()
    {
        var layer = new Normalization();
        Tensor x = Tensor.Of([1f, 10, 3, 10, 5, 10]).Reshape(1, 3, 2);
        layer.Adapt(x);
        Assert.Equal(["mean", "variance", "count"], layer.Weights.Select(w => w.Name));
        Assert.Empty(layer.TrainableWeights);
        float deviation = MathF.Sqrt(8 / 3f);
        Assert.All(new[] { -2 / deviation, 0, 0, 0, 2 / deviation, 0 }.Zip(((Tensor)layer.Apply(x)).ToArray()), pair =>
            Assert.Equal(pair.First, pair.Second, 1e-5f));
        var back = new Normalization(invert: true);
        back.Adapt(x);
        Assert.True(((Tensor)back.Apply((Tensor)layer.Apply(x))).AllClose(x, 1e-5f));
        var whole = new Normalization([]);
        whole.Adapt(Tensor.Of(new float[,] { { 1, 3 } }));
        Assert.Equal([-1, 1], ((Tensor)whole.Apply(Tensor.Of(new float[,] { { 1, 3 } }))).ToArray());
        Assert.Equal(new Shape(3, 2), new Normalization([1, 2]).Apply(x)[0].Shape.Slice(1, 3));
    }
}
