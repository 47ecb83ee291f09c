using NotebookKit.TorchSharp.Training;

namespace NotebookKit.TorchSharp;

/// <content>Learning, by the model's own Compile: Keras's compile, fit, evaluate and train_on_batch.</content>
public sealed partial class TorchModel
{
    /// <summary>The optimiser of the model that this module was made from, whose settings were taken over.</summary>
    private Optimizer? _followed;
    private TorchTrainer? _trainer;

    /// <summary>Settles how the module learns, where it is not to learn as the model it was made from.</summary>
    /// <param name="optimizer">What changes the weights, by Keras's rule.</param>
    /// <param name="loss">What is made small.</param>
    /// <param name="metrics">What is shown beside it.</param>
    public void Compile(Optimizer optimizer, Loss loss, params Metric[] metrics)
    {
        Model.Compile(optimizer, loss, metrics);
        _followed = _origin.IsCompiled ? _origin.Optimizer : null;
        _trainer?.Dispose();
        _trainer = null;
    }

    /// <summary>
    /// Learns from samples in TorchSharp, with the optimiser, losses and metrics that the model was compiled with; see
    /// <see cref="NotebookKit.Model.Fit"/>, whose loop, callbacks and progress these are. The optimiser starts afresh at the
    /// first call and goes on at later ones. The model that this module was made from stays as it is.
    /// </summary>
    /// <param name="x">One tensor for each input, batch axis first.</param>
    /// <param name="y">One tensor of targets for each output, batch axis first.</param>
    /// <param name="batchSize">How many samples make one update.</param>
    /// <param name="epochs">The number of the last epoch.</param>
    /// <param name="verbose">0 for silence, 1 for a bar, 2 for a line an epoch; by default the bar in a terminal and the lines in a
    /// pipe.</param>
    /// <param name="callbacks">What acts at the moments of training; their <see cref="Callback.Model"/> is <see cref="Model"/>, with the
    /// weights of the moment.</param>
    /// <param name="validationSplit">The share of the samples, the last ones, that is kept back to validate on.</param>
    /// <param name="validationData">Samples to validate on instead.</param>
    /// <param name="shuffle">Whether each epoch takes the samples in a new random order.</param>
    /// <param name="sampleWeight">How much each sample or element counts in the loss.</param>
    /// <param name="initialEpoch">How many epochs count as done already.</param>
    /// <param name="validationBatchSize">How many samples are validated at a time.</param>
    /// <param name="seed">Makes the order of the samples the same every time, and the same as the kit's Fit takes.</param>
    /// <param name="reporters">What shows progress instead of <see cref="TrainingReporter.Current"/>.</param>
    /// <param name="cancellationToken">Stops training after the batch under way.</param>
    /// <returns>The loss and metrics of every epoch.</returns>
    /// <exception cref="InvalidOperationException">The model is not compiled, or has no weights to change.</exception>
    /// <exception cref="ArgumentException">The data or a setting does not fit; the message says what would.</exception>
    /// <exception cref="NonFiniteLossException">The loss became NaN or infinite.</exception>
    public History Fit(
        TensorList x, TensorList y, int batchSize = 32, int epochs = 1, Verbosity verbose = default,
        IReadOnlyList<Callback>? callbacks = null,
        double validationSplit = 0, TrainingData? validationData = null, bool shuffle = true, Tensor? sampleWeight = null,
        int initialEpoch = 0,
        int? validationBatchSize = null, int? seed = null, IReadOnlyList<ITrainingReporter>? reporters = null,
        CancellationToken cancellationToken = default) => Model.Fit(
            x, y, batchSize, epochs, verbose, WeightsInStep.Around(callbacks, Trainer()), validationSplit, validationData, shuffle,
            sampleWeight,
            initialEpoch, validationBatchSize, seed, reporters, cancellationToken, Trainer());

    /// <summary>Measures the loss and metrics on samples, without learning; see <see cref="NotebookKit.Model.Evaluate"/>.</summary>
    /// <param name="x">One tensor for each input, batch axis first.</param>
    /// <param name="y">One tensor of targets for each output, batch axis first.</param>
    /// <param name="batchSize">How many samples are computed at a time.</param>
    /// <param name="sampleWeight">How much each sample or element counts in the loss.</param>
    /// <param name="callbacks">What acts at the moments of the evaluation.</param>
    /// <param name="cancellationToken">Stops the evaluation after the batch under way.</param>
    /// <returns>The means over all samples, by name.</returns>
    public Logs Evaluate(
        TensorList x, TensorList y, int batchSize = 32, Tensor? sampleWeight = null, IReadOnlyList<Callback>? callbacks = null,
        CancellationToken cancellationToken = default) =>
        Model.Evaluate(x, y, batchSize, sampleWeight, WeightsInStep.Around(callbacks, Trainer()), cancellationToken, Trainer());

    /// <summary>Learns from one batch: one update of the weights; see <see cref="NotebookKit.Model.TrainOnBatch"/>.</summary>
    /// <param name="x">One tensor for each input, batch axis first.</param>
    /// <param name="y">One tensor of targets for each output, batch axis first.</param>
    /// <param name="sampleWeight">How much each sample or element counts in the loss.</param>
    /// <returns>The loss and metrics of the batch, before the update.</returns>
    public Logs TrainOnBatch(TensorList x, TensorList y, Tensor? sampleWeight = null) => Model.TrainOnBatch(x, y, sampleWeight, Trainer());

    /// <summary>The engine, made anew where the model that this module was made from has been compiled again.</summary>
    private TorchTrainer Trainer()
    {
        if (_origin.IsCompiled && !ReferenceEquals(_origin.Optimizer, _followed))
        {
            _followed = _origin.Optimizer;
            Model.Compile(_followed.Copy(), [.. _origin.CompiledLosses], _origin.CompiledLossWeights?.ToArray(),
                [.. _origin.CompiledMetrics]);
            _trainer?.Dispose();
            _trainer = null;
        }
        FollowTrainable();
        return _trainer ??= new TorchTrainer(this);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _trainer?.Dispose();
            foreach (Layers.IKeepsStates module in Stateful())
            {
                module.SetStates([], global::TorchSharp.torch.CPU);
            }
        }
        base.Dispose(disposing);
    }
}
