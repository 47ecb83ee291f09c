using BenchmarkDotNet.Running;
using NotebookKit.Benchmarks.Addition;
using NotebookKit.Benchmarks.Keras;
using NotebookKit.Benchmarks.Micro;
using NotebookKit.Benchmarks.Session;
using NotebookKit.Benchmarks.Timing;
using NotebookKit.Benchmarks.Torch;

// dotnet run -c Release --project tests/NotebookKit.Benchmarks                        BenchmarkDotNet's own menu and options
// dotnet run -c Release --project tests/NotebookKit.Benchmarks -- --json [options]    a short measurement as JSON, for compare.py
// dotnet run -c Release --project tests/NotebookKit.Benchmarks -- --torch [options]   the same work in TorchSharp, for compare.py
// dotnet run -c Release --project tests/NotebookKit.Benchmarks -- --until 0.99 [--samples 50000] [--seed 1] [--threads 1] [--rate 0.003]
// [--torch] trains the addition model to that accuracy
// dotnet run -c Release --project tests/NotebookKit.Benchmarks -- addition 1,2,3      the curves of data/addition, for these seeds
// dotnet run -c Release --project tests/NotebookKit.Benchmarks -- session             how long a session's cells take
// dotnet run -c Release --project tests/NotebookKit.Benchmarks -- keras               how long Keras's adder takes to open
if (args is ["keras"])
{
    return KerasTiming.Run();
}
// dotnet run -c Release --project tests/NotebookKit.Benchmarks -- lines               the lines that errors name, and what tight loops pay
// for them
// (as the command: DOTNET_TieredPGO=0)
if (args is ["lines"])
{
    return await LineTiming.Run();
}
// dotnet run -c Release --project tests/NotebookKit.Benchmarks -- epochs 15 2         the addition epoch fifteen times on two threads
if (args is ["epochs", .. var options])
{
    return EpochTiming.Run(options);
}
if (args is ["session"])
{
    return await SessionTiming.Run();
}
if (args.Contains("--until"))
{
    return TrainingRace.Run(args);
}
if (args.Contains("--torch"))
{
    return TorchMode.Run(args);
}
if (args.Contains("--json"))
{
    return JsonMode.Run(args);
}
if (args is ["addition", .. var rest])
{
    return AdditionExperiment.Run(rest);
}
BenchmarkSwitcher.FromAssembly(typeof(Products).Assembly).Run(args, BenchmarkSettings.Create());
return 0;
