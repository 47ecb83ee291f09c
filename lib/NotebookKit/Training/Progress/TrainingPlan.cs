namespace NotebookKit;

/// <summary>What a call of <see cref="Model.Fit"/> sets out to do.</summary>
/// <param name="ModelName">The model's name.</param>
/// <param name="InitialEpoch">How many epochs count as done already; 0 unless asked otherwise.</param>
/// <param name="Epochs">The number of the last epoch, counted from 1.</param>
/// <param name="Batches">How many batches make an epoch.</param>
/// <param name="BatchSize">How many samples a batch has; the last of an epoch may have fewer.</param>
/// <param name="Samples">How many samples are learned from.</param>
/// <param name="ValidationSamples">How many samples each epoch is validated on; 0 for none.</param>
/// <param name="MetricNames">The names of the training values: loss first, then the metrics.</param>
public sealed record TrainingPlan(
    string ModelName,
    int InitialEpoch,
    int Epochs,
    int Batches,
    int BatchSize,
    int Samples,
    int ValidationSamples,
    IReadOnlyList<string> MetricNames);
