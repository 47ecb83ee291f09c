using NotebookKit.Layers;

namespace NotebookKit.Tests.Training;

/// <summary>A loss that a user derives, as the documentation of <see cref="Loss"/> shows one.</summary>
public class OwnLossTests
{
    [Fact]
    public void Fit_makes_a_loss_of_ones_own_small_and_its_base_counts_weights()
    {
        var model = new Sequential(new Input(2), new Dense(1, kernelInitializer: new Zeros()));
        model.Compile(new SGD(0.1f), new Huber(0.5f));
        Tensor x = Tensor.Of(new float[,] { { 1, 0 }, { 0, 1 } }), y = Tensor.Of(new float[,] { { 2 }, { 0.25f } });
        // Far: 0.5 (2 - 0.25); near: 0.25² / 2; the first counts twice.
        Logs logs = model.TrainOnBatch(x, y, sampleWeight: Tensor.Of([2f, 1]));
        Assert.Equal((2 * 0.875f + 0.03125f) / 2, logs.Loss, 1e-6f);
        Assert.True(model.Fit(x, y, epochs: 50, verbose: 0).Last.Loss < 0.2f);
        Assert.Equal("huber", model.CompiledLosses[0].Name);
    }

    [Fact]
    public void A_loaded_model_says_which_loss_of_ones_own_it_lacks()
    {
        string path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.safetensors");
        try
        {
            var model = new Sequential(new Input(2), new Dense(1));
            model.Compile(new SGD(0.1f), new Huber(0.5f));
            model.Save(path);
            var loaded = Model.Load(path);
            Assert.Contains("the loss 'huber' of your own", Assert.Throws<InvalidOperationException>(
                () => loaded.Fit(Tensor.Ones(1, 2), Tensor.Ones(1, 1), verbose: 0)).Message);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private sealed class Huber(float delta = 1) : Loss("huber")
    {
        public override Tensor PerElement(Tensor target, Tensor prediction)
        {
            Tensor error = (target - prediction).Abs(), near = Tensor.Minimum(error, delta);
            return (near * (error - near * 0.5f)).Mean(-1);
        }
    }
}
