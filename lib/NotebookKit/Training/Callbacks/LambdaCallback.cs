namespace NotebookKit;

/// <summary>A callback made of functions, as Keras's <c>LambdaCallback</c>. Epochs and batches count from 0.</summary>
/// <param name="onEpochBegin">Called with the epoch when it begins.</param>
/// <param name="onEpochEnd">Called with the epoch and its values when it has ended.</param>
/// <param name="onTrainBegin">Called when training begins.</param>
/// <param name="onTrainEnd">Called when training has ended.</param>
/// <param name="onTrainBatchBegin">Called with the batch before it is learned from.</param>
/// <param name="onTrainBatchEnd">Called with the batch and the epoch's values so far.</param>
public sealed class LambdaCallback(
    Action<int>? onEpochBegin = null, Action<int, Logs>? onEpochEnd = null, Action? onTrainBegin = null, Action? onTrainEnd = null,
    Action<int>? onTrainBatchBegin = null, Action<int, Logs>? onTrainBatchEnd = null) : Callback
{
    /// <inheritdoc/>
    public override void OnEpochBegin(int epoch) => onEpochBegin?.Invoke(epoch);

    /// <inheritdoc/>
    public override void OnEpochEnd(int epoch, Logs logs) => onEpochEnd?.Invoke(epoch, logs);

    /// <inheritdoc/>
    public override void OnTrainBegin() => onTrainBegin?.Invoke();

    /// <inheritdoc/>
    public override void OnTrainEnd() => onTrainEnd?.Invoke();

    /// <inheritdoc/>
    public override void OnTrainBatchBegin(int batch) => onTrainBatchBegin?.Invoke(batch);

    /// <inheritdoc/>
    public override void OnTrainBatchEnd(int batch, Logs logs) => onTrainBatchEnd?.Invoke(batch, logs);
}
