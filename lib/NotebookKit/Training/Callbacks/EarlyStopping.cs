namespace NotebookKit;

/// <summary>Ends training when a watched value no longer gets better, as Keras's <c>EarlyStopping</c>.</summary>
/// <param name="monitor">The value's name in the logs.</param>
/// <param name="minDelta">How much better a value must be to count as better.</param>
/// <param name="patience">After how many epochs without a better value training ends.</param>
/// <param name="mode">Which way the value gets better.</param>
/// <param name="baseline">A value that must be beaten for an epoch to count as better.</param>
/// <param name="restoreBestWeights">Whether the model ends with the weights of its best epoch rather than the last.</param>
/// <param name="startFromEpoch">How many epochs are let pass before watching.</param>
public sealed class EarlyStopping(
    string monitor = "val_loss", float minDelta = 0, int patience = 0, MonitorMode mode = MonitorMode.Auto, float? baseline = null,
    bool restoreBestWeights = false, int startFromEpoch = 0) : Callback
{
    private Monitor? _watched;
    private TensorList? _bestWeights;
    private int _wait;

    /// <summary>The epoch, from 0, that ended training; null while it has not.</summary>
    public int? StoppedEpoch { get; private set; }

    /// <summary>The epoch, from 0, with the best value.</summary>
    public int BestEpoch { get; private set; }

    /// <summary>The best value; null before the first epoch.</summary>
    public float? Best => _watched?.Best;

    /// <inheritdoc/>
    public override void OnTrainBegin()
    {
        _watched = new Monitor(this, monitor, mode, MathF.Abs(minDelta));
        _watched.Begin(Model);
        _bestWeights = null;
        StoppedEpoch = null;
        (_wait, BestEpoch) = (0, 0);
    }

    /// <inheritdoc/>
    public override void OnEpochEnd(int epoch, Logs logs)
    {
        float value = _watched!.Read(logs);
        if (epoch < startFromEpoch)
            return;
        if (restoreBestWeights && _bestWeights is null)
        {
            _bestWeights = Model.GetWeights();
            BestEpoch = epoch;
        }
        _wait++;
        if (_watched.Improve(value))
        {
            BestEpoch = epoch;
            if (restoreBestWeights)
                _bestWeights = Model.GetWeights();
            if (baseline is not { } line || _watched.IsBetter(value, line))
                _wait = 0;
            return;
        }
        if (_wait >= patience && epoch > 0)
        {
            StoppedEpoch = epoch;
            Model.StopTraining = true;
        }
    }

    /// <inheritdoc/>
    public override void OnTrainEnd()
    {
        if (restoreBestWeights && _bestWeights is { } best)
            Model.SetWeights(best);
    }
}
