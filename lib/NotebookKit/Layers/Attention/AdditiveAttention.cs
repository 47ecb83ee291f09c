namespace NotebookKit.Layers;

/// <summary>
/// Additive attention (D. Bahdanau, K. Cho and Y. Bengio, "Neural Machine Translation by Jointly Learning to Align and
/// Translate", 2014): score(q, k) = Σ scale ∗ tanh(q + k), with a learned scale for each dimension; then softmax over the
/// value steps and the weighted sum of the values.
/// </summary>
/// <example>
/// <code>
/// Input query = new(4, 16), value = new(6, 16);
/// SymbolicTensor context = new AdditiveAttention().Apply([query, value]);   // (None, 4, 16)
/// </code>
/// </example>
/// <param name="useScale">Whether the dimensions are multiplied by learned numbers (dim,) before they are summed.</param>
/// <param name="dropout">The part of the weights that is dropped in training.</param>
/// <param name="returnAttentionScores">Whether the weights (batch, Tq, Tv) follow the output.</param>
/// <param name="useCausalMask">Whether query step t sees the value steps up to t only.</param>
/// <param name="seed">Makes the same dropout every time.</param>
/// <param name="name">What summaries and errors call the layer.</param>
public sealed class AdditiveAttention(
    bool useScale = true, float dropout = 0, bool returnAttentionScores = false, bool useCausalMask = false, int? seed = null,
    string? name = null)
    : AttentionLayer(dropout, returnAttentionScores, useCausalMask, seed, name)
{
    private Weight? _scale;

    /// <summary>Whether the dimensions are multiplied by learned numbers before they are summed.</summary>
    public bool UseScale { get; } = useScale;

    /// <inheritdoc/>
    protected override void Validate(IReadOnlyList<Shape> inputShapes)
    {
        base.Validate(inputShapes);
        if (inputShapes[0][2] == Shape.Unknown)
            throw ShapeError("a known length of the last axis", string.Join(" and ", inputShapes), "Say it in the Input.");
        if (_scale is not null && inputShapes[0][2] != _scale.Shape[0])
        {
            throw ShapeError($"{_scale.Shape[0]} values on the last axis, as when its weights were made", string.Join(" and ", inputShapes),
                "Give it as many, or make a new layer.");
        }
    }

    /// <inheritdoc/>
    protected override void Build(IReadOnlyList<Shape> inputShapes)
    {
        if (UseScale)
            _scale = AddWeight("scale", new Shape(inputShapes[0][2]), new GlorotUniform(), axes: ["unit"]);
    }

    private protected override Tensor Score(Tensor query, Tensor key) => AdditiveScore.Of(query, key, _scale?.Value);
}
