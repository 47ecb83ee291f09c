using BenchmarkDotNet.Attributes;
using NotebookKit.Benchmarks.Timing;

namespace NotebookKit.Benchmarks.Micro;

/// <summary>Runs the workloads of one family on one thread and on all.</summary>
public abstract class WorkBenchmark(string family)
{
    private Action _work = () => { };

    [ParamsSource(nameof(Family))]
    public object Work { get; set; } = null!;

    [ParamsSource(nameof(ThreadCounts))]
    public int Threads { get; set; }

    public IEnumerable<object> Family => Workloads.All.Where(work => work.Family == family);

    public IEnumerable<int> ThreadCounts => new[] { 1, Environment.ProcessorCount }.Distinct();

    [GlobalSetup]
    public void Prepare()
    {
        Parallelism.Threads = Threads;
        _work = ((Workload)Work).Prepare();
    }

    [Benchmark]
    public void Run() => _work();
}

/// <summary>Matrix products.</summary>
public class Products() : WorkBenchmark("products");

/// <summary>Element-wise functions.</summary>
public class Activations() : WorkBenchmark("activations");

/// <summary>LSTM and GRU, forward and forward with backward.</summary>
public class Recurrent() : WorkBenchmark("recurrent");

/// <summary>End to end: an epoch of the addition task.</summary>
public class Training() : WorkBenchmark("training");
