using System.Numerics.Tensors;

namespace NotebookKit;

/// <summary>An operation on two numbers, over spans; a number stands for a span of its equals.</summary>
internal interface IBinaryOperation
{
    static abstract void Apply(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> result);

    static abstract void Apply(ReadOnlySpan<float> a, float b, Span<float> result);

    static abstract void Apply(float a, ReadOnlySpan<float> b, Span<float> result);
}

internal readonly struct Addition : IBinaryOperation
{
    public static void Apply(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> result) => TensorPrimitives.Add(a, b, result);

    public static void Apply(ReadOnlySpan<float> a, float b, Span<float> result) => TensorPrimitives.Add(a, b, result);

    public static void Apply(float a, ReadOnlySpan<float> b, Span<float> result) => TensorPrimitives.Add(b, a, result);
}

internal readonly struct Subtraction : IBinaryOperation
{
    public static void Apply(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> result) => TensorPrimitives.Subtract(a, b, result);

    public static void Apply(ReadOnlySpan<float> a, float b, Span<float> result) => TensorPrimitives.Subtract(a, b, result);

    public static void Apply(float a, ReadOnlySpan<float> b, Span<float> result) => TensorPrimitives.Subtract(a, b, result);
}

internal readonly struct Multiplication : IBinaryOperation
{
    public static void Apply(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> result) => TensorPrimitives.Multiply(a, b, result);

    public static void Apply(ReadOnlySpan<float> a, float b, Span<float> result) => TensorPrimitives.Multiply(a, b, result);

    public static void Apply(float a, ReadOnlySpan<float> b, Span<float> result) => TensorPrimitives.Multiply(b, a, result);
}

internal readonly struct Division : IBinaryOperation
{
    public static void Apply(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> result) => TensorPrimitives.Divide(a, b, result);

    public static void Apply(ReadOnlySpan<float> a, float b, Span<float> result) => TensorPrimitives.Divide(a, b, result);

    public static void Apply(float a, ReadOnlySpan<float> b, Span<float> result) => TensorPrimitives.Divide(a, b, result);
}
