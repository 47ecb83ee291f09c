using NotebookKit.Layers;

namespace NotebookKit.Tests.Layers;

public sealed class NoiseTests
{
    private static readonly Tensor s_x = Tensor.Ones(4, 50, 30);

    [Theory]
    [InlineData("noise", 0, 0.5f), InlineData("dropout", 1, 0.5f)]
    public void Noise_has_the_mean_and_deviation_asked_for(string kind, float mean, float deviation)
    {
        // A rate of 0.2 gives a variance of 0.2 / 0.8.
        Layer layer = kind == "noise" ? new GaussianNoise(0.5f, seed: 1) : new GaussianDropout(0.2f, seed: 1);
        Tensor noise = (Tensor)layer.Apply(s_x, training: true) - (1 - mean);
        Assert.Equal(mean, noise.Mean().Item(), 0.03f);
        Assert.Equal(deviation, (noise - noise.Mean()).Square().Mean().Sqrt().Item(), 0.03f);
    }

    [Theory]
    [InlineData("spatial"), InlineData("noise"), InlineData("dropout"), InlineData("activity")]
    public void Outside_training_the_input_passes_with_its_mask_and_a_seed_repeats(string kind)
    {
        Layer Make() => kind switch
        {
            "spatial" => new SpatialDropout1D(0.5f, seed: 2),
            "noise" => new GaussianNoise(1, seed: 2),
            "dropout" => new GaussianDropout(0.5f, seed: 2),
            _ => new ActivityRegularization(1, 1),
        };
        Tensor x = new Masking().Apply(s_x);
        Tensor calm = Make().Apply(x);
        Assert.Equal(x.ToArray(), calm.ToArray());
        Assert.Same(x.Mask, calm.Mask);
        Assert.Equal(((Tensor)Make().Apply(x, training: true)).ToArray(), ((Tensor)Make().Apply(x, training: true)).ToArray());
    }

    [Fact]
    public void What_passes_costs_by_its_size_and_every_application_counts()
    {
        var input = new Input(2);
        var cost = new ActivityRegularization(l1: 0.1f, l2: 0.01f);
        var model = new Model(input, new Dense(1, kernelInitializer: new Zeros()).Apply(cost.Apply(cost.Apply(input))));
        model.Compile(new SGD(0), "mse");
        var x = Tensor.Of(new float[,] { { 1, -2 }, { 3, 0 } });
        // Σ|x| = 6 and Σx² = 14 over a batch of two, twice.
        float expected = 2 * (0.1f * 6 + 0.01f * 14) / 2;
        Assert.Equal(expected, model.Evaluate(x, Tensor.Zeros(2, 1)).Loss, 1e-6f);
        Assert.Equal(expected, model.TrainOnBatch(x, Tensor.Zeros(2, 1)).Loss, 1e-6f);
    }

    [Fact]
    public void The_cost_teaches_the_layers_before()
    {
        var model = new Sequential(new Input(1), new Dense(1, useBias: false, kernelInitializer: new Ones()),
            new ActivityRegularization(l2: 1), new Dense(1, kernelInitializer: new Zeros()));
        model.Compile(new SGD(0.1f), "mse");
        model.TrainOnBatch(Tensor.Ones(1, 1), Tensor.Zeros(1, 1));
        Assert.Equal(0.8f, model.Layers[1].GetWeights()[0].Item(), 1e-6f);      // 1 - 0.1 · 2
    }
}
