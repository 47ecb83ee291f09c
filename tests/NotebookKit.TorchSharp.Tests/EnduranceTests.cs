using NotebookKit.Layers;
using TorchSharp;

namespace NotebookKit.TorchSharp.Tests;

/// <summary>Nothing of torch's memory stays behind: the tensors that live are counted, not the process's memory guessed at.</summary>
public class EnduranceTests
{
    private static readonly Tensor s_x = Tensor.RandomNormal(new Shape(2, 4, 3), seed: 1), s_y = Tensor.Ones(2, 1);

    private static Model Network()
    {
        var inputs = new Input([4, 3], null, batchSize: 2);
        SymbolicTensor x = new Bidirectional(new GRU(3, returnSequences: true, stateful: true)).Apply(new Masking().Apply(inputs));
        var model = new Model(inputs, new Dense(1).Apply(new LSTM(3, dropout: 0.1f).Apply(new Attention().Apply([x, x]))));
        model.Compile(new Adam(clipNorm: 1), Losses.MeanSquaredError, Metrics.MeanAbsoluteError);
        return model;
    }

    [Fact]
    public void A_prediction_and_a_step_leave_as_many_tensors_as_they_found()
    {
        using TorchModel net = Network().ToTorch();
        net.TrainOnBatch(s_x, s_y);
        Check(() => net.Predict(s_x), 50);
        Check(() => net.TrainOnBatch(s_x, s_y), 50);
        Check(() =>
            net.Fit(s_x, s_y, batchSize: 2, shuffle: false, verbose: 0, validationData: (s_x, s_y), callbacks: [new EarlyStopping("loss")]),
            10);
        Check(() => net.CopyWeightsTo(net.Model), 20);
        Check(() => net.CopyWeightsFrom(net.Model), 20);
    }

    [Fact]
    public void A_module_that_is_disposed_leaves_nothing()
    {
        // Recurrent layers alone: TorchSharp counts each parameter that C# makes once for good, even new Parameter(t).Dispose().
        var model = new Sequential(new Input([4, 3], null, batchSize: 2), new GRU(2, returnSequences: true, stateful: true), new LSTM(1));
        model.Compile(new Adam(clipNorm: 1), Losses.MeanSquaredError);
        Check(() =>
        {
            using TorchModel net = model.ToTorch();
            net.Fit(s_x, s_y, batchSize: 2, shuffle: false, verbose: 0);
        }, 10);
    }

    [Fact, Trait("Category", "Endurance")]
    public void A_hundred_thousand_predictions_leave_nothing()
    {
        using TorchModel net = new Sequential(new Input(3, 1), new LSTM(1)).ToTorch();
        var x = Tensor.Ones(1, 3, 1);
        net.Predict(x);
        Check(() => net.Predict(x), 100_000);
    }

    [Fact, Trait("Category", "Endurance")]
    public void A_thousand_training_steps_leave_nothing()
    {
        using TorchModel net = Network().ToTorch();
        net.TrainOnBatch(s_x, s_y);
        Check(() => net.TrainOnBatch(s_x, s_y), 1_000);
    }

    private static void Check(Action act, int times)
    {
        // Tensors of earlier tests that nobody disposed would else go while this one counts.
        GC.Collect();
        GC.WaitForPendingFinalizers();
        act();
        long before = torch.Tensor.TotalCount;
        for (int i = 0; i < times; i++)
        {
            act();
        }
        Assert.Equal(before, torch.Tensor.TotalCount);
    }
}
