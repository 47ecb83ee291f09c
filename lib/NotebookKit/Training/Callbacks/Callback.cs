namespace NotebookKit;

/// <summary>
/// Something that acts at the moments of training, as Keras's <c>Callback</c>. Epochs and batches count from 0 here, as in
/// Keras. Logs of batches go on changing: <see cref="Logs.Copy"/> keeps them. Derive from this class to act at moments of your
/// choice; the other methods do nothing.
/// </summary>
/// <example>
/// <code>
/// // Stops as soon as the loss is small enough.
/// class UntilLoss(float enough) : Callback
/// {
///     public override void OnEpochEnd(int epoch, Logs logs) => Model.StopTraining |= logs.Loss &lt; enough;
/// }
///
/// model.Fit(x, y, epochs: 100, callbacks: [new UntilLoss(0.01f)]);
/// </code>
/// </example>
public abstract class Callback
{
    private Model? _model;

    /// <summary>The model in training.</summary>
    /// <exception cref="InvalidOperationException">The callback was not given to Fit or Evaluate yet.</exception>
    public Model Model
    {
        get => _model ?? throw new InvalidOperationException($"{GetType().Name} has no model yet: give it to Fit as one of its callbacks.");
        internal set => _model = value;
    }

    /// <summary>Training begins.</summary>
    public virtual void OnTrainBegin()
    {
    }

    /// <summary>Training has ended, not by an error.</summary>
    public virtual void OnTrainEnd()
    {
    }

    /// <summary>An epoch begins.</summary>
    /// <param name="epoch">Its number, from 0.</param>
    public virtual void OnEpochBegin(int epoch)
    {
    }

    /// <summary>An epoch has ended, validation included.</summary>
    /// <param name="epoch">Its number, from 0.</param>
    /// <param name="logs">Its loss and metrics, those of the validation with <c>val_</c> before their names.</param>
    public virtual void OnEpochEnd(int epoch, Logs logs)
    {
    }

    /// <summary>A batch is about to be learned from.</summary>
    /// <param name="batch">Its number in the epoch, from 0.</param>
    public virtual void OnTrainBatchBegin(int batch)
    {
    }

    /// <summary>A batch has been learned from.</summary>
    /// <param name="batch">Its number in the epoch, from 0.</param>
    /// <param name="logs">The loss and metrics of the epoch so far.</param>
    public virtual void OnTrainBatchEnd(int batch, Logs logs)
    {
    }

    /// <summary>A validation or evaluation begins.</summary>
    public virtual void OnTestBegin()
    {
    }

    /// <summary>A validation or evaluation has ended.</summary>
    /// <param name="logs">Its loss and metrics.</param>
    public virtual void OnTestEnd(Logs logs)
    {
    }

    /// <summary>A batch is about to be evaluated.</summary>
    /// <param name="batch">Its number, from 0.</param>
    public virtual void OnTestBatchBegin(int batch)
    {
    }

    /// <summary>A batch has been evaluated.</summary>
    /// <param name="batch">Its number, from 0.</param>
    /// <param name="logs">The loss and metrics so far.</param>
    public virtual void OnTestBatchEnd(int batch, Logs logs)
    {
    }
}
