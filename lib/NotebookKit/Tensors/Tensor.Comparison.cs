namespace NotebookKit;

/// <content>
/// Comparisons, element by element. There is no such ==, which asks whether two variables hold the same tensor, as for any class of C#;
/// <see cref="AllClose"/> compares all values.
/// </content>
public sealed partial class Tensor
{
    /// <summary>
    /// 1 where a is above b and 0 elsewhere, element by element, broadcast as in NumPy; 0 where either is NaN. There is no gradient.
    /// </summary>
    /// <example>
    /// <code>
    /// Tensor x = Tensor.Of(-1f, 0f, 2f);
    /// Tensor positive = x > 0;                             // [0. 0. 1.], shape (3,)
    /// Tensor rectified = x * (x > 0);                      // [0. 0. 2.]
    /// </code>
    /// </example>
    public static Tensor operator >(Tensor a, Tensor b) => Compare(a, b, static (x, y) => x > y);

    /// <summary>1 where an element is above the number and 0 elsewhere, as the comparison of two tensors.</summary>
    public static Tensor operator >(Tensor a, float b) => a > Scalar(b);

    /// <summary>1 where the number is above an element and 0 elsewhere, as the comparison of two tensors.</summary>
    public static Tensor operator >(float a, Tensor b) => Scalar(a) > b;

    /// <summary>
    /// 1 where a is below b and 0 elsewhere, element by element, broadcast as in NumPy; 0 where either is NaN. There is no gradient.
    /// </summary>
    public static Tensor operator <(Tensor a, Tensor b) => Compare(a, b, static (x, y) => x < y);

    /// <summary>1 where an element is below the number and 0 elsewhere, as the comparison of two tensors.</summary>
    public static Tensor operator <(Tensor a, float b) => a < Scalar(b);

    /// <summary>1 where the number is below an element and 0 elsewhere, as the comparison of two tensors.</summary>
    public static Tensor operator <(float a, Tensor b) => Scalar(a) < b;

    /// <summary>
    /// 1 where a is b or above and 0 elsewhere, element by element, broadcast as in NumPy; 0 where either is NaN. There is no gradient.
    /// </summary>
    public static Tensor operator >=(Tensor a, Tensor b) => Compare(a, b, static (x, y) => x >= y);

    /// <summary>1 where an element is the number or above and 0 elsewhere, as the comparison of two tensors.</summary>
    public static Tensor operator >=(Tensor a, float b) => a >= Scalar(b);

    /// <summary>1 where the number is an element or above and 0 elsewhere, as the comparison of two tensors.</summary>
    public static Tensor operator >=(float a, Tensor b) => Scalar(a) >= b;

    /// <summary>
    /// 1 where a is b or below and 0 elsewhere, element by element, broadcast as in NumPy; 0 where either is NaN. There is no gradient.
    /// </summary>
    public static Tensor operator <=(Tensor a, Tensor b) => Compare(a, b, static (x, y) => x <= y);

    /// <summary>1 where an element is the number or below and 0 elsewhere, as the comparison of two tensors.</summary>
    public static Tensor operator <=(Tensor a, float b) => a <= Scalar(b);

    /// <summary>1 where the number is an element or below and 0 elsewhere, as the comparison of two tensors.</summary>
    public static Tensor operator <=(float a, Tensor b) => Scalar(a) <= b;

    /// <summary>1 where something holds of two broadcast elements, 0 elsewhere.</summary>
    internal static Tensor Compare(Tensor a, Tensor b, Func<float, float, bool> holds)
    {
        var shape = Shape.Broadcast(a.Shape, b.Shape);
        Tensor result = Empty(shape);
        ReadOnlySpan<float> x = Broadcasting.To(a, shape).Data, y = Broadcasting.To(b, shape).Data;
        for (int i = 0; i < x.Length; i++)
            result.Data[i] = holds(x[i], y[i]) ? 1 : 0;
        return result.NamedAs(a, b);
    }
}
