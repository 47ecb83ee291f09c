using NotebookKit.Layers;

namespace NotebookKit.Tests.Initializers;

/// <summary>An initializer that a user derives, as the documentation of <see cref="Initializer"/> shows one.</summary>
public class OwnInitializerTests
{
    [Fact]
    public void A_layer_starts_by_an_initializer_of_ones_own()
    {
        var layer = new Dense(50, kernelInitializer: new HeNormal(seed: 1), biasInitializer: new Rising());
        layer.EnsureBuilt(new Shape(Shape.Unknown, 200));
        Tensor kernel = layer.GetWeights()[0];
        Assert.Equal(new HeNormal(seed: 1).Sample(new Shape(200, 50)).ToArray(), kernel.ToArray());
        Assert.Equal(2f / 200, kernel.Square().Mean().Item(), 1e-3f);
        Assert.Equal([0f, 1, 2, 3], layer.GetWeights()[1].ToArray()[..4]);
    }

    [Fact]
    public void Cells_and_layers_inside_others_start_by_it_too()
    {
        var model = new Sequential(new Input(3, 2), new Bidirectional(new LSTM(1, kernelInitializer: new Rising(), unitForgetBias: false)));
        Assert.Equal([0f, 1, 2, 3, 4, 5, 6, 7], model.GetWeights()[0].ToArray());
        Assert.Equal([0f, 1, 2, 3, 4, 5, 6, 7], model.GetWeights()[3].ToArray());
    }

    [Fact]
    public void Its_random_numbers_follow_its_seed_and_the_global_one()
    {
        var shape = new Shape(4, 5);
        Assert.Equal(new HeNormal(7).Sample(shape).ToArray(), new HeNormal(7).Sample(shape).ToArray());
        Assert.NotEqual(new HeNormal(7).Sample(shape).ToArray(), new HeNormal(8).Sample(shape).ToArray());
        Assert.NotEqual(new HeNormal().Sample(shape).ToArray(), new HeNormal().Sample(shape).ToArray());
    }

    [Fact]
    public void A_model_with_one_is_saved_by_its_weights_alone_and_the_error_names_it()
    {
        var model = new Sequential(new Input(2), new Dense(3, kernelInitializer: new HeNormal(), name: "own"));
        string message = Assert.Throws<InvalidOperationException>(() => model.Save("unused")).Message;
        Assert.Contains("HeNormal is a class of your own, and a file cannot hold code", message);
        Assert.Contains("SaveWeights", message);

        string path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.safetensors");
        try
        {
            model.SaveWeights(path);
            var again = new Sequential(new Input(2), new Dense(3, kernelInitializer: new Rising(), name: "own"));
            again.LoadWeights(path);
            Assert.Equal(model.GetWeights()[0].ToArray(), again.GetWeights()[0].ToArray());
        }
        finally
        {
            File.Delete(path);
        }
    }

    private sealed class HeNormal(int? seed = null) : Initializer(seed)
    {
        protected override void Fill(Span<float> values, Shape shape, RandomStream random)
        {
            float stddev = MathF.Sqrt(2f / Fans(shape).FanIn);
            foreach (ref float value in values)
                value = stddev * random.NextNormal();
        }
    }

    private sealed class Rising : Initializer
    {
        protected override void Fill(Span<float> values, Shape shape, RandomStream random)
        {
            for (int i = 0; i < values.Length; i++)
                values[i] = i;
        }
    }
}
