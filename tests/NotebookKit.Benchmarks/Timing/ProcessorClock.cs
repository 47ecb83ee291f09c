using System.Diagnostics;
using System.Runtime.InteropServices;

namespace NotebookKit.Benchmarks.Timing;

/// <summary>
/// The processor time of this process, all threads together. On a machine that others use too it says what a piece of work on
/// one thread costs, where the wall clock also counts the time spent waiting for a core.
/// </summary>
internal static partial class ProcessorClock
{
    private const int ProcessCpuTime = 2;

    /// <summary>Seconds since the process began.</summary>
    public static double Seconds
    {
        get
        {
            if (!OperatingSystem.IsLinux())
            {
                return Process.GetCurrentProcess().TotalProcessorTime.TotalSeconds;
            }
            if (GetTime(ProcessCpuTime, out TimeSpec time) != 0)
            {
                throw new InvalidOperationException("clock_gettime failed.");
            }
            return time.Seconds + 1e-9 * time.Nanoseconds;
        }
    }

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static partial int GetTime(int clock, out TimeSpec time);

    [StructLayout(LayoutKind.Sequential)]
    private struct TimeSpec
    {
        public long Seconds;
        public long Nanoseconds;
    }
}
