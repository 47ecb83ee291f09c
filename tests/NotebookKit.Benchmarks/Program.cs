using NotebookKit;
using NotebookKit.Benchmarks.Timing;
using NotebookKit.Kernels;

Parallelism.Threads = args.Length > 0 ? int.Parse(args[0]) : 1;
double peak = Peak.FlopsPerSecond() * Parallelism.Threads;
Console.WriteLine($"peak {peak / 1e9:F1} GFLOP/s, path {Machine.Path}");
var random = new Random(1);
float[] Values(int n, float s = 0.1f) => Enumerable.Range(0, n).Select(_ => s * (random.NextSingle() - 0.5f)).ToArray();
foreach (var cell in new[] { CellKind.Lstm, CellKind.GruResetAfter })
foreach (var (b, t, d, u) in new[] { (1, 3, 1, 1), (128, 32, 32, 64), (128, 64, 64, 128), (32, 128, 256, 512), (200, 7, 12, 128) })
{
    var p = new RecurrentProblem(cell, b, t, d, u);
    var x = Values(b * t * d, 1); var k = Values(d * p.Gates * u); var r = Values(u * p.Gates * u); var bias = Values(p.BiasLength);
    var y = new float[b * t * u]; var dk = new float[k.Length]; var dr = new float[r.Length]; var db = new float[bias.Length]; var dx = new float[x.Length];
    var f = Repetition.Time(() => RecurrentKernels.Forward(p, new RecurrentInputs { X = x, Kernel = k, RecurrentKernel = r, Bias = bias }, new RecurrentOutputs { Sequence = y }, false), 1);
    double flops = 2.0 * p.Work;
    var fb = Repetition.Time(() =>
    {
        var tape = RecurrentKernels.Forward(p, new RecurrentInputs { X = x, Kernel = k, RecurrentKernel = r, Bias = bias }, new RecurrentOutputs { Sequence = y }, true)!;
        RecurrentKernels.Backward(tape, new RecurrentInputs { X = x, Kernel = k, RecurrentKernel = r, Bias = bias }, new RecurrentGradients { Sequence = y, Kernel = dk, RecurrentKernel = dr, Bias = db, X = dx });
    }, 1);
    Console.WriteLine($"{cell} ({b},{t},{d})->{u}: forward {f.Seconds * 1e6:F2} us (fastest {f.Fastest * 1e6:F2}) {flops / f.Seconds / 1e9:F1} GFLOP/s {flops / f.Seconds / peak:P0} alloc {f.AllocatedBytes}; both {fb.Seconds * 1e3:F3} ms (fastest {fb.Fastest * 1e3:F3}) {3 * flops / fb.Seconds / 1e9:F1} GFLOP/s {3 * flops / fb.Seconds / peak:P0} / {3 * flops / fb.Fastest / peak:P0} alloc {fb.AllocatedBytes}");
}
