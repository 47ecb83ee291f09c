namespace NotebookKit.Layers;

/// <summary>
/// Turns token numbers into learned vectors: (batch, time) of whole numbers becomes (batch, time, outputDim), row k of the
/// embeddings for token k. With maskZero token 0 is padding, which recurrent layers after it skip.
/// </summary>
public sealed class Embedding : Layer
{
    private Weight? embeddings;

    /// <param name="inputDim">The number of tokens: they run from 0 to inputDim - 1.</param>
    /// <param name="outputDim">The size of a token's vector.</param>
    /// <param name="embeddingsInitializer">How the embeddings (inputDim, outputDim) start; RandomUniform unless said otherwise.</param>
    /// <param name="maskZero">Whether token 0 masks its time step.</param>
    /// <param name="name">What summaries and errors call the layer.</param>
    /// <exception cref="ArgumentException">A size is 0 or negative.</exception>
    public Embedding(int inputDim, int outputDim, Initializer? embeddingsInitializer = null, bool maskZero = false, string? name = null)
        : base(name)
    {
        if (inputDim <= 0 || outputDim <= 0)
            throw new ArgumentException($"Embedding '{Name}' expects inputDim and outputDim of 1 or more; received {inputDim} and {outputDim}.");
        InputDim = inputDim;
        OutputDim = outputDim;
        EmbeddingsInitializer = embeddingsInitializer ?? new RandomUniform();
        MaskZero = maskZero;
    }

    /// <summary>The number of tokens.</summary>
    public int InputDim { get; }

    /// <summary>The size of a token's vector.</summary>
    public int OutputDim { get; }

    /// <summary>How the embeddings start.</summary>
    public Initializer EmbeddingsInitializer { get; }

    /// <summary>Whether token 0 masks its time step.</summary>
    public bool MaskZero { get; }

    private protected override bool TakesOneInput => true;

    /// <inheritdoc/>
    public override IReadOnlyList<Shape> ComputeOutputShapes(IReadOnlyList<Shape> inputShapes) => [inputShapes[0].Append(OutputDim)];

    /// <inheritdoc/>
    protected override void Validate(IReadOnlyList<Shape> inputShapes)
    {
        if (inputShapes[0].Rank != 2)
            throw ShapeError("(batch, time) of token numbers", inputShapes[0], inputShapes[0].Rank == 1
                ? $"Put a batch axis before it, for example Reshape(1, {(inputShapes[0].IsKnown ? inputShapes[0][0] : -1)})."
                : "Give token numbers rather than one-hot vectors, for example ArgMax() of them.");
    }

    /// <inheritdoc/>
    protected override void Build(IReadOnlyList<Shape> inputShapes) =>
        embeddings = AddWeight("embeddings", new Shape(InputDim, OutputDim), EmbeddingsInitializer, axes: ["token", "unit"]);

    /// <inheritdoc/>
    protected override Tensor[] Call(IReadOnlyList<Tensor> inputs, CallContext context)
    {
        Tensor tokens = inputs[0];
        int steps = tokens.Shape[1];
        for (int i = 0; i < tokens.Size; i++)
        {
            float token = tokens.Data[i];
            if (!(token >= 0 && token < InputDim) || token != MathF.Truncate(token))
                throw new ArgumentException($"Embedding '{Name}' expects whole numbers from 0 to {InputDim - 1}; received {token} at sample {i / steps}, step {i % steps} (each counted from 0). Raise inputDim to the largest token + 1, or mend the data.");
        }
        return [embeddings!.Value.Gather(tokens)];
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<Tensor?> ComputeMasks(IReadOnlyList<Tensor> inputs, IReadOnlyList<Tensor> outputs, CallContext context)
    {
        if (!MaskZero)
            return [];
        Tensor mask = Tensor.Empty(inputs[0].Shape).Named(["batch", "time"]);
        for (int i = 0; i < mask.Size; i++)
            mask.Data[i] = inputs[0].Data[i] != 0 ? 1 : 0;
        return [mask];
    }
}
