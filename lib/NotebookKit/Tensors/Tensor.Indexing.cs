namespace NotebookKit;

public sealed partial class Tensor
{
    /// <summary>
    /// A part of the tensor, as NumPy's indexing: <c>t[0]</c>, <c>t[0, ^1]</c>, <c>t[.., 1..3]</c>. A position removes its
    /// axis, a range keeps it, and axes not named are taken whole. The result is a tensor; where every axis is given a
    /// position it has no axes, and <see cref="Item"/> or a cast to float reads its number.
    /// </summary>
    /// <example>
    /// <code>
    /// Tensor t = Tensor.Zeros(2, 5, 8);
    /// Tensor first = t[0];                                 // (5, 8)
    /// Tensor lastStep = t[.., ^1];                         // (2, 8)
    /// Tensor middle = t[.., 1..3];                         // (2, 2, 8)
    /// float number = t[0, ^1, 7].Item();
    /// </code>
    /// </example>
    /// <exception cref="ArgumentException">There are more indices than axes.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An index lies outside its axis.</exception>
    [System.Runtime.CompilerServices.IndexerName("Part")]
    public Tensor this[params Slice[] slices]
    {
        get
        {
            if (slices.Length > Rank)
            {
                throw new ArgumentException($"A tensor of shape {Shape} takes at most {Rank} indices; received {slices.Length}.",
                    nameof(slices));
            }

            int[] starts = new int[Rank], counts = new int[Rank];
            int positions = 0;
            for (int axis = 0; axis < Rank; axis++)
            {
                counts[axis] = Shape[axis];
                if (axis >= slices.Length)
                    continue;
                (starts[axis], counts[axis]) = slices[axis].On(Shape[axis], axis, Shape);
                positions += slices[axis].IsPosition ? 1 : 0;
            }
            Tensor part = Empty(new Shape(counts)).Named(_axisNames);
            CopyBlock(this, starts, part, intoWhole: false);
            RecordWith(part, this, starts, static (x, _, starts, g) =>
            {
                Tensor gradient = Zeros(x.Shape);
                CopyBlock(gradient, starts, g, intoWhole: true);
                x.Accumulate(gradient);
            });
            if (positions == 0)
                return part;
            int[] remaining = new int[Rank - positions];
            for (int axis = 0, at = 0; axis < Rank; axis++)
            {
                if (axis >= slices.Length || !slices[axis].IsPosition)
                    remaining[at++] = counts[axis];
            }

            return part.View(new Shape(remaining)).Named(NamesAfter(slices));
        }
    }

    /// <summary>Copies a block of a tensor row by row, out of the whole or back into it.</summary>
    private static void CopyBlock(Tensor whole, ReadOnlySpan<int> starts, Tensor block, bool intoWhole)
    {
        int rank = whole.Rank;
        // Strides are 0 for axes of length 1, whose only position is 0, so that it does not matter there.
        Span<int> strides = stackalloc int[rank];
        Broadcasting.Strides(whole.Shape, strides);
        int start = 0;
        for (int axis = 0; axis < rank; axis++)
            start += starts[axis] * strides[axis];
        var rows = new RowWalk(block.Shape, strides, strides, stackalloc int[rank]);
        while (rows.MoveNext())
        {
            Span<float> outside = whole.Data.AsSpan(start + rows.A, rows.Length), inside = block.Data.AsSpan(rows.At, rows.Length);
            if (intoWhole)
                inside.CopyTo(outside);
            else
                outside.CopyTo(inside);
        }
    }
}
