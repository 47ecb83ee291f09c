using System.Numerics.Tensors;

namespace NotebookKit;

/// <summary>Limits gradients in place before an update, by Keras 3's formulas; at most one of the three limits is set.</summary>
internal sealed class GradientClipping
{
    private readonly float? _norm, _value, _globalNorm;

    /// <param name="clipNorm">Each gradient's Euclidean norm at most.</param>
    /// <param name="clipValue">Each element's absolute value at most.</param>
    /// <param name="globalClipNorm">The Euclidean norm of all gradients together at most.</param>
    /// <exception cref="ArgumentException">More than one is set, or one is not a positive number.</exception>
    public GradientClipping(float? clipNorm, float? clipValue, float? globalClipNorm)
    {
        (_norm, _value, _globalNorm) = (clipNorm, clipValue, globalClipNorm);
        foreach ((string? name, float? limit) in new[] { (nameof(clipNorm), clipNorm), (nameof(clipValue), clipValue),
            (nameof(globalClipNorm), globalClipNorm) })
        {
            if (limit is { } set && !(set > 0))
                throw new ArgumentException($"{name} is a number above 0; received {set}.", name);
        }

        if ((clipNorm is null ? 0 : 1) + (clipValue is null ? 0 : 1) + (globalClipNorm is null ? 0 : 1) > 1)
            throw new ArgumentException("Only one of clipNorm, clipValue and globalClipNorm can be set.", nameof(clipNorm));
    }

    /// <summary>Each gradient's Euclidean norm at most; null where there is no such limit.</summary>
    public float? Norm => _norm;

    /// <summary>Each element's absolute value at most; null where there is no such limit.</summary>
    public float? Value => _value;

    /// <summary>The Euclidean norm of all gradients together at most; null where there is no such limit.</summary>
    public float? GlobalNorm => _globalNorm;

    /// <summary>Limits the gradients of these weights.</summary>
    public void Apply(Weight[] weights)
    {
        if (_value is { } limit)
        {
            foreach (Weight weight in weights)
                Limit(weight.Value.Grad, limit);
        }
        else if (_norm is { } longest)
        {
            foreach (Weight weight in weights)
                Shorten(weight.Value.Grad, longest);
        }
        else if (_globalNorm is { } together)
        {
            ShortenAll(weights, together);
        }
    }

    private static void Limit(Tensor? gradient, float limit)
    {
        if (gradient is not null)
            TensorPrimitives.Clamp(gradient.Data, -limit, limit, gradient.Data);
    }

    private static void Shorten(Tensor? gradient, float longest)
    {
        if (gradient is null)
            return;
        float length = MathF.Sqrt(TensorPrimitives.SumOfSquares<float>(gradient.Data));
        // As in Keras, the gradient is multiplied before it is divided.
        TensorPrimitives.Multiply(gradient.Data, longest, gradient.Data);
        TensorPrimitives.Divide(gradient.Data, MathF.Max(length, longest), gradient.Data);
    }

    private static void ShortenAll(Weight[] weights, float together)
    {
        float squares = 0;
        foreach (Weight weight in weights)
        {
            if (weight.Value.Grad is { } gradient)
                squares += TensorPrimitives.SumOfSquares<float>(gradient.Data);
        }

        float length = MathF.Sqrt(squares), scale = together * MathF.Min(1 / length, 1 / together);
        // An infinite norm makes everything NaN, as in Keras, so that the loop stops with an error instead of training on zeros.
        scale += length - length;
        foreach (Weight weight in weights)
        {
            if (weight.Value.Grad is { } gradient)
                TensorPrimitives.Multiply(gradient.Data, scale, gradient.Data);
        }
    }
}
