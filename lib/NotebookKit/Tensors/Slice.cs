namespace NotebookKit;

/// <summary>
/// What to take along one axis: one position (<c>0</c>, <c>^1</c>), which removes the axis, or a stretch (<c>1..3</c>,
/// <c>..</c>), which keeps it. Made from an integer, an <see cref="Index"/> or a <see cref="Range"/>.
/// </summary>
public readonly struct Slice
{
    private readonly Range _range;

    private Slice(Range range, bool isPosition)
    {
        _range = range;
        IsPosition = isPosition;
    }

    /// <summary>Whether this is a single position.</summary>
    internal bool IsPosition { get; }

    /// <summary>A single position; negative counts from the end, as in NumPy.</summary>
    public static implicit operator Slice(int position) => new Index(Math.Abs(position), position < 0);

    /// <summary>A single position.</summary>
    public static implicit operator Slice(Index position) => new(new Range(position, position), isPosition: true);

    /// <summary>A stretch of positions.</summary>
    public static implicit operator Slice(Range range) => new(range, isPosition: false);

    /// <summary>The first position and the number of positions on an axis of this length.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The axis is shorter.</exception>
    internal (int Start, int Count) On(int length, int axis, Shape shape)
    {
        int start = _range.Start.GetOffset(length), end = IsPosition ? start + 1 : _range.End.GetOffset(length);
        if (start < 0 || end > length || start > end)
        {
            throw new ArgumentOutOfRangeException(nameof(axis),
                $"Axis {axis} of {shape} has length {length}; received {(IsPosition ? _range.Start : _range)}.");
        }

        return (start, end - start);
    }
}
