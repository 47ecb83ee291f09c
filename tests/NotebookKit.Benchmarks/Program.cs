using BenchmarkDotNet.Running;
using NotebookKit.Benchmarks.Addition;
using NotebookKit.Benchmarks.Micro;
using NotebookKit.Benchmarks.Timing;

// dotnet run -c Release --project tests/NotebookKit.Benchmarks                        BenchmarkDotNet's own menu and options
// dotnet run -c Release --project tests/NotebookKit.Benchmarks -- --json [options]    a short measurement as JSON, for compare.py
// dotnet run -c Release --project tests/NotebookKit.Benchmarks -- --until 0.99        trains the addition model to that accuracy
if (args.Contains("--json")) return JsonMode.Run(args);
if (args.Contains("--until")) return TrainingRace.Run(args);
BenchmarkSwitcher.FromAssembly(typeof(Products).Assembly).Run(args, BenchmarkSettings.Create());
return 0;
