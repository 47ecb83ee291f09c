namespace NotebookKit;

/// <summary>
/// Lowers the learning rate when a watched value no longer gets better, as Keras's <c>ReduceLROnPlateau</c>. Needs a constant rate.
/// </summary>
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
    private readonly float _factor = factor is > 0 and < 1
        ? factor
        : throw new ArgumentOutOfRangeException(nameof(factor), factor,
            $"factor lies between 0 and 1, since the rate is to fall; received {factor}.");

    private Monitor? _watched;
    private int _wait, _cooling;

    /// <inheritdoc/>
    public override void OnTrainBegin()
    {
        _watched = new Monitor(this, monitor, mode, minDelta);
        _watched.Begin(Model);
        (_wait, _cooling) = (0, 0);
    }

    /// <inheritdoc/>
    public override void OnEpochEnd(int epoch, Logs logs)
    {
        float value = _watched!.Read(logs);
        if (_cooling > 0)
        {
            _cooling--;
            _wait = 0;
        }
        if (_watched.Improve(value))
        {
            _wait = 0;
            return;
        }
        if (_cooling > 0 || ++_wait < patience)
            return;
        float rate = Model.Optimizer.LearningRate;
        if (rate > minLR)
        {
            Model.Optimizer.LearningRate = MathF.Max(rate * _factor, minLR);
            _cooling = cooldown;
            _wait = 0;
        }
    }
}
