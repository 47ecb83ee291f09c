using System.Diagnostics;
using System.Globalization;

namespace NotebookKit.Benchmarks.Addition;

/// <summary>Trains the addition model until whole answers to unseen questions reach an accuracy, and prints the way there.</summary>
internal static class TrainingRace
{
    private const int MaxEpochs = 500;

    public static int Run(string[] args)
    {
        double goal = double.Parse(args[Array.IndexOf(args, "--until") + 1], CultureInfo.InvariantCulture);
        int at = Array.IndexOf(args, "--samples"), samples = at < 0 ? AdditionWork.TrainingSamples : int.Parse(args[at + 1], CultureInfo.InvariantCulture);
        RandomSeed.Set(1);
        var (x, y) = AdditionWork.Samples(0, samples);
        var (testX, testY) = AdditionWork.Samples(samples, AdditionWork.TestSamples);
        Sequential model = AdditionWork.Build();
        long start = Stopwatch.GetTimestamp();
        for (int epoch = 1; epoch <= MaxEpochs; epoch++)
        {
            long began = Stopwatch.GetTimestamp();
            model.Fit(x, y, batchSize: AdditionWork.BatchSize, epochs: 1, verbose: 0, reporters: []);
            double seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
            double exact = model.Evaluate(testX, testY, batchSize: AdditionWork.TestSamples)["exact_match"];
            double total = Stopwatch.GetElapsedTime(start).TotalSeconds;
            Console.WriteLine(FormattableString.Invariant(
                $"epoch {epoch,3}: {samples / seconds,8:F0} samples/s, whole answers right {exact:P1} after {total:F1} s"));
            if (exact >= goal) return 0;
        }
        Console.Error.WriteLine($"{goal:P0} was not reached in {MaxEpochs} epochs.");
        return 1;
    }
}
