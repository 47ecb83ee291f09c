namespace NotebookKit;

/// <content>
/// How operations hand on what the axes are called. Names come from where they are known, layers and their weights, or from
/// <see cref="WithAxes"/>. They are labels only: no operation depends on them.
/// </content>
public sealed partial class Tensor
{
    private static readonly string[] s_batchUnit = ["batch", "unit"], s_batchTimeUnit = ["batch", "time", "unit"];

    /// <summary>Sets the names of this very tensor, which nobody else has seen yet.</summary>
    internal Tensor Named(string?[]? names)
    {
        _axisNames = names;
        return this;
    }

    /// <summary>
    /// Names the axes of a layer's output, (batch, unit) or (batch, time, unit), unless operations have handed all names on.
    /// </summary>
    internal void NameAsOutput()
    {
        if (Rank is 2 or 3 && (_axisNames is null || Array.IndexOf(_axisNames, null) >= 0))
            _axisNames = Rank == 2 ? s_batchUnit : s_batchTimeUnit;
    }

    /// <summary>The names of an operand of the same shape, if the operation has not set others.</summary>
    private Tensor NamedAs(Tensor x)
    {
        if (x._axisNames is not null && _axisNames is null && Shape.Equals(x.Shape))
            _axisNames = x._axisNames;
        return this;
    }

    /// <summary>
    /// The names of two operands broadcast against each other: those of one that has the result's shape, or where both have
    /// names, for each axis that of the one that has its length.
    /// </summary>
    private Tensor NamedAs(Tensor a, Tensor b)
    {
        if (_axisNames is not null || (a._axisNames is null && b._axisNames is null))
            return this;
        if (Covers(a, b))
            return Named(a._axisNames);
        if (Covers(b, a))
            return Named(b._axisNames);
        if (a._axisNames is null || b._axisNames is null)
            return this;
        string?[] names = new string?[Rank];
        for (int axis = 0; axis < Rank; axis++)
            names[axis] = NameFrom(a, axis) ?? NameFrom(b, axis);
        return Named(names);
    }

    /// <summary>Whether an operand has the result's shape, and the other no name to add to its own.</summary>
    private bool Covers(Tensor operand, Tensor other) => operand._axisNames is not null && Shape.Equals(operand.Shape)
        && (other._axisNames is null || Array.IndexOf(operand._axisNames, null) < 0);

    /// <summary>An operand's name for an axis of this result, if it has the axis's length there.</summary>
    private string? NameFrom(Tensor operand, int axis)
    {
        int own = axis - Rank + operand.Rank;
        return own >= 0 && operand.Shape[own] == Shape[axis] ? operand._axisNames?[own] : null;
    }

    /// <summary>The names of a matrix product, where the left operand has names: its own, with the right one's for the last axis.</summary>
    private Tensor NamedAsProduct(Tensor a, Tensor b)
    {
        if (a._axisNames is null)
            return this;
        string? columns = b._axisNames?[^1];
        return Named(a._axisNames[^1] == columns ? a._axisNames : [.. a._axisNames.AsSpan(..^1), columns]);
    }

    /// <summary>The names in another order of the axes.</summary>
    private string?[]? NamesIn(int[] order) => _axisNames is null ? null : Array.ConvertAll(order, axis => _axisNames[axis]);

    /// <summary>The names that stay where slices put a position in place of an axis.</summary>
    private string?[]? NamesAfter(Slice[] slices) => _axisNames is null ? null
        : [.. _axisNames.Where((_, axis) => axis >= slices.Length || !slices[axis].IsPosition)];
}
