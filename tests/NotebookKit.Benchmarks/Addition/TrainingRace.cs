using System.Diagnostics;
using System.Globalization;
using NotebookKit.Benchmarks.Timing;
using NotebookKit.TorchSharp;

namespace NotebookKit.Benchmarks.Addition;

/// <summary>
/// Trains the addition model until whole answers to unseen questions reach an accuracy, and prints the way there. Options beside
/// <c>--until 0.99</c>: <c>--samples 50000</c>, <c>--seed 1</c>, <c>--threads 1</c>, <c>--rate 0.003</c> for Adam, and <c>--torch</c>
/// to train the same model by the same recipe in TorchSharp.
/// </summary>
internal static class TrainingRace
{
    private const int MaxEpochs = 500;

    public static int Run(string[] args)
    {
        string Option(string name, string otherwise) =>
            Array.IndexOf(args, name) is >= 0 and int at && at + 1 < args.Length ? args[at + 1] : otherwise;
        int Number(string name, int otherwise) =>
            int.Parse(Option(name, otherwise.ToString(CultureInfo.InvariantCulture)), CultureInfo.InvariantCulture);
        double goal = double.Parse(Option("--until", "0.99"), CultureInfo.InvariantCulture);
        int samples = Number("--samples", AdditionWork.TrainingSamples), threads = Number("--threads", Environment.ProcessorCount);
        RandomSeed.Set(Number("--seed", 1));
        (Tensor x, Tensor y) = AdditionWork.Samples(0, samples);
        (Tensor testX, Tensor testY) = AdditionWork.Samples(samples, AdditionWork.TestSamples);
        Sequential model = AdditionWork.Build(float.Parse(Option("--rate", "0.001"), CultureInfo.InvariantCulture));
        Parallelism.Threads = threads;

        Action fit = () => model.Fit(x, y, batchSize: AdditionWork.BatchSize, epochs: 1, verbose: 0, reporters: []);
        Func<Logs> test = () => model.Evaluate(testX, testY, batchSize: AdditionWork.TestSamples);
        if (!args.Contains("--torch"))
        {
            return Race(fit, test, goal, samples);
        }
        if (!TorchLibrary.TryFetchAndLoad(out string? why, Console.Error.WriteLine))
        {
            Console.Error.WriteLine(why);
            return 1;
        }
        return InTorch(model, x, y, testX, testY, goal, threads);
    }

    private static int InTorch(Sequential model, Tensor x, Tensor y, Tensor testX, Tensor testY, double goal, int threads)
    {
        global::TorchSharp.torch.set_num_threads(threads);
        using TorchModel net = model.ToTorch();
        return Race(
            () => net.Fit(x, y, batchSize: AdditionWork.BatchSize, epochs: 1, verbose: 0, reporters: []),
            () => net.Evaluate(testX, testY, batchSize: AdditionWork.TestSamples), goal, x.Shape[0]);
    }

    private static int Race(Action fit, Func<Logs> test, double goal, int samples)
    {
        long start = Stopwatch.GetTimestamp();
        double used = ProcessorClock.Seconds;
        for (int epoch = 1; epoch <= MaxEpochs; epoch++)
        {
            long began = Stopwatch.GetTimestamp();
            fit();
            double seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
            double exact = test()["exact_match"];
            double total = Stopwatch.GetElapsedTime(start).TotalSeconds, processor = ProcessorClock.Seconds - used;
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"epoch {epoch,3}: {samples / seconds,8:F0} samples/s, whole answers right {exact:P1} "
                    + $"after {total:F1} s, processor {processor:F1} s"));
            if (exact >= goal)
            {
                return 0;
            }
        }
        Console.Error.WriteLine($"{goal:P0} was not reached in {MaxEpochs} epochs.");
        return 1;
    }
}
