using NotebookKit;
using NotebookKit.Benchmarks.Timing;
using NotebookKit.Kernels;

Parallelism.Threads = args.Length > 0 ? int.Parse(args[0]) : 1;
double peak = Peak.FlopsPerSecond();
Console.WriteLine($"peak {peak / 1e9:F1} GFLOP/s, path {Machine.Path}");
foreach (var (m, n, k, ta, tb) in new[] { (512, 512, 512, false, false), (200, 512, 128, false, false), (8192, 512, 64, false, false), (8192, 64, 512, false, true), (192, 512, 8192, true, false), (800, 12, 128, false, false), (1, 512, 128, false, false), (1, 4, 1, false, false) })
{
    var random = new Random(1);
    var a = Enumerable.Range(0, m * k).Select(_ => random.NextSingle() - 0.5f).ToArray();
    var b = Enumerable.Range(0, n * k).Select(_ => random.NextSingle() - 0.5f).ToArray();
    var c = new float[m * n];
    var t = Repetition.Time(() => MatMul.Multiply(ta, tb, m, n, k, a, b, c));
    Console.WriteLine($"{m}x{n}x{k} {ta} {tb}: {t.Seconds * 1e6:F2} us, fastest {t.Fastest * 1e6:F2}; {2.0 * m * n * k / t.Seconds / 1e9:F1} / {2.0 * m * n * k / t.Fastest / 1e9:F1} GFLOP/s, alloc {t.AllocatedBytes}");
}
