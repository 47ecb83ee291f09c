using NotebookKit.Layers;

namespace NotebookKit.Tests.Training;

/// <summary>Changes the number of threads for the whole process, so it runs alone.</summary>
[Collection(nameof(DeterminismTests))]
[CollectionDefinition(nameof(DeterminismTests), DisableParallelization = true)]
public class DeterminismTests
{
    [Fact]
    public void The_same_seed_gives_the_same_weights_bit_for_bit_whatever_the_number_of_threads()
    {
        int before = Parallelism.Threads;
        try
        {
            int[][] runs = [.. new[] { 1, 2, 3, 7 }.Select(Trained)];
            foreach (int[] run in runs)
                Assert.Equal(runs[0], run);
        }
        finally
        {
            Parallelism.Threads = before;
        }
    }

    /// <summary>
    /// The bits of all weights after a few steps of an encoder and decoder large enough that the kernels divide their work.
    /// </summary>
    private static int[] Trained(int threads)
    {
        Parallelism.Threads = threads;
        RandomSeed.Set(11);
        var task = new AdditionTask(digits: 3, samples: 400, seed: 2);
        var model = new Sequential(
            new Input(7, 12), new LSTM(64, dropout: 0.1f), new RepeatVector(4), new GRU(64, returnSequences: true), new Dropout(0.2f),
            new TimeDistributed(new Dense(12)), new Activation(Activations.Softmax));
        model.Compile(new Adam(new CosineDecay(0.01f, 6), globalClipNorm: 1), Losses.CategoricalCrossentropy, Metrics.Accuracy,
            Metrics.ExactMatch);
        model.Fit(task.Training.X, task.Training.Y, batchSize: 128, epochs: 2, verbose: 0, validationData: task.Validation);
        return [.. model.GetWeights().SelectMany(w => w.ToArray()).Select(BitConverter.SingleToInt32Bits)];
    }
}
