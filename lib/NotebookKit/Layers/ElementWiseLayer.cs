namespace NotebookKit.Layers;

/// <summary>A layer of one input whose output has the input's shape, and its mask.</summary>
/// <remarks>Only this library derives from it: a layer of your own derives from <see cref="Layer"/>.</remarks>
public abstract class ElementWiseLayer : Layer
{
    private protected ElementWiseLayer(string? name)
        : base(name)
    {
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Shape> ComputeOutputShapes(IReadOnlyList<Shape> inputShapes) => [inputShapes[0]];

    private protected override bool TakesOneInput => true;

    /// <inheritdoc/>
    protected override bool PassesMask => true;

    /// <summary>A setting that must be a number within limits.</summary>
    private protected float Require(float value, bool fits, string parameter, string expected) => fits
        ? value
        : throw new ArgumentException($"{Kind} '{Name}' expects {parameter} {expected}; received {value}.", parameter);
}
