namespace NotebookKit;

/// <summary>
/// A tensor of a model's graph: its shape is known (the batch axis open), its values come when the model runs. Layers
/// applied to it give further ones; see <see cref="Model"/>.
/// </summary>
public sealed class SymbolicTensor
{
    internal SymbolicTensor(LayerCall call, int index, Shape shape)
    {
        Call = call;
        Index = index;
        Shape = shape;
    }

    /// <summary>The axis lengths, the batch axis and others that vary <see cref="Shape.Unknown"/>.</summary>
    public Shape Shape { get; }

    /// <summary>The layer that makes it.</summary>
    public Layer Layer => Call.Layer;

    /// <summary>Which of that layer's outputs it is, from 0.</summary>
    public int Index { get; }

    /// <summary>The application of the layer that makes it: the way from a model's outputs back to its inputs.</summary>
    public LayerCall Call { get; }

    /// <summary>The layer and the shape, for example <c>lstm (None, 3, 1)</c>.</summary>
    public override string ToString() => $"{Layer.Name}{(Call.Outputs.Count > 1 ? $"[{Index}]" : "")} {Shape}";
}
