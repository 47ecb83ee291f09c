namespace NotebookKit;

/// <summary>Lowers the learning rate when a watched value no longer gets better, as Keras's <c>ReduceLROnPlateau</c>. Needs a constant rate.</summary>
/// <param name="monitor">The value's name in the logs.</param>
/// <param name="factor">What the rate is multiplied by, above 0 and below 1.</param>
/// <param name="patience">After how many epochs without a better value the rate falls.</param>
/// <param name="mode">Which way the value gets better.</param>
/// <param name="minDelta">How much better a value must be to count as better.</param>
/// <param name="cooldown">How many epochs are let pass after the rate has fallen.</param>
/// <param name="minLR">The lowest rate.</param>
/// <exception cref="ArgumentOutOfRangeException">factor is not between 0 and 1.</exception>
public sealed class ReduceLROnPlateau(
    string monitor = "val_loss", float factor = 0.1f, int patience = 10, MonitorMode mode = MonitorMode.Auto, float minDelta = 1e-4f,
    int cooldown = 0, float minLR = 0) : Callback
{
    private readonly float factor = factor is > 0 and < 1
        ? factor
        : throw new ArgumentOutOfRangeException(nameof(factor), factor, $"factor lies between 0 and 1, since the rate is to fall; received {factor}.");

    private Monitor? watched;
    private int wait, cooling;

    /// <inheritdoc/>
    public override void OnTrainBegin()
    {
        watched = new Monitor(this, monitor, mode, minDelta);
        watched.Begin(Model);
        (wait, cooling) = (0, 0);
    }

    /// <inheritdoc/>
    public override void OnEpochEnd(int epoch, Logs logs)
    {
        float value = watched!.Read(logs);
        if (cooling > 0)
        {
            cooling--;
            wait = 0;
        }
        if (watched.Improve(value))
        {
            wait = 0;
            return;
        }
        if (cooling > 0 || ++wait < patience)
            return;
        float rate = Model.Optimizer.LearningRate;
        if (rate > minLR)
        {
            Model.Optimizer.LearningRate = MathF.Max(rate * factor, minLR);
            cooling = cooldown;
            wait = 0;
        }
    }
}
