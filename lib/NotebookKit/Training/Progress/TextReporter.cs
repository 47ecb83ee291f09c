namespace NotebookKit;

/// <summary>
/// Reports training in plain text, one line an epoch, as Keras does with <c>verbose=2</c>:
/// <c>Epoch 3/30 - 225/225 - 3s - 14ms/step - loss: 0.4116 - accuracy: 0.8312</c>.
/// </summary>
/// <param name="writer">Where the lines go.</param>
public sealed class TextReporter(TextWriter writer) : ITrainingReporter
{
    /// <inheritdoc/>
    public void OnTrainBegin(TrainingPlan plan)
    {
        // The epochs say how many there are.
    }

    /// <inheritdoc/>
    public void OnBatchEnd(TrainingProgress progress)
    {
        // A line a batch would bury the epochs.
    }

    /// <inheritdoc/>
    public void OnEpochEnd(TrainingProgress progress)
    {
        writer.WriteLine(ProgressLine.Epoch(progress));
        // Whoever reads the pipe sees the epoch when it has ended.
        writer.Flush();
    }

    /// <inheritdoc/>
    public void OnTrainEnd(History history)
    {
        if (history.Interruption is { } interruption)
        {
            writer.WriteLine(interruption.ToString());
        }
    }

    /// <inheritdoc/>
    public void OnTrainError(Exception error)
    {
        // Fit throws it.
    }
}
