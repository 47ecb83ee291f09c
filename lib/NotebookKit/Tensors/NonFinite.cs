using System.Numerics.Tensors;

namespace NotebookKit;

/// <summary>Numbers that are NaN or infinite, for the errors about them.</summary>
internal static class NonFinite
{
    /// <summary>Where the first stands in the buffer; null where all numbers are finite.</summary>
    public static int? First(Tensor tensor)
    {
        ReadOnlySpan<float> values = tensor.Values;
        if (values.IsEmpty || TensorPrimitives.IsFiniteAll(values))
            return null;
        int at = 0;
        while (float.IsFinite(values[at]))
            at++;
        return at;
    }

    /// <summary>What errors call such a number.</summary>
    public static string Say(float value) => float.IsNaN(value) ? "NaN" : value > 0 ? "infinity" : "-infinity";
}
