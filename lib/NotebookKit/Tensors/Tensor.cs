using NotebookKit.Autodiff;

namespace NotebookKit;

/// <summary>
/// An n-dimensional array of 32-bit floats in row-major order (the last axis varies fastest) that remembers how it was
/// computed, so that <see cref="Backward"/> can differentiate it. Operations never change a tensor; they return new ones.
/// </summary>
public sealed partial class Tensor
{
    private float[]? _data;

    /// <summary>Whether this tensor shares another's buffer, and so must not give it back.</summary>
    private readonly bool _isView;

    /// <summary>Takes over a buffer whose length is the shape's size.</summary>
    internal Tensor(float[] data, Shape shape, bool isView = false)
    {
        if (data.Length != shape.Size)
            throw new ArgumentException($"The shape {shape} holds {shape.Size} values; received {data.Length}.", nameof(data));
        _data = data;
        _isView = isView;
        Shape = shape;
        BufferPool.Register(this);
    }

    /// <summary>The lengths of the axes, outermost first.</summary>
    public Shape Shape { get; }

    /// <summary>How many axes the tensor has.</summary>
    public int Rank => Shape.Rank;

    /// <summary>How many numbers the tensor holds.</summary>
    public int Size => Data.Length;

    /// <summary>All values in row-major order, without a copy.</summary>
    public ReadOnlySpan<float> Values => Data;

    /// <summary>The buffer itself, for kernels and for the weights an optimiser updates in place.</summary>
    internal float[] Data => _data ?? throw new ObjectDisposedException(
        nameof(Tensor),
            $"This tensor of shape {Shape} was an intermediate value of a training step that has ended, and its memory is in use again. "
            + "Copy it inside the step (Clone) to keep it.");

    /// <summary>The one value of a tensor with one element.</summary>
    /// <exception cref="InvalidOperationException">The tensor has more or fewer elements.</exception>
    public float Item() => Size == 1
        ? Data[0]
        : throw new InvalidOperationException(
            $"Item() reads a tensor of one element; this one has shape {Shape}. Index it first, for example t[0, 0].Item().");

    /// <summary>The one value of a tensor with one element, as by <see cref="Item"/>.</summary>
    public static explicit operator float(Tensor tensor) => tensor.Item();

    /// <summary>
    /// A number as a tensor without axes, as by <see cref="Scalar"/>. Explicit, since most places that take a tensor want one with
    /// axes; the operators and comparisons take numbers as they are.
    /// </summary>
    public static explicit operator Tensor(float value) => Scalar(value);

    /// <summary>
    /// A vector of these values, as by <see cref="Of(float[])"/>: <c>(Tensor)new float[] { 1, 2, 3 }</c> has shape (3,). Explicit, since
    /// what takes numbers or a tensor, as a chart does, could not tell which an array is meant to be.
    /// </summary>
    public static explicit operator Tensor(float[] values) => Of(values);

    /// <summary>
    /// A matrix of these values, as by <see cref="Of(float[,])"/>: <c>(Tensor)new float[,] { { 1, 2 }, { 3, 4 } }</c> has shape (2, 2).
    /// </summary>
    public static explicit operator Tensor(float[,] values) => Of(values);

    /// <summary>A tensor of three axes of these values, as by <see cref="Of(float[,,])"/>, for example (batch, time, features).</summary>
    public static explicit operator Tensor(float[,,] values) => Of(values);

    /// <summary>All values in row-major order in a new array.</summary>
    public float[] ToArray() => [.. Data];

    /// <summary>A copy with a buffer of its own that took part in no computation and belongs to no training step.</summary>
    public Tensor Clone()
    {
        using BufferPool.Suspension outside = BufferPool.Suspend();
        return new Tensor([.. Data], Shape).Named(_axisNames);
    }

    /// <summary>The same values, cut off from the computation that made them: gradients stop here.</summary>
    public Tensor Detach() => new Tensor(Data, Shape, isView: true).Named(_axisNames);

    /// <summary>Whether two tensors have the same shape and, element by element, values within the tolerance.</summary>
    /// <param name="other">The tensor to compare with.</param>
    /// <param name="tolerance">The largest allowed absolute difference.</param>
    public bool AllClose(Tensor other, float tolerance = 1e-6f)
    {
        if (Shape != other.Shape)
            return false;
        ReadOnlySpan<float> a = Values, b = other.Values;
        for (int i = 0; i < a.Length; i++)
        {
            if (!(MathF.Abs(a[i] - b[i]) <= tolerance) && a[i] != b[i])
                return false;
        }

        return true;
    }

    /// <summary>The values as NumPy prints the same array.</summary>
    public override string ToString() => NumPyFormat.Print(this);

    /// <summary>Gives the buffer back at the end of the scope that made the tensor.</summary>
    internal void Release()
    {
        if (_data is not null && !_isView)
            BufferPool.Return(_data);
        _data = null;
        _node = null;
        Grad = null;
        CarryNothing();
    }
}
