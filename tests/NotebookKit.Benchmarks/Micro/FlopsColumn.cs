using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using NotebookKit.Benchmarks.Timing;

namespace NotebookKit.Benchmarks.Micro;

/// <summary>What a workload's products reach: in GFLOP/s, or as a part of the multiply-add peak of the cores in use, measured in this
/// run.</summary>
internal sealed class FlopsColumn(bool ofPeak) : IColumn
{
    private static readonly Lazy<double> s_peak = new(Peak.FlopsPerSecond);

    public string Id => "Flops" + ofPeak;

    public string ColumnName => ofPeak ? "of peak" : "GFLOP/s";

    public string Legend => ofPeak
        ? "part of the multiply-add peak of the cores in use"
        : "billions of multiplications and additions a second";

    public bool AlwaysShow => true;

    public ColumnCategory Category => ColumnCategory.Custom;

    public int PriorityInCategory => 0;

    public bool IsNumeric => true;

    public UnitType UnitType => UnitType.Dimensionless;

    public bool IsAvailable(Summary summary) => true;

    public bool IsDefault(Summary summary, BenchmarkCase benchmarkCase) => false;

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase) => GetValue(summary, benchmarkCase, SummaryStyle.Default);

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase, SummaryStyle style)
    {
        var work = (Workload)benchmarkCase.Parameters[nameof(WorkBenchmark.Work)];
        int threads = (int)benchmarkCase.Parameters[nameof(WorkBenchmark.Threads)];
        if (work.Flops == 0 || summary[benchmarkCase]?.ResultStatistics is not { } statistics)
        {
            return "-";
        }
        double flops = work.Flops / (statistics.Median * 1e-9);
        return ofPeak ? $"{flops / (s_peak.Value * threads):P0}" : $"{flops / 1e9:F1}";
    }
}
