using NotebookKit.Notebooks.Documents;

namespace NotebookKit.Notebooks.Running;

/// <summary>The code cells at the top of a notebook that have run in this session already.</summary>
/// <param name="Reports">How they fared, from the first on.</param>
/// <param name="Recorder">What has recorded their outputs, which later cells may update.</param>
/// <param name="ExecutionCount">How many of them were executed; at least one.</param>
internal sealed record EarlierCells(IReadOnlyList<CellReport> Reports, OutputRecorder Recorder, int ExecutionCount);
