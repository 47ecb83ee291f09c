using NotebookKit.Layers;

namespace NotebookKit.Tests.Training;

public class TrainingAllocationTests(ITestOutputHelper output)
{
    [Fact]
    public void A_step_of_the_addition_network_allocates_less_than_10_KB()
    {
        var task = new AdditionTask(digits: 3, samples: 300, seed: 1);
        var model = new Sequential(
            new Input(7, 12), new LSTM(32), new RepeatVector(4), new LSTM(32, returnSequences: true),
            new TimeDistributed(new Dense(12)), new Activation(Activations.Softmax));
        model.Compile(new Adam(0.01f, clipNorm: 1), Losses.CategoricalCrossentropy, Metrics.Accuracy, Metrics.ExactMatch);
        var allocated = new List<long>();
        long before = 0;
        model.Fit(task.Training.X, task.Training.Y, batchSize: 30, epochs: 12, verbose: 0, callbacks:
        [
            new LambdaCallback(onTrainBatchBegin: _ => before = GC.GetAllocatedBytesForCurrentThread(),
                onTrainBatchEnd: (_, _) => allocated.Add(GC.GetAllocatedBytesForCurrentThread() - before)),
        ]);
        long last = allocated[^20..].Max();
        output.WriteLine($"{last} bytes a step at most, of the last 20 of {allocated.Count}");
        Assert.True(last < 10 * 1024, $"A step allocated {last} bytes.");
    }
}
