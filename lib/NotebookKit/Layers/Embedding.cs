namespace NotebookKit.Layers;

/// <summary>
/// Turns token numbers into learned vectors: (batch, time) of whole numbers becomes (batch, time, outputDim), row k of the
/// embeddings for token k; numbers under any other axes gain the last one too, (batch,) becomes (batch, outputDim). With
/// maskZero token 0 is padding, which recurrent layers after it skip.
/// </summary>
/// <example>
/// <code>
/// Tensor vectors = new Embedding(5, 2).Apply(Tensor.Of(new float[,] { { 1, 2, 0 } }));   // (1, 3) becomes (1, 3, 2)
/// </code>
/// </example>
public sealed class Embedding : Layer
{
    private Weight? _embeddings;

    /// <summary>Makes the layer; its weights, if it has any, come into being when it is first applied.</summary>
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
        {
            throw new ArgumentException(
                $"Embedding '{Name}' expects inputDim and outputDim of 1 or more; received {inputDim} and {outputDim}.");
        }

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
    protected override void Build(IReadOnlyList<Shape> inputShapes) =>
        _embeddings = AddWeight("embeddings", new Shape(InputDim, OutputDim), EmbeddingsInitializer, axes: ["token", "unit"]);

    /// <inheritdoc/>
    protected override TensorList Call(TensorList inputs, CallContext context)
    {
        Tensor tokens = inputs[0];
        for (int i = 0; i < tokens.Size; i++)
        {
            float token = tokens.Data[i];
            if (!(token >= 0 && token < InputDim) || token != MathF.Truncate(token))
            {
                throw new ArgumentException(
                    $"Embedding '{Name}' expects whole numbers from 0 to {InputDim - 1}; received {token} at {Place(tokens.Shape, i)}. "
                    + "Raise inputDim to the largest token + 1, or mend the data.");
            }
        }
        return [_embeddings!.Value.Gather(tokens)];
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<Tensor?> ComputeMasks(TensorList inputs, TensorList outputs, CallContext context)
    {
        if (!MaskZero)
            return [];
        Tensor mask = Tensor.Empty(inputs[0].Shape).Named(inputs[0].Rank == 2 ? ["batch", "time"] : null);
        for (int i = 0; i < mask.Size; i++)
            mask.Data[i] = inputs[0].Data[i] != 0 ? 1 : 0;
        return [mask];
    }

    /// <summary>Where a token stands, in the words for (batch, time) and else as an index.</summary>
    private static string Place(Shape shape, int at) => shape.IndexAt(at) switch
    {
        [] => "the only place",
        [var sample] => $"sample {sample} (counted from 0)",
        [var sample, var step] => $"sample {sample}, step {step} (each counted from 0)",
        int[] index => $"[{string.Join(", ", index)}] (each counted from 0)",
    };
}
