using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace NotebookKit.Benchmarks.Micro;

/// <summary>How BenchmarkDotNet runs: in this process, since the library is always built optimised, with allocations and GFLOP/s.</summary>
internal static class BenchmarkSettings
{
    public static IConfig Create() => DefaultConfig.Instance
        .AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance))
        .AddDiagnoser(MemoryDiagnoser.Default)
        .AddColumn(StatisticColumn.Median, new FlopsColumn(ofPeak: false), new FlopsColumn(ofPeak: true));
}
