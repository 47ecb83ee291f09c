using NotebookKit.Layers;

namespace NotebookKit.TorchSharp.Tests.Training;

/// <summary>TorchSharp does not run an optimizer of the reader's own, and says so before anything is learned.</summary>
public class OwnOptimizerTests
{
    private static readonly Tensor s_x = Tensor.RandomNormal(new Shape(4, 3), seed: 1), s_y = Tensor.RandomNormal(new Shape(4, 2), seed: 2);

    [Fact]
    public void Fit_with_an_optimizer_of_ones_own_is_refused_by_name() => Refused(new BySign(), "BySign");

    [Fact]
    public void One_derived_from_Adam_is_not_taken_for_Adam() => Refused(new SlowAdam(), "SlowAdam");

    [Fact]
    public void Compiled_anew_the_module_learns()
    {
        using TorchModel net = Network(new BySign()).ToTorch();
        net.Compile(new Adam(0.05f), Losses.MeanSquaredError);
        History history = net.Fit(s_x, s_y, epochs: 20, verbose: 0);
        Assert.True(history.Last.Loss < 0.8f * history["loss"][0]);
    }

    private static void Refused(Optimizer optimizer, string name)
    {
        using TorchModel net = Network(optimizer).ToTorch();
        float[] before = net.GetWeights()[0].ToArray();
        string message = Assert.Throws<NotSupportedException>(() => net.Fit(s_x, s_y, verbose: 0)).Message;
        Assert.Contains($"The optimizer {name} is a class of your own", message);
        Assert.Contains("Compile the module with SGD, RMSprop, Adam or AdamW", message);
        Assert.Equal(before, net.GetWeights()[0].ToArray());
    }

    private static Sequential Network(Optimizer optimizer)
    {
        var model = new Sequential(new Input(3), new Dense(2));
        model.Compile(optimizer, Losses.MeanSquaredError);
        return model;
    }

    // Outside the library's own assembly and its tests: what a user can override, and nothing more.
    private sealed class BySign() : Optimizer(0.01f)
    {
        protected override IReadOnlyList<string> SlotNames => ["last"];

        protected override void Update(in WeightRange range, float learningRate, long step)
        {
            for (int i = 0; i < range.Weight.Length; i++)
            {
                range.Weight[i] -= learningRate * MathF.Sign(range.Gradient[i]);
            }

            range.Gradient.CopyTo(range.Slot(0));
        }
    }

    private sealed class SlowAdam() : Adam(0.001f)
    {
        protected override void Update(in WeightRange range, float learningRate, long step) => base.Update(range, learningRate / 2, step);
    }
}
