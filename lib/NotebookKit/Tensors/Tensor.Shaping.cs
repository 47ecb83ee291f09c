using System.Numerics.Tensors;

namespace NotebookKit;

/// <content>Operations that move values without changing them, each beside its derivative.</content>
public sealed partial class Tensor
{
    /// <summary>The same values in row-major order under another shape. One length may be -1: it is worked out from the rest.</summary>
    /// <exception cref="ArgumentException">The number of elements differs.</exception>
    public Tensor Reshape(params int[] shape)
    {
        int known = 1, open = -1;
        for (int axis = 0; axis < shape.Length; axis++)
        {
            if (shape[axis] != -1)
                known *= shape[axis];
            else if (open >= 0)
                throw new ArgumentException($"Reshape takes at most one -1; received {new Shape(shape)}.", nameof(shape));
            else
                open = axis;
        }
        int[] lengths = [.. shape];
        if (open >= 0 && known > 0 && Size % known == 0)
            lengths[open] = Size / known;
        var target = new Shape(lengths);
        if (!target.IsKnown || target.Size != Size)
        {
            throw new ArgumentException(
                $"Cannot reshape {Shape} with {Size} elements to {string.Join(", ", shape).Insert(0, "(") + ")"}: the number of elements "
                + "must stay the same.", nameof(shape));
        }

        return View(target);
    }

    /// <summary>The same values under another shape of the same size.</summary>
    public Tensor Reshape(Shape shape) => Reshape(shape.ToArray());

    /// <summary>
    /// The same tensor with an axis of length 1 put in before <paramref name="axis"/>; negative counts from behind the last.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such position.</exception>
    public Tensor ExpandDims(int axis)
    {
        int at = axis < 0 ? axis + Rank + 1 : axis;
        if (at < 0 || at > Rank)
        {
            throw new ArgumentOutOfRangeException(nameof(axis), axis,
                $"ExpandDims of {Shape} puts an axis at a position from {-Rank - 1} to {Rank}; received {axis}.");
        }

        return View(Shape.Insert(at, 1)).Named(_axisNames is null ? null : [.. _axisNames[..at], null, .. _axisNames[at..]]);
    }

    /// <summary>The same tensor without an axis of length 1.</summary>
    /// <exception cref="ArgumentException">The axis is longer than 1.</exception>
    public Tensor Squeeze(int axis)
    {
        axis = Shape.NormalizeAxis(axis);
        if (Shape[axis] != 1)
        {
            throw new ArgumentException($"Squeeze removes an axis of length 1; axis {axis} of {Shape} has length {Shape[axis]}.",
                nameof(axis));
        }

        return View(Shape.RemoveAt(axis)).Named(_axisNames is null ? null : [.. _axisNames[..axis], .. _axisNames[(axis + 1)..]]);
    }

    /// <summary>The axes in reverse order; for a matrix the transpose.</summary>
    public Tensor Transpose() => Transpose([.. Enumerable.Range(0, Rank).Reverse()]);

    /// <summary>The axes in another order: axis i of the result is axis <c>order[i]</c> of this tensor.</summary>
    /// <exception cref="ArgumentException">The order does not name every axis once.</exception>
    public Tensor Transpose(params int[] order)
    {
        int[] axes = Array.ConvertAll(order, Shape.NormalizeAxis);
        if (axes.Length != Rank || axes.Distinct().Count() != Rank)
        {
            throw new ArgumentException(
                $"Transpose of {Shape} must name each of its {Rank} axes once; received ({string.Join(", ", order)}).", nameof(order));
        }

        int[] inverse = new int[Rank];
        for (int i = 0; i < Rank; i++)
            inverse[axes[i]] = i;
        return RecordWith(
            Permuted(this, axes).Named(NamesIn(axes)), this, inverse, static (x, _, inverse, g) => x.Accumulate(Permuted(g, inverse)));
    }

    /// <summary>Two axes exchanged.</summary>
    public Tensor SwapAxes(int a, int b)
    {
        int[] order = [.. Enumerable.Range(0, Rank)];
        a = Shape.NormalizeAxis(a);
        b = Shape.NormalizeAxis(b);
        (order[a], order[b]) = (order[b], order[a]);
        return Transpose(order);
    }

    /// <summary>Tensors joined along an existing axis; all other lengths are equal.</summary>
    /// <exception cref="ArgumentException">There are no tensors, or their other lengths differ.</exception>
    public static Tensor Concat(TensorList tensors, int axis = -1)
    {
        if (tensors.Count == 0)
            throw new ArgumentException("Concat needs at least one tensor; received none.", nameof(tensors));
        Tensor[] parts = [.. tensors];
        Shape first = parts[0].Shape;
        axis = first.NormalizeAxis(axis);
        int total = 0;
        foreach (Tensor part in parts)
        {
            if (part.Rank != first.Rank || part.Shape.With(axis, 1) != first.With(axis, 1))
            {
                throw new ArgumentException(
                    $"Concat along axis {axis} needs shapes equal in all other axes; received "
                    + $"{string.Join(" and ", parts.Select(p => p.Shape))}.", nameof(tensors));
            }

            total += part.Shape[axis];
        }
        Tensor result = Empty(first.With(axis, total));
        int inner = parts[0].Inner(axis), outer = result.Size == 0 ? 0 : result.Size / (total * inner);
        if (Array.TrueForAll(parts, p => p._axisNames is not null && p._axisNames.SequenceEqual(parts[0]._axisNames!)))
            result.Named(parts[0]._axisNames);
        CopyParts(parts, result, (whole, at, part, from, length) => part.Data.AsSpan(from, length).CopyTo(whole.Data.AsSpan(at)));
        return Record(result, parts, g =>
        {
            Tensor[] gradients = [.. parts.Select(p => Empty(p.Shape))];
            CopyParts(gradients, g, (whole, at, part, from, length) => whole.Data.AsSpan(at, length).CopyTo(part.Data.AsSpan(from)));
            for (int i = 0; i < parts.Length; i++)
                parts[i].Accumulate(gradients[i]);
        });

        void CopyParts(Tensor[] pieces, Tensor whole, Action<Tensor, int, Tensor, int, int> copy)
        {
            int start = 0;
            foreach (Tensor piece in pieces)
            {
                int length = piece.Shape[axis] * inner;
                for (int o = 0; o < outer; o++)
                    copy(whole, o * total * inner + start, piece, o * length, length);
                start += length;
            }
        }
    }

    /// <summary>Tensors of one shape joined along a new axis.</summary>
    /// <exception cref="ArgumentException">There are no tensors, or their shapes differ.</exception>
    public static Tensor Stack(TensorList tensors, int axis = 0) => tensors.Count > 0
        ? Concat([.. tensors.Select(t => t.ExpandDims(axis))], axis)
        : throw new ArgumentException("Stack needs at least one tensor; received none.", nameof(tensors));

    /// <summary>The tensor stretched to a shape it broadcasts to.</summary>
    /// <exception cref="ArgumentException">It does not broadcast to that shape.</exception>
    public Tensor BroadcastTo(Shape shape)
    {
        if (!Shape.BroadcastsTo(shape))
        {
            throw new ArgumentException($"{Shape} does not broadcast to {shape}: aligned at the last axis, each length must be equal or 1.",
                nameof(shape));
        }

        Tensor result = Broadcasting.To(this, shape);
        return ReferenceEquals(result, this) ? this : Record(result, this, static (x, _, g) => x.AccumulateFolded(g));
    }

    /// <summary>The order of the elements along an axis reversed.</summary>
    public Tensor Reverse(int axis)
    {
        axis = Shape.NormalizeAxis(axis);
        return RecordWith(Reversed(this, axis), this, axis, static (x, _, axis, g) => x.Accumulate(Reversed(g, axis)));
    }

    /// <summary>The sub-tensors at these positions of the first axis, in this order: shape of indices followed by the other axes.</summary>
    /// <param name="indices">Whole numbers from 0 to the first axis's length - 1; a position may occur several times.</param>
    /// <exception cref="ArgumentOutOfRangeException">A position does not exist.</exception>
    public Tensor Gather(Tensor indices)
    {
        int rows = Shape[0], width = rows == 0 ? 0 : Size / rows;
        int[] from = new int[indices.Size];
        for (int i = 0; i < from.Length; i++)
        {
            float index = indices.Data[i];
            if (!(index >= 0 && index < rows) || index != MathF.Truncate(index))
            {
                throw new ArgumentOutOfRangeException(nameof(indices), index,
                    $"Gather expects whole numbers from 0 to {rows - 1}; received {index} at position {i}.");
            }

            from[i] = (int)index;
        }
        Tensor result = Empty(new Shape([.. indices.Shape, .. Shape.Slice(1, Rank)]));
        if (_axisNames is not null || indices._axisNames is not null)
            result.Named([.. indices._axisNames ?? new string?[indices.Rank], .. _axisNames?[1..] ?? new string?[Rank - 1]]);
        for (int i = 0; i < from.Length; i++)
            Data.AsSpan(from[i] * width, width).CopyTo(result.Data.AsSpan(i * width));
        return RecordWith(result, this, from, static (x, _, from, g) =>
        {
            Tensor gradient = Zeros(x.Shape);
            int width = from.Length == 0 ? 0 : g.Size / from.Length;
            for (int i = 0; i < from.Length; i++)
            {
                Span<float> row = gradient.Data.AsSpan(from[i] * width, width);
                TensorPrimitives.Add(row, g.Data.AsSpan(i * width, width), row);
            }
            x.Accumulate(gradient);
        });
    }

    /// <summary>The same buffer under another shape of the same size.</summary>
    private Tensor View(Shape shape) => Record(
        new Tensor(Data, shape, isView: true), this, static (x, _, g) => x.Accumulate(new Tensor(g.Data, x.Shape, isView: true)));

    private static Tensor Reversed(Tensor tensor, int axis)
    {
        Tensor result = Empty(tensor.Shape);
        int length = tensor.Shape[axis], inner = tensor.Inner(axis);
        for (int at = 0; at < tensor.Size; at += length * inner)
        {
            for (int j = 0; j < length; j++)
                tensor.Data.AsSpan(at + j * inner, inner).CopyTo(result.Data.AsSpan(at + (length - 1 - j) * inner));
        }

        return result;
    }

    private static Tensor Permuted(Tensor tensor, int[] order)
    {
        int rank = order.Length;
        int[] lengths = new int[rank];
        Span<int> strides = stackalloc int[rank], moved = stackalloc int[rank];
        Broadcasting.Strides(tensor.Shape, strides);
        for (int i = 0; i < rank; i++)
            (lengths[i], moved[i]) = (tensor.Shape[order[i]], strides[order[i]]);
        Tensor result = Empty(new Shape(lengths));
        int step = rank == 0 ? 0 : moved[^1];
        var rows = new RowWalk(result.Shape, moved, moved, stackalloc int[rank]);
        while (rows.MoveNext())
        {
            ReadOnlySpan<float> from = tensor.Data;
            Span<float> row = result.Data.AsSpan(rows.At, rows.Length);
            for (int j = 0; j < row.Length; j++)
                row[j] = from[rows.A + j * step];
        }
        return result;
    }
}
