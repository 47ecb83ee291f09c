using System.Numerics.Tensors;

namespace NotebookKit;

/// <summary>Walks operands whose shapes differ as NumPy's broadcasting rules say, and folds results back.</summary>
internal static class Broadcasting
{
    /// <summary>
    /// For a shape broadcast to one of as many axes as there are <paramref name="strides"/>, how far its buffer position moves when
    /// an axis of that moves by one: 0 where its length is 1.
    /// </summary>
    public static void Strides(Shape shape, Span<int> strides)
    {
        strides.Clear();
        int stride = 1;
        for (int i = 1; i <= shape.Rank; i++)
        {
            strides[^i] = shape[-i] == 1 ? 0 : stride;
            stride *= shape[-i];
        }
    }

    /// <summary>Sums a gradient of a broadcast result over the axes that were stretched, so that it has the operand's shape.</summary>
    public static Tensor SumTo(Tensor gradient, Shape shape)
    {
        if (gradient.Shape == shape)
            return gradient;
        var result = Tensor.Zeros(shape);
        Span<float> to = result.Data;
        int rank = gradient.Rank;
        Span<int> strides = stackalloc int[rank];
        Strides(shape, strides);
        bool foldsRows = strides[^1] == 0;
        var rows = new RowWalk(gradient.Shape, strides, strides, stackalloc int[rank]);
        while (rows.MoveNext())
        {
            ReadOnlySpan<float> row = gradient.Data.AsSpan(rows.At, rows.Length);
            if (foldsRows)
            {
                to[rows.A] += TensorPrimitives.Sum(row);
            }
            else
            {
                Span<float> sums = to.Slice(rows.A, rows.Length);
                TensorPrimitives.Add(sums, row, sums);
            }
        }
        return result;
    }

    /// <summary>Stretches a tensor to a shape it broadcasts to.</summary>
    public static Tensor To(Tensor tensor, Shape shape)
    {
        if (tensor.Shape == shape)
            return tensor;
        var result = Tensor.Empty(shape);
        int rank = shape.Rank;
        Span<int> strides = stackalloc int[rank];
        Strides(tensor.Shape, strides);
        var rows = new RowWalk(shape, strides, strides, stackalloc int[rank]);
        while (rows.MoveNext())
        {
            Span<float> row = result.Data.AsSpan(rows.At, rows.Length);
            if (strides[^1] == 0)
                row.Fill(tensor.Data[rows.A]);
            else
                tensor.Data.AsSpan(rows.A, rows.Length).CopyTo(row);
        }
        return result;
    }
}

/// <summary>Steps through the rows (the runs along the last axis) of a target shape, with the positions of two operands.</summary>
internal ref struct RowWalk
{
    private readonly Shape _target;
    private readonly ReadOnlySpan<int> _stridesA, _stridesB;
    private readonly Span<int> _index;
    private int _remaining;

    /// <param name="target">The shape to walk.</param>
    /// <param name="stridesA">How far the first operand moves with each axis of the target.</param>
    /// <param name="stridesB">How far the second operand moves.</param>
    /// <param name="index">Memory for the walk, as long as the target has axes.</param>
    public RowWalk(Shape target, ReadOnlySpan<int> stridesA, ReadOnlySpan<int> stridesB, Span<int> index)
    {
        _target = target;
        _stridesA = stridesA;
        _stridesB = stridesB;
        _index = index;
        index.Clear();
        Length = target.Rank == 0 ? 1 : target[-1];
        _remaining = Length == 0 ? 0 : target.Size / Length;
        At = -Length;
    }

    /// <summary>The numbers in a row.</summary>
    public int Length { get; }

    /// <summary>Where the row begins in the target.</summary>
    public int At { get; private set; }

    /// <summary>Where the row begins in the first operand.</summary>
    public int A { get; private set; }

    /// <summary>Where the row begins in the second operand.</summary>
    public int B { get; private set; }

    /// <summary>Goes to the next row, at first to the first one.</summary>
    public bool MoveNext()
    {
        if (_remaining-- == 0)
        {
            _remaining = 0;
            return false;
        }
        if (At >= 0)
        {
            for (int axis = _target.Rank - 2; axis >= 0; axis--)
            {
                A += _stridesA[axis];
                B += _stridesB[axis];
                if (++_index[axis] < _target[axis])
                    break;
                A -= _stridesA[axis] * _target[axis];
                B -= _stridesB[axis] * _target[axis];
                _index[axis] = 0;
            }
        }

        At += Length;
        return true;
    }
}
