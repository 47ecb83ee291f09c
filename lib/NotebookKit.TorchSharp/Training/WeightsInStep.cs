namespace NotebookKit.TorchSharp.Training;

/// <summary>
/// Stands before and after a reader's callbacks: at each of their moments the kit's model has the weights that the module has,
/// and what they set there is the module's too.
/// </summary>
internal sealed class WeightsInStep : Callback
{
    private readonly Action _copy;

    private WeightsInStep(Action copy) => _copy = copy;

    /// <summary>The callbacks with one before and one behind them; none where there are none.</summary>
    public static IReadOnlyList<Callback>? Around(IReadOnlyList<Callback>? callbacks, TorchTrainer trainer) => callbacks is null or []
        ? callbacks
        : [new WeightsInStep(trainer.UpdateModel), .. callbacks, new WeightsInStep(trainer.UpdateModule)];

    public override void OnTrainBegin() => _copy();

    public override void OnTrainEnd() => _copy();

    public override void OnEpochBegin(int epoch) => _copy();

    public override void OnEpochEnd(int epoch, Logs logs) => _copy();

    public override void OnTrainBatchBegin(int batch) => _copy();

    public override void OnTrainBatchEnd(int batch, Logs logs) => _copy();

    public override void OnTestBegin() => _copy();

    public override void OnTestEnd(Logs logs) => _copy();
}
