namespace NotebookKit;

/// <summary>
/// What training makes small. The standard ones are in <see cref="Losses"/>; a Keras name such as
/// <c>"categorical_crossentropy"</c> converts to them, and <see cref="Of"/> makes one of your own. Derive from this class for one
/// with settings: say the loss of every element in <see cref="PerElement"/>.
/// </summary>
/// <example>
/// <code>
/// // Huber, 1964: a square near 0, a line far from it. (batch, …, features) gives (batch, …).
/// class Huber(float delta = 1) : Loss("huber")
/// {
///     public override Tensor PerElement(Tensor target, Tensor prediction)
///     {
///         Tensor error = (target - prediction).Abs(), near = Tensor.Minimum(error, delta);
///         return (near * (error - near * 0.5f)).Mean(-1);
///     }
/// }
///
/// model.Compile(new Adam(), new Huber(0.5f));
/// </code>
/// </example>
/// <param name="name">Its Keras name.</param>
public abstract class Loss(string name)
{
    /// <summary>The small number in Keras's formulas that keeps quotients and logarithms finite (<c>keras.config.epsilon()</c>).</summary>
    internal const float Epsilon = 1e-7f;

    /// <summary>Its Keras name.</summary>
    public string Name { get; } = name;

    /// <summary>The loss of every element: targets and predictions of shape (batch, …, features) give (batch, …).</summary>
    /// <param name="target">What should have come out.</param>
    /// <param name="prediction">What came out; the result can be differentiated with respect to it.</param>
    /// <exception cref="ArgumentException">The shapes do not fit; the message says what would.</exception>
    public abstract Tensor PerElement(Tensor target, Tensor prediction);

    /// <summary>
    /// The mean of the elements' losses, a tensor without axes. As in Keras 3 (<c>sum_over_batch_size</c>) each loss is
    /// multiplied by its weight and the sum divided by the number of losses, not by the sum of the weights; with a mask the
    /// weights of the elements that count grow so that the result is their mean.
    /// </summary>
    /// <param name="target">What should have come out.</param>
    /// <param name="prediction">What came out.</param>
    /// <param name="sampleWeight">How much each sample (batch,) or element (batch, time) counts.</param>
    /// <param name="mask">Which elements count, (batch, time); by default what the prediction carries along.</param>
    /// <exception cref="ArgumentException">The shapes do not fit; the message says what would.</exception>
    public Tensor Compute(Tensor target, Tensor prediction, Tensor? sampleWeight = null, Tensor? mask = null)
    {
        Tensor losses = PerElement(target, prediction);
        if ((mask ?? prediction.Mask) is { } counted)
            losses *= Spread(Rescaled(counted), losses.Shape, "mask");
        if (sampleWeight is not null)
            losses *= Spread(sampleWeight, losses.Shape, "sampleWeight");
        return losses.Mean();
    }

    /// <summary>A loss computed by a function of your own.</summary>
    /// <param name="name">What it is called.</param>
    /// <param name="perElement">From targets and predictions (batch, …, features) the losses (batch, …), by tensor operations.</param>
    public static Loss Of(string name, Func<Tensor, Tensor, Tensor> perElement) => new FunctionLoss(name, perElement);

    /// <summary>Finds a standard loss by its Keras name.</summary>
    /// <exception cref="ArgumentException">There is none of that name.</exception>
    public static implicit operator Loss(string name) => Losses.ByName(name);

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>The targets with a last axis of length 1 where predictions have one and they do not, as Keras adds it.</summary>
    private protected Tensor Matched(Tensor target, Tensor prediction, string remedy)
    {
        if (target.Rank == prediction.Rank - 1 && prediction.Shape[-1] == 1 && target.Shape == prediction.Shape.Slice(0, target.Rank))
            return target.Reshape(prediction.Shape);
        if (target.Shape != prediction.Shape)
        {
            throw new ArgumentException(
                $"The loss {Name} expects targets of the same shape as the predictions, {prediction.Shape}; received "
                + $"{target.Shape}. {remedy}", nameof(target));
        }

        return target;
    }

    /// <summary>
    /// The mask times (number of elements / number that count), so that the mean over all is the mean over those that count.
    /// </summary>
    private static Tensor Rescaled(Tensor mask)
    {
        using var noGrad = new NoGrad();
        float valid = mask.Sum().Item();
        return mask * (mask.Size / (valid + Epsilon));
    }

    /// <summary>Weights (batch,) or (batch, time) with axes of length 1 behind, to multiply losses (batch, time, …) by.</summary>
    private Tensor Spread(Tensor weights, Shape losses, string what)
    {
        if (weights.Rank == losses.Rank + 1 && weights.Shape[-1] == 1)
            weights = weights.Squeeze(-1);
        if (weights.Rank > losses.Rank || !losses.Slice(0, weights.Rank).Equals(weights.Shape))
        {
            throw new ArgumentException(
                $"The loss {Name} has values of shape {losses}; its {what} needs that shape or "
                + $"{losses.Slice(0, Math.Min(1, losses.Rank))}; received {weights.Shape}.", what);
        }

        return weights.Rank == losses.Rank ? weights
            : weights.Reshape([.. weights.Shape, .. Enumerable.Repeat(1, losses.Rank - weights.Rank)]);
    }

    private sealed class FunctionLoss(string name, Func<Tensor, Tensor, Tensor> perElement) : Loss(name)
    {
        public override Tensor PerElement(Tensor target, Tensor prediction) => perElement(target, prediction);
    }
}
