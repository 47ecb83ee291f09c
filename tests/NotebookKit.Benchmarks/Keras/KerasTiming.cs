using System.Diagnostics;
using NotebookKit.Keras;

namespace NotebookKit.Benchmarks.Keras;

/// <summary>How long it takes to open, save and describe the trained adder of data/keras (0.85 MB, 205,324 parameters).</summary>
internal static class KerasTiming
{
    private const int Rounds = 31;

    /// <summary>Prints the first time and the median of the others, in milliseconds. The goal for opening, warm: under 100.</summary>
    public static int Run()
    {
        string path = Path.Combine(Root(), "data", "keras", "models", "addition_lstm128.keras");
        string copy = Path.Combine(Path.GetTempPath(), $"adder-{Environment.ProcessId}.keras");
        Model model = KerasFile.Load(path);
        try
        {
            Print("load", () => KerasFile.Load(path));
            Print("describe", () => KerasFile.Describe(path));
            Print("save", () => KerasFile.Save(model, copy));
        }
        finally
        {
            File.Delete(copy);
        }
        return 0;
    }

    private static void Print(string what, Action action)
    {
        double[] times = [.. Enumerable.Range(0, Rounds).Select(_ => Time(action))];
        Console.WriteLine(FormattableString.Invariant(
            $"{what,-9} first {times[0],7:0.0} ms   median {times[1..].Order().ElementAt(Rounds / 2),6:0.0} ms"));
    }

    private static double Time(Action action)
    {
        long start = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "NotebookKit.sln")))
        {
            folder = folder.Parent;
        }
        return folder?.FullName ?? throw new DirectoryNotFoundException("Run this from a checkout: NotebookKit.sln is in no folder above.");
    }
}
