using System.Globalization;
using System.Text.Json;
using NotebookKit.Benchmarks.Timing;
using NotebookKit.TorchSharp;
using TorchSharp;

namespace NotebookKit.Benchmarks.Torch;

/// <summary>
/// Times the same work in TorchSharp and prints one JSON object, as the JSON mode does for the kit. Options: <c>--threads N</c>,
/// set by hand because libtorch's own choice is many times slower beside other load; <c>--seconds S</c>, <c>--only TEXT</c>.
/// </summary>
internal static class TorchMode
{
    private static readonly JsonSerializerOptions s_options =
        new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, WriteIndented = true };

    public static int Run(string[] args)
    {
        if (!TorchLibrary.TryFetchAndLoad(out string? why, Console.Error.WriteLine))
        {
            Console.Error.WriteLine(why);
            return 1;
        }
        string[] only = [.. Values(args, "--only")];
        double seconds = Values(args, "--seconds").Select(v => double.Parse(v, CultureInfo.InvariantCulture)).Append(0.6).First();
        torch.set_num_threads(Values(args, "--threads").Select(int.Parse).Append(Environment.ProcessorCount).First());
        torch.manual_seed(1);

        var results = new List<object>();
        foreach (Workload work in TorchWorkloads.All)
        {
            if (only.Length > 0 && !only.Any(text => work.Name.Contains(text, StringComparison.Ordinal)))
            {
                continue;
            }
            Measurement measured = Repetition.Time(work.Prepare(), seconds);
            results.Add(new { work.Name, measured.Seconds, measured.ProcessorSeconds, measured.LeastProcessorSeconds });
        }
        string version = typeof(torch).Assembly.GetName().Version!.ToString(3);
        Console.WriteLine(
            JsonSerializer.Serialize(new { Version = version, Threads = torch.get_num_threads(), Results = results }, s_options));
        return 0;
    }

    private static IEnumerable<string> Values(string[] args, string name) =>
        args.Index().Where(a => a.Item == name && a.Index + 1 < args.Length).Select(a => args[a.Index + 1]);
}
