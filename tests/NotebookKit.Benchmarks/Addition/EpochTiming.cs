using System.Diagnostics;
using System.Globalization;
using NotebookKit.Benchmarks.Timing;
using NotebookKit.Kernels;

namespace NotebookKit.Benchmarks.Addition;

/// <summary>The addition epoch again and again in one process, so that one sees whether it always costs the same.</summary>
internal static class EpochTiming
{
    /// <summary>Options: epochs (20), threads (all). A line of wall and processor milliseconds an epoch, then the medians.</summary>
    public static int Run(string[] options)
    {
        int epochs = options.Length > 0 ? int.Parse(options[0], CultureInfo.InvariantCulture) : 20;
        if (options.Length > 1)
        {
            Parallelism.Threads = int.Parse(options[1], CultureInfo.InvariantCulture);
        }
        Action epoch = AdditionWork.Epoch().Prepare();
        for (int i = 0; i < 6; i++)
        {
            epoch();
        }
        var wall = new List<double>();
        var processor = new List<double>();
        for (int i = 0; i < epochs; i++)
        {
            double before = ProcessorClock.Seconds;
            long start = Stopwatch.GetTimestamp();
            epoch();
            wall.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            processor.Add(1000 * (ProcessorClock.Seconds - before));
        }
        Console.WriteLine(string.Join(' ', processor.Select(p => p.ToString("F0", CultureInfo.InvariantCulture))));
        Console.WriteLine($"median: wall {Median(wall):F0} ms, processor {Median(processor):F0} ms; least {processor.Min():F0}");
        return 0;
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
