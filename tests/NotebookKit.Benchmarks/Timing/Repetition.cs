using System.Diagnostics;

namespace NotebookKit.Benchmarks.Timing;

/// <summary>What one piece of work took.</summary>
/// <param name="Seconds">The median of the repetitions.</param>
/// <param name="Fastest">The fastest repetition, in seconds.</param>
/// <param name="ProcessorSeconds">The median processor time of the repetitions, all threads together.</param>
/// <param name="LeastProcessorSeconds">The least: the cost in a moment when nothing else used the core's other half or its caches.</param>
/// <param name="AllocatedBytes">Managed bytes that the calling thread allocated in one repetition after warm-up.</param>
internal sealed record Measurement(
    double Seconds, double Fastest, double ProcessorSeconds, double LeastProcessorSeconds, long AllocatedBytes);

/// <summary>Times short pieces of work without a framework, so that runs can alternate with another program's.</summary>
internal static class Repetition
{
    private const double CompilerWarmUp = 1.0;

    /// <summary>Work of less than these seconds is warmed up so: longer work calls the same loops often enough.</summary>
    private const double QuickWork = 20e-3;

    /// <summary>Warms up, then repeats <paramref name="work"/> for about <paramref name="seconds"/>.</summary>
    public static Measurement Time(Action work, double seconds = 0.6)
    {
        long begin = Stopwatch.GetTimestamp();
        int warm = 0;
        // Short work runs long enough for the just-in-time compiler to have replaced its first, quick translation.
        double elapsed = 0;
        while (warm < 2 || elapsed < seconds / 3 || (elapsed < CompilerWarmUp && elapsed / warm < QuickWork))
        {
            work();
            warm++;
            elapsed = Stopwatch.GetElapsedTime(begin).TotalSeconds;
        }
        double once = elapsed / warm;
        int inner = Math.Max(1, (int)(50e-6 / once));
        long allocated = GC.GetAllocatedBytesForCurrentThread();
        work();
        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;

        List<double> times = [], processor = [];
        begin = Stopwatch.GetTimestamp();
        while (times.Count < 3 || (Stopwatch.GetElapsedTime(begin).TotalSeconds < seconds && times.Count < 2000))
        {
            long start = Stopwatch.GetTimestamp();
            double used = ProcessorClock.Seconds;
            for (int i = 0; i < inner; i++)
            {
                work();
            }
            processor.Add((ProcessorClock.Seconds - used) / inner);
            times.Add(Stopwatch.GetElapsedTime(start).TotalSeconds / inner);
        }
        times.Sort();
        processor.Sort();
        return new Measurement(times[times.Count / 2], times[0], processor[processor.Count / 2], processor[0], allocated);
    }
}
