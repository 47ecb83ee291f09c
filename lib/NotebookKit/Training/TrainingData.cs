namespace NotebookKit;

/// <summary>
/// Samples with their targets, as <see cref="Model.Fit"/> validates on. Tuples <c>(x, y)</c> and <c>(x, y, sampleWeight)</c>
/// convert to it.
/// </summary>
/// <param name="x">One tensor for each of the model's inputs, batch axis first.</param>
/// <param name="y">One tensor for each of the model's outputs, batch axis first.</param>
/// <param name="sampleWeight">How much each sample (batch,) or element (batch, time) counts in the loss; all alike if not given.</param>
public sealed class TrainingData(TensorList x, TensorList y, Tensor? sampleWeight = null)
{
    /// <summary>One tensor for each input.</summary>
    public TensorList X { get; } = x;

    /// <summary>One tensor for each output.</summary>
    public TensorList Y { get; } = y;

    /// <summary>How much each sample or element counts in the loss; null where all count alike.</summary>
    public Tensor? SampleWeight { get; } = sampleWeight;

    /// <summary>Samples and targets.</summary>
    public static implicit operator TrainingData((Tensor X, Tensor Y) data) => new(data.X, data.Y);

    /// <summary>Samples for several inputs, and targets.</summary>
    public static implicit operator TrainingData((Tensor[] X, Tensor Y) data) => new(data.X, data.Y);

    /// <summary>Samples and targets for several outputs.</summary>
    public static implicit operator TrainingData((Tensor X, Tensor[] Y) data) => new(data.X, data.Y);

    /// <summary>Samples for several inputs, and targets for several outputs.</summary>
    public static implicit operator TrainingData((Tensor[] X, Tensor[] Y) data) => new(data.X, data.Y);

    /// <summary>Samples, targets and weights.</summary>
    public static implicit operator TrainingData((Tensor X, Tensor Y, Tensor SampleWeight) data) => new(data.X, data.Y, data.SampleWeight);
}
