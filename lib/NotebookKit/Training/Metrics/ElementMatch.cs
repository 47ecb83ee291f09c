using System.Numerics.Tensors;

namespace NotebookKit;

/// <summary>
/// Whether each element of a prediction is right, by Keras's rule for <c>"accuracy"</c>: binary where the last axis has
/// length 1, by class number where targets lack the last axis or have length 1 there, else by the position of the largest.
/// </summary>
internal readonly ref struct ElementMatch
{
    private readonly ReadOnlySpan<float> _target, _prediction;
    private readonly int _classes;
    private readonly bool _sparse;

    public ElementMatch(string metric, Tensor target, Tensor prediction)
    {
        if (prediction.Rank < 1)
            throw Misfit(metric, target, prediction);
        _classes = prediction.Shape[-1];
        bool binary = _classes == 1;
        Shape elements = prediction.Shape.Slice(0, prediction.Rank - 1);
        bool lacksAxis = target.Shape == elements
            || (target.Rank == prediction.Rank && target.Shape[-1] == 1 && target.Shape.Slice(0, target.Rank - 1) == elements);
        _sparse = !binary && lacksAxis;
        if (!lacksAxis && target.Shape != prediction.Shape)
            throw Misfit(metric, target, prediction);
        _target = target.Values;
        _prediction = prediction.Values;
        Count = elements.Size;
    }

    /// <summary>How many elements there are.</summary>
    public int Count { get; }

    /// <summary>Whether an element is right.</summary>
    public bool this[int element]
    {
        get
        {
            if (_classes == 1)
                return (_prediction[element] > 0.5f ? 1 : 0) == _target[element];
            int best = TensorPrimitives.IndexOfMax(_prediction.Slice(element * _classes, _classes));
            return _sparse ? best == _target[element] : best == TensorPrimitives.IndexOfMax(_target.Slice(element * _classes, _classes));
        }
    }

    /// <summary>Whether a mask (batch, time) lets an element count; elements beyond two axes follow their time step.</summary>
    public static bool Counts(Tensor? mask, int element, int elements) =>
        mask is null || mask.Values[(int)((long)element * mask.Size / elements)] != 0;

    private static ArgumentException Misfit(string metric, Tensor target, Tensor prediction) =>
        new(
            $"The metric {metric} expects targets of shape {prediction.Shape}, as the predictions, or without the last axis for class "
            + $"numbers; received {target.Shape}.", nameof(target));
}
