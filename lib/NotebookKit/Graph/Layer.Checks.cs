namespace NotebookKit;

public abstract partial class Layer
{
    /// <summary>Refuses an input with other features than the weights were made for.</summary>
    /// <param name="made">The number of features of the weights; null before there are any.</param>
    /// <param name="x">The input's shape, features last.</param>
    private protected void RequireFeatures(int? made, Shape x)
    {
        if (made is { } features && x[-1] != features)
        {
            throw ShapeError($"{features} features on the last axis, as when its weights were made", x,
                "Give it the same number of features, or make a new layer.");
        }
    }

    /// <summary>Refuses an input that is not a batch of sequences.</summary>
    private protected void RequireSequence(Shape x)
    {
        if (x.Rank != 3)
            throw ShapeError("(batch, time, features)", x, Layers.RNN.RankRemedy(x));
    }

    /// <summary>Refuses an input whose last axis is open, since weights are made for its length.</summary>
    private protected void RequireKnownFeatures(Shape x, string remedy = "Say the last axis's length in the Input.")
    {
        if (x[-1] == Shape.Unknown)
            throw ShapeError("a known number of features on the last axis", x, remedy);
    }

    /// <summary>Refuses an input without this axis, or with another length there than the weights were made for.</summary>
    /// <param name="axis">The axis, which is not that of the batch.</param>
    /// <param name="made">The length that the weights have; null before there are any.</param>
    /// <param name="x">The input's shape.</param>
    private protected void RequireAxis(int axis, int? made, Shape x)
    {
        if (x.Rank < 2 || axis >= x.Rank || axis <= -x.Rank)
        {
            throw ShapeError($"an input with an axis {axis} after the batch axis", x,
                "Choose another axis, or reshape the input to 2 axes or more.");
        }
        if (x[axis] == Shape.Unknown)
            throw ShapeError($"a known length of axis {axis}", x, "Say it in the Input.");
        if (made is { } length && length != x[axis])
        {
            throw ShapeError($"{length} values along axis {axis}, as when its weights were made", x,
                "Give it as many, or make a new layer.");
        }
    }
}
