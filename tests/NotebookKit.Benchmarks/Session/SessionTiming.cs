using System.Diagnostics;
using System.Globalization;
using NotebookKit.Notebooks.Session;

namespace NotebookKit.Benchmarks.Session;

/// <summary>
/// What a reader waits for: the first cell counted from the start of the process, later cells, completion, and what a
/// thousand cells leave in memory. One run in a fresh process is one measurement; nothing is repeated to look better.
/// </summary>
internal static class SessionTiming
{
    private const int Cells = 1000;

    public static async Task<int> Run()
    {
        // Kept from before the session redirects the console.
        TextWriter console = Console.Out;
        using var session = new CSharpSession();
        await Execute(session, "1 + 1");
        Report("first result after the process started", (DateTime.Now - Process.GetCurrentProcess().StartTime).TotalMilliseconds);

        await Each("expression cells", i => $"{i} + 1");
        await Each("cells that define a variable", i => $"var x{i} = {i};");
        await Each("cells that print", i => $"Console.WriteLine({i});");
        Report("working set after these cells, MB", Environment.WorkingSet / 1e6);

        List<double> completions = [];
        for (int i = 0; i < 20; i++)
        {
            completions.Add(await Time(() => session.CompleteAsync("Console.Wri", 11)));
        }
        Report("completion, warm, median", Quantile(completions[5..], 0.5));
        List<double> inspections = [];
        for (int i = 0; i < 20; i++)
        {
            inspections.Add(await Time(() => session.InspectAsync("Console.WriteLine(1)", 12)));
        }
        Report("inspection, warm, median", Quantile(inspections[5..], 0.5));
        return 0;

        async Task Each(string what, Func<int, string> code)
        {
            List<double> times = [];
            for (int i = 0; i < Cells; i++)
            {
                times.Add(await Time(() => Execute(session, code(i))));
            }
            Report($"{Cells} {what}, median", Quantile(times, 0.5));
            Report($"{Cells} {what}, 99 of 100 within", Quantile(times, 0.99));
        }

        void Report(string what, double value) =>
            console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what,-50} "
                + $"{value,9:0.0}{(what.EndsWith("MB", StringComparison.Ordinal) ? "" : " ms")}"));
    }

    private static async Task Execute(CSharpSession session, string code)
    {
        CellResult result = await session.ExecuteAsync(code, _ => { });
        if (!result.Success)
        {
            throw new InvalidOperationException(result.Error!.Value);
        }
    }

    private static async Task<double> Time(Func<Task> work)
    {
        long started = Stopwatch.GetTimestamp();
        await work();
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }

    private static double Quantile(List<double> values, double fraction) => values.Order().ElementAt((int)(fraction * (values.Count - 1)));
}
