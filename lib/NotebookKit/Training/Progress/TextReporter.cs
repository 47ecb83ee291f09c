using System.Globalization;

namespace NotebookKit;

/// <summary>Reports training in plain text, one line an epoch, as Keras does with <c>verbose=2</c>.</summary>
/// <param name="writer">Where the lines go.</param>
public sealed class TextReporter(TextWriter writer) : ITrainingReporter
{
    /// <inheritdoc/>
    public void OnTrainBegin(TrainingPlan plan) => writer.WriteLine(
        $"Training '{plan.ModelName}' on {Count(plan.Samples, "sample")}{(plan.ValidationSamples > 0 ? $", validating on {plan.ValidationSamples}" : "")}: {Count(plan.Epochs - plan.InitialEpoch, "epoch")} of {Count(plan.Batches, "batch", "batches")}.");

    /// <inheritdoc/>
    public void OnBatchEnd(TrainingProgress progress)
    {
        // A line a batch would bury the epochs.
    }

    /// <inheritdoc/>
    public void OnEpochEnd(TrainingProgress progress) => writer.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"Epoch {progress.Epoch}/{progress.Plan.Epochs} - {progress.EpochElapsed.TotalSeconds:0.0}s - {progress.Logs} - learning_rate: {Logs.Format(progress.LearningRate)}"));

    /// <inheritdoc/>
    public void OnTrainEnd(History history)
    {
        if (history.Interruption is { } interruption)
            writer.WriteLine(interruption.ToString());
    }

    /// <inheritdoc/>
    public void OnTrainError(Exception error) => writer.WriteLine($"Training stopped: {error.Message}");

    private static string Count(int number, string one, string? many = null) => $"{number} {(number == 1 ? one : many ?? one + "s")}";
}
