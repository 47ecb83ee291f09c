namespace NotebookKit.Layers;

/// <summary>
/// A calculation between tensors as a node of a graph: what Keras 3 makes of <c>x != 0</c> or <c>x[:, -1]</c> on symbolic
/// tensors, and of the masks of a functional model. It has no weights and drops the mask; true is 1 and false 0.
/// </summary>
/// <remarks>Only this library derives from it: a layer of your own derives from <see cref="Layer"/>.</remarks>
public abstract class Operation : Layer
{
    private protected Operation(string? name)
        : base(name)
    {
    }

    /// <inheritdoc/>
    protected override bool NamesOutputAxes => false;

    /// <summary>The shape that two symbolic shapes broadcast to; an open axis stays open unless the other has a length above 1.</summary>
    private protected Shape Broadcast(Shape a, Shape b)
    {
        int rank = Math.Max(a.Rank, b.Rank);
        int[] lengths = new int[rank];
        for (int i = 1; i <= rank; i++)
        {
            int x = i <= a.Rank ? a[-i] : 1, y = i <= b.Rank ? b[-i] : 1;
            if (x != y && x > 1 && y > 1)
            {
                throw ShapeError("shapes that broadcast, with equal lengths or 1 where they differ", $"{a} and {b}",
                    "Reshape one of them.");
            }
            lengths[^i] = x == 1 ? y : y == 1 || y == Shape.Unknown ? x : y;
        }
        return new Shape(lengths);
    }
}
