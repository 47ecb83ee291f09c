namespace NotebookKit;

/// <summary>-log p of the right class: <see cref="CategoricalCrossentropy"/> for class numbers instead of one-hot rows.</summary>
/// <param name="fromLogits">Whether predictions come before a softmax rather than after.</param>
internal sealed class SparseCategoricalCrossentropy(bool fromLogits)
    : Loss("sparse_categorical_crossentropy" + (fromLogits ? "_from_logits" : ""))
{
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
