namespace NotebookKit.Layers;

/// <summary>
/// What <see cref="Attention"/> and <see cref="AdditiveAttention"/> have in common. For each query step the value steps are
/// weighed by how well their keys match it, and their weighted mean is returned: inputs [query (batch, Tq, dim), value
/// (batch, Tv, dim)] or [query, value, key (batch, Tv, dim)], where the value is its own key if none is given; output
/// (batch, Tq, dim), and with returnAttentionScores the weights (batch, Tq, Tv).
/// </summary>
/// <remarks>
/// A masked value step gets no weight. The query's mask zeroes the output at masked query steps and passes on. By default the
/// masks are those that query and value carry along, from Embedding or Masking; others are given by hand in Keras's order,
/// <c>Apply([query, value], mask: [queryMask, valueMask])</c>, each (batch, steps) with 1 where a step counts and 0 where it
/// does not, or null where all do. A third mask, the key's, is not used, as in Keras: the value's hold for its keys.
/// <para>Only this library derives from it: a layer of your own derives from <see cref="Layer"/>.</para>
/// </remarks>
public abstract class AttentionLayer : Layer
{
    private readonly RandomStream? _random;

    private protected AttentionLayer(float dropout, bool returnAttentionScores, bool useCausalMask, int? seed, string? name)
        : base(name)
    {
        Dropout = dropout is >= 0 and < 1 ? dropout
            : throw new ArgumentException(
            $"{Kind} '{Name}' expects dropout from 0 to below 1, the part that is dropped; received {dropout}.", nameof(dropout));
        ReturnAttentionScores = returnAttentionScores;
        UseCausalMask = useCausalMask;
        Seed = seed;
        _random = seed is null ? null : RandomSeed.Stream(seed);
    }

    /// <summary>The part of the weights that is dropped in training.</summary>
    public float Dropout { get; }

    /// <summary>Whether the weights (batch, Tq, Tv) follow the output.</summary>
    public bool ReturnAttentionScores { get; }

    /// <summary>Whether query step t sees the value steps up to t only.</summary>
    public bool UseCausalMask { get; }

    /// <summary>Makes the same dropout every time; null where it comes from <see cref="RandomSeed"/>.</summary>
    public int? Seed { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<Shape> ComputeOutputShapes(IReadOnlyList<Shape> inputShapes)
    {
        Shape query = inputShapes[0], value = inputShapes[1], output = query.With(-1, value[-1]);
        return ReturnAttentionScores ? [output, new Shape(query[0], query[1], value[1])] : [output];
    }

    /// <inheritdoc/>
    protected override void Validate(IReadOnlyList<Shape> inputShapes)
    {
        string received = string.Join(" and ", inputShapes);
        if (inputShapes.Count is not (2 or 3))
            throw ShapeError("[query, value] or [query, value, key]", received, "Apply it to a list, for example Apply([query, value]).");
        if (inputShapes.Any(s => s.Rank != 3))
        {
            throw ShapeError("each input as (batch, time, dim)", received,
                "Set returnSequences: true in the layers before, so that there are time steps to attend to.");
        }

        Shape query = inputShapes[0], value = inputShapes[1], key = inputShapes[^1];
        if (query[2] != key[2])
        {
            throw ShapeError("a query and a key of the same last axis", received,
                $"They are {query[2]} and {key[2]} long: put a Dense before one of them, or give both layers as many units.");
        }

        if (!value.With(2, key[2]).Accepts(key))
            throw ShapeError("as many value steps as key steps", received, "Give a key for every value.");
        if (!new Shape(query[0]).Accepts(new Shape(value[0])))
            throw ShapeError("as many samples of every input", received, "Give one sequence of values for each sample.");
    }

    private protected override void RequireMaskCount(int masks, int inputs)
    {
        if (masks < 2 || masks > inputs)
        {
            throw ShapeError("two masks, [queryMask, valueMask], null where every step counts", masks,
                "For the value's alone write mask: [null, valueMask].");
        }
    }

    private protected override void RequireMasks(IReadOnlyList<Shape> inputs, IReadOnlyList<Shape?> masks)
    {
        string[] names = ["query", "value"];
        for (int i = 0; i < names.Length; i++)
        {
            if (masks[i] is { } mask && !(mask.Rank == 2 && inputs[i].Slice(0, 2).Accepts(mask)))
            {
                throw ShapeError($"a mask of shape {inputs[i].Slice(0, 2)} for its {names[i]}, as (batch, time)", mask,
                    "Give one number for every time step: 1 where it counts, 0 where it does not.");
            }
        }
    }

    /// <summary>How well each key matches each query, (batch, Tq, Tv).</summary>
    private protected abstract Tensor Score(Tensor query, Tensor key);

    /// <inheritdoc/>
    protected override TensorList Call(TensorList inputs, CallContext context)
    {
        Tensor query = inputs[0], value = inputs[1], key = inputs[^1];
        RequireMasks([query.Shape, value.Shape], [context.Masks[0]?.Shape, context.Masks[1]?.Shape]);
        Tensor scores = Score(query, key);
        if (ScoresMask(query, value, context) is { } mask)
            scores -= (1 - mask) * Softmax.MaskedBy;
        Tensor weights = scores.Softmax();
        if (context.Training && Dropout > 0)
            weights *= DropoutMask.Sample(weights.Shape, Dropout, _random);
        weights.Named(["batch", "query", "value"]);
        Tensor output = weights.MatMul(value).Named(null);
        if (context.Mask is { } queryMask)
            output = Tensor.Where(queryMask.ExpandDims(-1), output, 0);
        return ReturnAttentionScores ? [output, weights] : [output];
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<Tensor?> ComputeMasks(TensorList inputs, TensorList outputs,
        CallContext context) => [context.Mask];

    internal override IReadOnlyList<string>? OutputNames => ReturnAttentionScores ? ["output", "attention scores"] : null;

    /// <inheritdoc/>
    protected override string DescribeOutputs(int count) => ReturnAttentionScores
        ? $"{Kind} '{Name}' returns its output and the attention scores because returnAttentionScores is true"
        : $"{Kind} '{Name}' returns only its output, because returnAttentionScores is false";

    /// <summary>Which pairs of a query and a value step count, broadcastable to (batch, Tq, Tv), or null where all do.</summary>
    private Tensor? ScoresMask(Tensor query, Tensor value, CallContext context)
    {
        Tensor? mask = context.Masks[1]?.ExpandDims(1);
        if (!UseCausalMask)
            return mask;
        int queries = query.Shape[1], values = value.Shape[1];
        var causal = Tensor.Zeros(1, queries, values);
        for (int q = 0; q < queries; q++)
            causal.Data.AsSpan(q * values, Math.Min(q + 1, values)).Fill(1);
        return mask is null ? causal : mask * causal;
    }
}
