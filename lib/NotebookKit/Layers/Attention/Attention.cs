namespace NotebookKit.Layers;

/// <summary>
/// Dot-product attention (M.-T. Luong, H. Pham and C. D. Manning, "Effective Approaches to Attention-based Neural Machine
/// Translation", 2015): score(q, k) = scale · (q · k), or with scoreMode Concat
/// concat_score_weight · Σ tanh(scale · (q + k)); then softmax over the value steps and the weighted sum of the values.
/// </summary>
/// <example>
/// <code>
/// var (context, scores) = new Attention(returnAttentionScores: true).Apply([decoded, encoded]);
/// // decoded (batch, 4, 16), encoded (batch, 7, 16): context (batch, 4, 16), scores (batch, 4, 7), each row sums to 1
/// </code>
/// </example>
/// <param name="useScale">Whether the scores are multiplied by a learned number, which starts at 1.</param>
/// <param name="scoreMode">How a query and a key are compared.</param>
/// <param name="dropout">The part of the weights that is dropped in training.</param>
/// <param name="returnAttentionScores">Whether the weights (batch, Tq, Tv) follow the output.</param>
/// <param name="useCausalMask">Whether query step t sees the value steps up to t only.</param>
/// <param name="seed">Makes the same dropout every time.</param>
/// <param name="name">What summaries and errors call the layer.</param>
public sealed class Attention(
    bool useScale = false, ScoreMode scoreMode = ScoreMode.Dot, float dropout = 0, bool returnAttentionScores = false,
    bool useCausalMask = false, int? seed = null, string? name = null)
    : AttentionLayer(dropout, returnAttentionScores, useCausalMask, seed, name)
{
    private Weight? _scale, _concatScoreWeight;

    /// <summary>Whether the scores are multiplied by a learned number.</summary>
    public bool UseScale { get; } = useScale;

    /// <summary>How a query and a key are compared.</summary>
    public ScoreMode ScoreMode { get; } = scoreMode;

    /// <inheritdoc/>
    protected override void Build(IReadOnlyList<Shape> inputShapes)
    {
        if (UseScale)
            _scale = AddWeight("scale", Shape.Scalar, new Ones());
        if (ScoreMode == ScoreMode.Concat)
            _concatScoreWeight = AddWeight("concat_score_weight", Shape.Scalar, new Ones());
    }

    private protected override Tensor Score(Tensor query, Tensor key)
    {
        if (ScoreMode == ScoreMode.Dot)
        {
            Tensor scores = query.MatMul(key.SwapAxes(1, 2));
            return _scale is null ? scores : scores * _scale.Value;
        }
        if (_scale is not null)
            (query, key) = (query * _scale.Value, key * _scale.Value);
        return _concatScoreWeight!.Value * AdditiveScore.Of(query, key, scale: null);
    }
}

/// <summary>How <see cref="Attention"/> compares a query and a key.</summary>
public enum ScoreMode
{
    /// <summary>By their dot product.</summary>
    Dot,

    /// <summary>By the sum over tanh of their sum.</summary>
    Concat,
}
