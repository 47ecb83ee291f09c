using NotebookKit.Keras.Hdf5;

namespace NotebookKit.Keras.Weights;

/// <summary>The values found for a model's weights, set together once all were found to fit.</summary>
internal sealed class WeightValues
{
    private readonly Dictionary<Weight, Tensor> _values = new(ReferenceEqualityComparer.Instance);

    /// <summary>Takes a data set as a weight's values.</summary>
    /// <param name="owner">What errors call the layer.</param>
    /// <param name="weight">The weight.</param>
    /// <param name="stored">What the file has in its place.</param>
    public void Set(string owner, Weight weight, Hdf5Dataset stored)
    {
        if (!Fits(weight, stored))
        {
            throw WrongShape(owner, weight, stored.Path, stored.Space.ToString());
        }
        Set(owner, weight, stored.Path, Read(owner, weight.Name, stored));
    }

    /// <summary>Takes values that were put together from others.</summary>
    public void Set(string owner, Weight weight, string path, float[] values)
    {
        if (values.Length != weight.Shape.Size)
        {
            throw WrongShape(owner, weight, path, $"{values.Length} numbers");
        }
        int bad = Array.FindIndex(values, v => !float.IsFinite(v));
        if (bad >= 0)
        {
            throw new RefusedException($"{owner} has in its weight {weight.Name} ('{path}') the value {values[bad]}; expected finite "
                + $"numbers. The training that made it diverged, or the file is damaged.");
        }
        _values[weight] = Tensor.Of(values, weight.Shape);
    }

    /// <summary>The numbers of a data set.</summary>
    public static float[] Read(string owner, string weight, Hdf5Dataset stored)
    {
        if (stored.Type.Kind is not (DatatypeKind.Float or DatatypeKind.BFloat16 or DatatypeKind.Integer))
        {
            throw new RefusedException($"{owner} expects numbers as its weight {weight}; '{stored.Path}' holds values of type "
                + $"{stored.Type.Name}. The file is damaged, or not written by Keras.");
        }
        // Keras marks a bfloat16, which NumPy does not have, by an attribute.
        return stored.ReadFloats(
            asBFloat16: stored.Type is { Kind: not DatatypeKind.BFloat16, Size: 2 } && stored.Attribute("dtype")?.Text() == "bfloat16");
    }

    /// <summary>Sets all weights of a model.</summary>
    public void Apply(Model model) => model.SetWeights([.. model.Weights.Select(w => _values.TryGetValue(w, out Tensor? value) ? value
        : w.Value)]);

    /// <summary>Whether a data set has a weight's shape.</summary>
    public static bool Fits(Weight weight, Hdf5Dataset stored) =>
        stored.Space.Lengths.Length == weight.Shape.Rank && stored.Space.Lengths.Select((n, i) => n == weight.Shape[i]).All(same => same);

    private static RefusedException WrongShape(string owner, Weight weight, string path, string found) => new(
        $"{owner} expects its weight {weight.Name} of shape {weight.Shape}; '{path}' has {found}. The weights belong to a layer with "
            + $"other settings, or to more or fewer input features.");
}
