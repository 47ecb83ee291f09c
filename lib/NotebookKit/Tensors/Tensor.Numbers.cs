namespace NotebookKit;

/// <content>Arithmetic of a tensor and a number: the number stands for a tensor without axes.</content>
public sealed partial class Tensor
{
    /// <summary>a + b, the number added to every element.</summary>
    public static Tensor operator +(Tensor a, float b) => a + Scalar(b);

    /// <summary>a + b, the number added to every element.</summary>
    public static Tensor operator +(float a, Tensor b) => Scalar(a) + b;

    /// <summary>a - b, the number taken off every element.</summary>
    public static Tensor operator -(Tensor a, float b) => a - Scalar(b);

    /// <summary>a - b, every element taken off the number, as in 1 - z.</summary>
    public static Tensor operator -(float a, Tensor b) => Scalar(a) - b;

    /// <summary>a · b, every element times the number.</summary>
    public static Tensor operator *(Tensor a, float b) => a * Scalar(b);

    /// <summary>a · b, every element times the number.</summary>
    public static Tensor operator *(float a, Tensor b) => Scalar(a) * b;

    /// <summary>a / b, every element divided by the number.</summary>
    public static Tensor operator /(Tensor a, float b) => a / Scalar(b);

    /// <summary>a / b, the number divided by every element.</summary>
    public static Tensor operator /(float a, Tensor b) => Scalar(a) / b;

    /// <summary>The larger of a and the number, element by element, as <see cref="Maximum(Tensor, Tensor)"/>.</summary>
    public static Tensor Maximum(Tensor a, float b) => Maximum(a, Scalar(b));

    /// <summary>The smaller of a and the number, element by element, as <see cref="Minimum(Tensor, Tensor)"/>.</summary>
    public static Tensor Minimum(Tensor a, float b) => Minimum(a, Scalar(b));

    /// <summary>
    /// Where the condition is not zero the value of a, elsewhere the number: <c>Tensor.Where(x > 0, x, 0)</c> rectifies.
    /// </summary>
    public static Tensor Where(Tensor condition, Tensor a, float b) => Where(condition, a, Scalar(b));

    /// <summary>Where the condition is not zero the number, elsewhere the value of b.</summary>
    public static Tensor Where(Tensor condition, float a, Tensor b) => Where(condition, Scalar(a), b);
}
