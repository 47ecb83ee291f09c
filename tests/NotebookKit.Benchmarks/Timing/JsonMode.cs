using System.Globalization;
using System.Text.Json;
using NotebookKit.Kernels;

namespace NotebookKit.Benchmarks.Timing;

/// <summary>
/// Times the workloads without a framework and prints one JSON object. Options: <c>--threads N</c>, <c>--seconds S</c> for each
/// workload, <c>--only TEXT</c> for those whose name contains it (may be given several times).
/// </summary>
internal static class JsonMode
{
    private static readonly JsonSerializerOptions s_options =
        new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, WriteIndented = true };

    public static int Run(string[] args)
    {
        string[] only = [.. Values(args, "--only")];
        double seconds = Values(args, "--seconds").Select(v => double.Parse(v, CultureInfo.InvariantCulture)).Append(0.6).First();
        Parallelism.Threads = Values(args, "--threads").Select(int.Parse).Append(Environment.ProcessorCount).First();

        double peak = Peak.FlopsPerSecond();
        var results = new List<object>();
        foreach (Workload work in Workloads.All)
        {
            if (only.Length > 0 && !only.Any(text => work.Name.Contains(text, StringComparison.Ordinal)))
            {
                continue;
            }
            Measurement measured = Repetition.Time(work.Prepare(), seconds);
            peak = Math.Max(peak, Peak.FlopsPerSecond());
            results.Add(new
            {
                work.Name,
                measured.Seconds,
                measured.Fastest,
                measured.ProcessorSeconds,
                measured.LeastProcessorSeconds,
                Gflops = work.Flops / measured.Seconds / 1e9,
                work.Flops,
                measured.AllocatedBytes,
            });
        }
        Console.WriteLine(JsonSerializer.Serialize(
            new { Path = Machine.Path.ToString(), Parallelism.Threads, PeakGflopsPerCore = peak / 1e9, Results = results }, s_options));
        return 0;
    }

    private static IEnumerable<string> Values(string[] args, string name)
    {
        for (int i = 0; i < args.Length - 1; i++)
        {
            if (args[i] == name)
            {
                yield return args[i + 1];
            }
        }
    }
}
