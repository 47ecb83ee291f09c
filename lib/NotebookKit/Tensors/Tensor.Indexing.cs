namespace NotebookKit;

public sealed partial class Tensor
{
    /// <summary>
    /// A part of the tensor, as NumPy's indexing: <c>t[0]</c>, <c>t[0, ^1]</c>, <c>t[.., 1..3]</c>. A position removes its
    /// axis, a range keeps it, and axes not named are taken whole. The result is a tensor; where every axis is given a
    /// position it has no axes, and <see cref="Item"/> or a cast to float reads its number.
    /// </summary>
    /// <exception cref="ArgumentException">There are more indices than axes.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An index lies outside its axis.</exception>
    [System.Runtime.CompilerServices.IndexerName("Part")]
    public Tensor this[params Slice[] slices]
    {
        get
        {
            if (slices.Length > Rank)
                throw new ArgumentException($"A tensor of shape {Shape} takes at most {Rank} indices; received {slices.Length}.", nameof(slices));
            int[] starts = new int[Rank], counts = Shape.ToArray();
            List<int> remaining = [];
            for (int axis = 0; axis < Rank; axis++)
            {
                if (axis < slices.Length)
                    (starts[axis], counts[axis]) = slices[axis].On(Shape[axis], axis, Shape);
                if (axis >= slices.Length || !slices[axis].IsPosition)
                    remaining.Add(counts[axis]);
            }
            Tensor part = Empty(new Shape(counts));
            CopyBlock(this, starts, part, (whole, at, from, block, length) => whole.AsSpan(at, length).CopyTo(block.AsSpan(from)));
            Record(part, [this], g =>
            {
                Tensor gradient = Zeros(Shape);
                CopyBlock(gradient, starts, g, (whole, at, from, block, length) => block.AsSpan(from, length).CopyTo(whole.AsSpan(at)));
                Accumulate(gradient);
            });
            return remaining.Count == Rank ? part : part.View(new Shape([.. remaining]));
        }
    }

    /// <summary>Walks a block of a tensor row by row: the whole's buffer and position, the block's position and buffer, the row's length.</summary>
    private static void CopyBlock(Tensor whole, int[] starts, Tensor block, Action<float[], int, int, float[], int> copy)
    {
        if (block.Size == 0)
            return;
        int rank = whole.Rank, length = rank == 0 ? 1 : block.Shape[-1];
        int[] strides = Broadcasting.Strides(whole.Shape, whole.Shape), index = new int[rank];
        // Strides() reports 0 for axes of length 1, whose only position is 0, so it does not matter there.
        for (int from = 0; from < block.Size; from += length)
        {
            int at = rank == 0 ? 0 : starts[rank - 1];
            for (int axis = 0; axis < rank - 1; axis++)
                at += (starts[axis] + index[axis]) * strides[axis];
            copy(whole.Data, at, from, block.Data, length);
            for (int axis = rank - 2; axis >= 0 && ++index[axis] == block.Shape[axis]; axis--)
                index[axis] = 0;
        }
    }
}
