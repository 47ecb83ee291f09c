using System.Collections;
using System.Globalization;
using System.Runtime.InteropServices;

namespace NotebookKit;

/// <summary>
/// The lengths of a tensor's axes, outermost first, for example <c>(1, 3, 2)</c> for one sample of three time steps with
/// two features. In a model's graph a length may be open (<see cref="Unknown"/>) and prints as <c>None</c>, as in Keras.
/// </summary>
public sealed class Shape : IReadOnlyList<int>, IEquatable<Shape>
{
    /// <summary>The length of an axis that is only known when data arrives, such as the batch axis.</summary>
    public const int Unknown = -1;

    /// <summary>The shape of a single number: no axes.</summary>
    public static readonly Shape Scalar = new();

    private readonly int[] _lengths;

    /// <summary>Creates a shape from axis lengths, outermost first.</summary>
    /// <exception cref="ArgumentException">A length is negative and not <see cref="Unknown"/>.</exception>
    public Shape(params int[] lengths)
    {
        foreach (int length in lengths)
        {
            if (length < Unknown)
                throw new ArgumentException($"An axis length must be 0 or more, or Shape.Unknown; received {length}.", nameof(lengths));
        }

        _lengths = lengths;
    }

    /// <summary>How many axes there are.</summary>
    public int Rank => _lengths.Length;

    /// <summary>Whether every axis length is known.</summary>
    public bool IsKnown => Array.IndexOf(_lengths, Unknown) < 0;

    /// <summary>The number of elements: the product of all axis lengths.</summary>
    /// <exception cref="InvalidOperationException">An axis length is unknown.</exception>
    /// <exception cref="OverflowException">There are more elements than a tensor can hold.</exception>
    public int Size => SizeOf(0, _lengths.Length);

    int IReadOnlyCollection<int>.Count => _lengths.Length;

    /// <summary>The length of one axis; negative indices count from the last axis, as in NumPy.</summary>
    /// <example>
    /// <code>
    /// Shape shape = Tensor.Zeros(1, 3, 2).Shape;           // (1, 3, 2)
    /// int batch = shape[0], features = shape[-1];          // 1 and 2
    /// </code>
    /// </example>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    public int this[int axis] => _lengths[NormalizeAxis(axis)];

    /// <summary>The same shape with one axis length replaced.</summary>
    public Shape With(int axis, int length)
    {
        int[] copy = [.. _lengths];
        copy[NormalizeAxis(axis)] = length;
        return new Shape(copy);
    }

    /// <summary>The axes from <paramref name="start"/> to before <paramref name="end"/>.</summary>
    public Shape Slice(int start, int end) => new(_lengths[start..end]);

    /// <summary>The shape with one more axis of a length, at this position.</summary>
    internal Shape Insert(int axis, int length) => new([.. _lengths.AsSpan(..axis), length, .. _lengths.AsSpan(axis..)]);

    /// <summary>The shape without one of its axes.</summary>
    internal Shape RemoveAt(int axis) => new([.. _lengths.AsSpan(..axis), .. _lengths.AsSpan((axis + 1)..)]);

    /// <summary>The index of the element at a position of the row-major buffer, for example [0, 2, 5].</summary>
    internal int[] IndexAt(int position)
    {
        int[] index = new int[Rank];
        for (int axis = Rank - 1; axis >= 0; axis--)
            (position, index[axis]) = (position / _lengths[axis], position % _lengths[axis]);
        return index;
    }

    /// <summary>The product of the axis lengths from <paramref name="start"/> to before <paramref name="end"/>.</summary>
    internal int SizeOf(int start, int end)
    {
        long size = 1;
        bool tooMany = false;
        foreach (int length in _lengths.AsSpan(start, end - start))
        {
            if (length == Unknown)
                throw new InvalidOperationException($"The shape {this} has an open axis, so its number of elements is not known yet.");
            // An axis of length 0 further on still makes the whole empty.
            size = tooMany && length > 0 ? size : size * length;
            tooMany = size > int.MaxValue;
        }
        return !tooMany
            ? (int)size
            : throw new OverflowException($"The shape {this} has more elements than a tensor holds, which is {int.MaxValue} at most.");
    }

    /// <summary>This shape followed by further axes.</summary>
    public Shape Append(params int[] more) => new([.. _lengths, .. more]);

    /// <summary>The axis lengths in a new array.</summary>
    public int[] ToArray() => [.. _lengths];

    /// <summary>An axis index made non-negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    public int NormalizeAxis(int axis)
    {
        int index = axis < 0 ? axis + Rank : axis;
        return index >= 0 && index < Rank
            ? index
            : throw new ArgumentOutOfRangeException(nameof(axis), axis,
                $"The shape {this} has {Rank} axes; axis must lie between {-Rank} and {Rank - 1}; received {axis}.");
    }

    /// <summary>Whether a tensor of shape <paramref name="other"/> fits: same rank, and equal lengths wherever both are known.</summary>
    public bool Accepts(Shape other)
    {
        if (other.Rank != Rank)
            return false;
        for (int axis = 0; axis < Rank; axis++)
        {
            if (_lengths[axis] != Unknown && other._lengths[axis] != Unknown && _lengths[axis] != other._lengths[axis])
                return false;
        }

        return true;
    }

    /// <summary>The shape that two shapes broadcast to under NumPy's rules, aligned at the last axis.</summary>
    /// <exception cref="ArgumentException">Two lengths differ and neither is 1.</exception>
    internal static Shape Broadcast(Shape a, Shape b)
    {
        if (a.Equals(b))
            return a;
        int rank = Math.Max(a.Rank, b.Rank);
        int[] result = new int[rank];
        for (int i = 1; i <= rank; i++)
        {
            int la = i <= a.Rank ? a._lengths[^i] : 1, lb = i <= b.Rank ? b._lengths[^i] : 1;
            if (la != lb && la != 1 && lb != 1)
            {
                throw new ArgumentException(
                    $"Shapes {a} and {b} do not broadcast: axis {rank - i} has lengths {la} and {lb}; they must be equal, or one "
                    + "of them 1.");
            }

            result[^i] = la == 1 ? lb : la;
        }
        return new Shape(result);
    }

    /// <summary>Whether a tensor of this shape can be stretched to a target shape under NumPy's rules.</summary>
    internal bool BroadcastsTo(Shape target)
    {
        if (Rank > target.Rank)
            return false;
        for (int i = 1; i <= Rank; i++)
        {
            if (_lengths[^i] != 1 && _lengths[^i] != target._lengths[^i])
                return false;
        }

        return true;
    }

    /// <summary>Makes a shape from an array of lengths.</summary>
    public static implicit operator Shape(int[] lengths) => new(lengths);

    /// <inheritdoc/>
    public bool Equals(Shape? other) => other is not null && _lengths.AsSpan().SequenceEqual(other._lengths);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Shape other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.AddBytes(MemoryMarshal.AsBytes(_lengths.AsSpan()));
        return hash.ToHashCode();
    }

    /// <summary>Whether two shapes have the same lengths.</summary>
    public static bool operator ==(Shape? a, Shape? b) => a is null ? b is null : a.Equals(b);

    /// <summary>Whether two shapes differ.</summary>
    public static bool operator !=(Shape? a, Shape? b) => !(a == b);

    /// <summary>The shape as Python prints a tuple: <c>(1, 3, 2)</c>, <c>(None, 3)</c>, <c>(5,)</c>, <c>()</c>.</summary>
    public override string ToString()
    {
        string[] parts = Array.ConvertAll(_lengths, n => n == Unknown ? "None" : n.ToString(CultureInfo.InvariantCulture));
        return parts.Length == 1 ? $"({parts[0]},)" : $"({string.Join(", ", parts)})";
    }

    /// <inheritdoc/>
    public IEnumerator<int> GetEnumerator() => ((IEnumerable<int>)_lengths).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => _lengths.GetEnumerator();
}
