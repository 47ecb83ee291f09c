using System.ComponentModel;

namespace NotebookKit;

public partial class Model
{
    private readonly Lock _building = new();

    /// <summary>Computes the outputs for data, batch by batch, without recording anything for differentiation.</summary>
    /// <param name="data">The samples, batch axis first.</param>
    /// <param name="batchSize">How many samples are computed at a time.</param>
    /// <returns>The outputs for all samples; prints as Keras prints them: an array, or a list of arrays.</returns>
    /// <example>
    /// <code>
    /// Tensor y = model.Predict(x);                         // one output: (200, 3, 1) → (200, 1)
    /// var (sequence, h, c) = stateful.Predict(x);          // three: (200, 3, 8), (200, 8), (200, 8)
    /// </code>
    /// </example>
    /// <exception cref="ArgumentException">The shape does not fit, or there are several inputs; the message says what would.</exception>
    /// <exception cref="InvalidOperationException">Another thread trains the model.</exception>
    public Outputs Predict(Tensor data, int batchSize = 32) => Predict((TensorList)data, batchSize);

    /// <summary>
    /// As <see cref="Predict(Tensor, int)"/>, for a model with several inputs, 32 samples at a time: <c>model.Predict([x, state])</c>,
    /// or without the brackets.
    /// </summary>
    /// <param name="data">One tensor for each input, with the same number of samples on the batch axis.</param>
    /// <example>
    /// <code>
    /// var (y, h, c) = decoder.Predict(token, h, c);            // (1, 1, 12), (1, 128), (1, 128) → the same three shapes
    /// </code>
    /// </example>
    public Outputs Predict(params TensorList data) => Predict(data, batchSize: 32);

    /// <summary>A number is no data: see <see cref="Layer.Apply(float, Tensor?, bool)"/>.</summary>
    /// <param name="data">A number.</param>
    /// <param name="batchSize">Not used.</param>
    [Obsolete(NumberIsNoInput, error: true), EditorBrowsable(EditorBrowsableState.Never)]
    public Outputs Predict(float data, int batchSize = 32) =>
        throw new ArgumentException($"{Kind} '{Name}': {NumberIsNoInput}", nameof(data));

    /// <summary>As <see cref="Predict(Tensor, int)"/>, several inputs: <c>Predict([x, state], batchSize: 100)</c>.</summary>
    /// <param name="data">One tensor for each input, with the same number of samples on the batch axis.</param>
    /// <param name="batchSize">How many samples are computed at a time.</param>
    /// <example>
    /// <code>
    /// Tensor y = model.Predict([x, state], batchSize: 100);    // (200, 3, 1) and (200, 8) → (200, 1), in two batches
    /// </code>
    /// </example>
    /// <exception cref="InvalidOperationException">Another thread trains the model.</exception>
    public Outputs Predict(TensorList data, int batchSize)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(batchSize);
        using var noGrad = new NoGrad();
        using var use = LayersInUse.ToCompute(this, nameof(Predict));
        int samples;
        // Several threads may bring the first data, by which a model is built.
        lock (_building)
            samples = CountSamples(data, batchSize);
        if (samples <= batchSize)
            return Apply(data);
        var batches = new List<Tensor[]>();
        for (int start = 0; start < samples; start += batchSize)
        {
            Range rows = start..Math.Min(samples, start + batchSize);
            batches.Add(Apply([.. data.Select(t => Rows(t, rows))]).ToArray());
        }
        Tensor[] outputs = [.. Enumerable.Range(0, batches[0].Length).Select(i => Tensor.Concat([.. batches.Select(b => b[i])], axis: 0))];
        for (int i = 0; i < outputs.Length; i++)
        {
            if (batches.TrueForAll(b => b[i].Mask is not null))
                outputs[i].Mask = Tensor.Concat([.. batches.Select(b => b[i].Mask!)], axis: 0);
        }

        return new Outputs(outputs, DescribeOutputs(outputs.Length), OutputNames);
    }

    /// <summary>
    /// Outputs of this model that were computed elsewhere, as <see cref="Predict(TensorList, int)"/> returns them: with their names, and
    /// errors that say what they are.
    /// </summary>
    /// <param name="outputs">One tensor for each output, in the model's order.</param>
    /// <exception cref="ArgumentException">Their number or a shape is not that of the model's outputs.</exception>
    public Outputs OutputsOf(params TensorList outputs)
    {
        IReadOnlyList<SymbolicTensor> expected = Outputs;
        if (outputs.Count != expected.Count || !outputs.Zip(expected).All(pair => pair.Second.Shape.Accepts(pair.First.Shape)))
        {
            throw new ArgumentException(
                $"{Kind} '{Name}' has the output{(expected.Count == 1 ? "" : "s")} {string.Join(", ", expected)}; received "
                + $"{string.Join(", ", outputs.Select(o => o.Shape))}.", nameof(outputs));
        }

        return new Outputs(outputs.ToArray(), DescribeOutputs(outputs.Count), OutputNames);
    }

    /// <summary>Some samples, with their part of the mask.</summary>
    private static Tensor Rows(Tensor tensor, Range rows)
    {
        Tensor part = tensor[rows];
        part.Mask = tensor.Mask?[rows];
        return part;
    }

    /// <summary>The common length of the batch axes.</summary>
    private int CountSamples(TensorList data, int batchSize)
    {
        RequireInputs(data.Items);
        // Cut into batches as they will be, where the data is of the right form and only its number of samples is not.
        bool fixedBatch = HasGraph && Inputs.Count == data.Count && Inputs.Any(i => i.Shape.Rank > 0 && i.Shape[0] != Shape.Unknown);
        EnsureBuilt([.. data.Select((t, i) => fixedBatch && t.Rank > 0 ? t.Shape.With(0, Inputs[i].Shape[0]) : t.Shape)]);
        int samples = data[0].Shape[0];
        if (data.Any(tensor => tensor.Shape[0] != samples))
        {
            throw new ArgumentException(
                $"{Kind} '{Name}' expects as many samples of every input; received {string.Join(" and ", data.Select(t => t.Shape))}.",
                nameof(data));
        }

        if (fixedBatch)
            RequireFixedBatch(samples, Math.Min(samples, batchSize));
        return samples;
    }

    /// <summary>Checks that samples cut into batches make none but those of the size that an input fixes.</summary>
    private void RequireFixedBatch(int samples, int batchSize)
    {
        foreach (SymbolicTensor input in Inputs)
        {
            int size = input.Shape[0];
            if (size == Shape.Unknown || (batchSize == size && samples % size == 0))
                continue;
            string remedy = samples % size == 0 ? $"Pass batchSize: {size}."
                : $"Give a multiple of {size} samples, and pass batchSize: {size}.";
            throw new ArgumentException(
                $"{Kind} '{Name}' expects batches of {size}, as its input '{input.Layer.Name}' of shape {input.Shape} fixes it; received "
                + $"{samples} samples in batches of {batchSize}. {remedy}");
        }
    }

    /// <summary>The names that the layers give their outputs; with the layer's name before it where several layers give outputs.</summary>
    internal override IReadOnlyList<string>? OutputNames
    {
        get
        {
            bool oneLayer = Outputs.Select(o => o.Layer).Distinct().Count() == 1;
            return [.. Outputs.Select(o => o.Layer.OutputNames?.ElementAtOrDefault(o.Index) is not { } name ? o.Layer.Name
                : oneLayer ? name : $"{o.Layer.Name} {name}")];
        }
    }

    /// <inheritdoc/>
    protected override string DescribeOutputs(int count) => count == 1 ? base.DescribeOutputs(count)
        : $"{Kind} '{Name}' returns {string.Join(", ", Outputs.Select(o => o.ToString()))}";
}
