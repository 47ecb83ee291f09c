namespace NotebookKit;

/// <summary>-log p of the right class: <see cref="CategoricalCrossentropy"/> for class numbers instead of one-hot rows.</summary>
/// <param name="fromLogits">Whether predictions come before a softmax rather than after.</param>
/// <example>
/// <code>
/// var model = new Sequential(new Input(7, 12), new LSTM(32), new Dense(10));         // (None, 10), no softmax at the end
/// model.Compile(new Adam(), new SparseCategoricalCrossentropy(fromLogits: true));    // targets (n,), numbers from 0 to 9
/// </code>
/// </example>
public sealed class SparseCategoricalCrossentropy(bool fromLogits = false) : Loss("sparse_categorical_crossentropy")
{
    /// <summary>Whether predictions come before a softmax rather than after.</summary>
    public bool FromLogits => fromLogits;

    /// <inheritdoc/>
    public override Tensor PerElement(Tensor target, Tensor prediction)
    {
        Shape rows = prediction.Shape.Slice(0, Math.Max(0, prediction.Rank - 1));
        Tensor classes = target.Rank == prediction.Rank && target.Rank > 0 && target.Shape[-1] == 1 ? target.Reshape(rows) : target;
        if (prediction.Rank < 2 || classes.Shape != rows)
        {
            throw new ArgumentException(
                $"The loss {Name} expects class numbers of shape {rows} for predictions of shape {prediction.Shape}; received "
                + $"{target.Shape}. For one-hot rows use Losses.CategoricalCrossentropy.", nameof(target));
        }

        int count = prediction.Shape[-1];
        foreach (float value in classes.Values)
        {
            if (!(value >= 0 && value < count) || value != MathF.Truncate(value))
            {
                throw new ArgumentException(
                    $"The loss {Name} expects class numbers from 0 to {count - 1}, as the predictions have {count} classes; "
                    + $"received {value}.", nameof(target));
            }
        }

        return CategoricalCrossentropy.OfRows(Tensor.OneHot(classes, count), prediction, fromLogits);
    }
}
