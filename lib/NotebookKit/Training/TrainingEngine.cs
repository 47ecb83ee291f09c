namespace NotebookKit;

/// <summary>
/// What computes the steps of <see cref="Model.Fit"/> in place of the kit's own engine, for example on another device. Epochs,
/// batches, validation, metrics, callbacks, progress and history stay those of Fit; the model says what is learned
/// (<see cref="Model.Calls"/>, <see cref="Model.CompiledLosses"/>, <see cref="Model.Optimizer"/>), the engine learns it in
/// weights of its own. Derive from this class to bring one; NotebookKit.TorchSharp does.
/// </summary>
/// <example>
/// <code>
/// // An engine that lets another model of the same layers learn.
/// class Elsewhere(Model model, Model other) : TrainingEngine
/// {
///     public override EngineResult Train(TensorList x, TensorList y, Tensor? sampleWeight)
///     {
///         EngineResult before = Test(x, y, sampleWeight);
///         other.TrainOnBatch(x, y, sampleWeight);
///         return before;
///     }
///
///     public override EngineResult Test(TensorList x, TensorList y, Tensor? sampleWeight)
///     {
///         Outputs predictions = other.Predict(x);                   // (batch, …) of each output
///         return new EngineResult(predictions, [model.CompiledLosses[0].Compute(y[0], predictions, sampleWeight).Item()]);
///     }
///
///     public override void UpdateModel() => model.SetWeights(other.GetWeights());
/// }
/// </code>
/// </example>
public abstract class TrainingEngine
{
    /// <summary>
    /// Learns from one batch: one update of the engine's weights at the rate of the model's <see cref="Optimizer.LearningRate"/>.
    /// Fit counts the update. A loss that is no finite number changes nothing, and is returned like any other.
    /// </summary>
    /// <param name="x">One tensor for each input, batch axis first.</param>
    /// <param name="y">One tensor of targets for each output.</param>
    /// <param name="sampleWeight">How much each sample or element counts; null where all count alike.</param>
    /// <returns>What came out before the update.</returns>
    public abstract EngineResult Train(TensorList x, TensorList y, Tensor? sampleWeight);

    /// <summary>Computes one batch as in use rather than training, and changes nothing.</summary>
    /// <param name="x">One tensor for each input, batch axis first.</param>
    /// <param name="y">One tensor of targets for each output.</param>
    /// <param name="sampleWeight">How much each sample or element counts; null where all count alike.</param>
    public abstract EngineResult Test(TensorList x, TensorList y, Tensor? sampleWeight);

    /// <summary>Copies the engine's weights into the model, before the model is run to explain an error.</summary>
    public abstract void UpdateModel();
}

/// <summary>What a <see cref="TrainingEngine"/> computed of a batch.</summary>
/// <param name="Predictions">The model's outputs, with their masks.</param>
/// <param name="Losses">The loss of each output, as <see cref="Loss.Compute"/> defines it, before its weight in the total.</param>
public sealed record EngineResult(TensorList Predictions, IReadOnlyList<float> Losses)
{
    /// <summary>What layers add to the total loss, as one that regularises its activity does.</summary>
    public float Penalty { get; init; }
}
