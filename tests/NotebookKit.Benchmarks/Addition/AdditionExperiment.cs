using System.Diagnostics;
using System.Globalization;
using NotebookKit.Layers;

namespace NotebookKit.Benchmarks.Addition;

/// <summary>
/// Trains Keras's addition_rnn network on sums of three digits and writes the curves as comma-separated values to the
/// console: <c>addition [seeds] [batch size] [learning rate] [epochs] [last rate's share] [clipNorm] [samples]</c>.
/// <c>addition samples</c> writes the small file in data/addition instead.
/// </summary>
internal static class AdditionExperiment
{
    public static int Run(string[] arguments)
    {
        if (arguments is ["samples"])
        {
            Console.Write(new AdditionTask(digits: 2, samples: 200, seed: 1).ToCsv());
            return 0;
        }
        string Argument(int index, string otherwise) => index < arguments.Length ? arguments[index] : otherwise;
        float Number(int index, string otherwise) => float.Parse(Argument(index, otherwise), CultureInfo.InvariantCulture);
        int[] seeds = [.. Argument(0, "1,2,3").Split(',').Select(int.Parse)];
        int batchSize = (int)Number(1, "128"), epochs = (int)Number(3, "30"), samples = (int)Number(6, "50000");
        float rate = Number(2, "0.003"), last = Number(4, "0.01"), clip = Number(5, "1");
        Console.WriteLine("seed,epoch,learning_rate,loss,accuracy,exact_match,val_loss,val_accuracy,val_exact_match,seconds");
        foreach (int seed in seeds)
        {
            Train(seed, batchSize, rate, epochs, last, clip, samples);
        }
        return 0;
    }

    private static void Train(int seed, int batchSize, float rate, int epochs, float last, float clip, int samples)
    {
        RandomSeed.Set(seed);
        var task = new AdditionTask(digits: 3, samples: samples, seed: seed, reverse: true);
        (Tensor x, Tensor y) = task.Training;
        var model = new Sequential(
            new Input(7, 12), new LSTM(128), new RepeatVector(4), new LSTM(128, returnSequences: true),
            new TimeDistributed(new Dense(12)), new Activation(Activations.Softmax));
        int steps = epochs * ((task.TrainingCount + batchSize - 1) / batchSize);
        var schedule = new CosineDecay(rate, steps, alpha: last);
        model.Compile(
            new Adam(schedule, globalClipNorm: clip > 0 ? clip : null), Losses.CategoricalCrossentropy,
            Metrics.Accuracy, Metrics.ExactMatch);
        Console.Error.WriteLine($"seed {seed}: {model.CountParams()} parameters, {steps} updates");
        var clock = Stopwatch.StartNew();
        model.Fit(x, y, batchSize, epochs, verbose: 0, validationData: task.Validation, validationBatchSize: 500, callbacks:
        [
            new LambdaCallback(onEpochEnd: (epoch, logs) =>
            {
                string values = string.Join(',', logs.Values.ToArray().Select(v => v.ToString("0.00000", CultureInfo.InvariantCulture)));
                Console.WriteLine(
                    string.Create(CultureInfo.InvariantCulture,
                        $"{seed},{epoch + 1},{model.Optimizer.LearningRate:0.000000},{values},{clock.Elapsed.TotalSeconds:0.0}"));
            }),
        ]);
    }
}
