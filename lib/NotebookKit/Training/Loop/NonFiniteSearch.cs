namespace NotebookKit;

/// <summary>Finds out where a loss that is no finite number comes from, by running the batch again layer by layer.</summary>
internal static class NonFiniteSearch
{
    public static NonFiniteLossException Explain(Model model, TrainingSetup setup, in Batch batch, float loss, TrainingPosition where)
    {
        Finding finding = InData(model, batch) ?? InGraph(model, batch.X) ?? new Finding(
            null,
                "Every layer's output is finite, so it arises in the loss "
                + $"{string.Join(" or ", Enumerable.Range(0, batch.Y.Length).Select(i => setup.LossOf(i).Name).Distinct())}.");
        return new NonFiniteLossException(
            $"Training of {model.Kind} '{model.Name}' stopped in {where}: the loss is {NonFinite.Say(loss)}. {finding.Sentence} The "
            + "weights are as they were before this batch. Look at the data, lower the learning rate, or limit the gradients, for example "
            + "new Adam(0.001f, clipNorm: 1).",
            where.Epoch, where.Batch, finding.Layer?.Name);
    }

    private static Finding? InData(Model model, in Batch batch)
    {
        int outputs = batch.Y.Length;
        string Of(int output) => outputs > 1 ? $"of output {output} " : "";
        IEnumerable<(Tensor Values, Layer? Layer, string Holds)> given =
        [
            .. batch.X.Select((x, i) => (x, (Layer?)model.Inputs[i].Layer, $"The data for input '{model.Inputs[i].Layer.Name}' holds")),
            .. batch.Y.Select((y, i) => (y, (Layer?)null, $"The targets {Of(i)}hold")),
        ];
        if (batch.SampleWeight is { } weights)
            given = given.Append((weights, null, "The sample weights hold"));
        return given.Select(data => NonFinite.First(data.Values) is { } at
            ? new Finding(data.Layer, $"{data.Holds} {NonFinite.Say(data.Values.Values[at])} at {Position(data.Values, at)} of the batch.")
            : null).FirstOrDefault(finding => finding is not null);
    }

    /// <summary>The first layer whose weights or outputs are not finite; inside a model that is used as a layer, the layer there.</summary>
    private static Finding? InGraph(Model model, TensorList inputs)
    {
        using var noGrad = new NoGrad();
        var values = new Dictionary<SymbolicTensor, Tensor>(ReferenceEqualityComparer.Instance);
        for (int i = 0; i < inputs.Count; i++)
            values[model.Inputs[i]] = inputs[i];
        foreach (LayerCall call in model.Plan.Calls)
        {
            if (call.Outputs.All(values.ContainsKey))
                continue;
            if (call.Layer is not Model)
            {
                foreach (Weight weight in call.Layer.Weights)
                {
                    if (NonFinite.First(weight.Value) is { } at)
                    {
                        return new Finding(call.Layer,
                            $"It first appears in {call.Layer.Kind} '{call.Layer.Name}', whose {weight.Name} holds "
                            + $"{NonFinite.Say(weight.Value.Values[at])} since an earlier update.");
                    }
                }
            }

            Tensor[] results = call.Run(symbol => values[symbol], training: true);
            for (int i = 0; i < results.Length; i++)
            {
                values[call.Outputs[i]] = results[i];
                if (NonFinite.First(results[i]) is { } at)
                {
                    return (call.Layer is Model inner ? InGraph(inner, [.. call.Inputs.Select(i => values[i])]) : null)
                        ?? new Finding(call.Layer,
                            $"It first appears in {call.Layer.Kind} '{call.Layer.Name}', whose output holds "
                            + $"{NonFinite.Say(results[i].Values[at])} at {Position(results[i], at)} although its input and weights "
                            + "are finite.");
                }
            }
        }
        return null;
    }

    /// <summary>An index into a tensor, for example [0, 2, 5].</summary>
    private static string Position(Tensor tensor, int at) => $"[{string.Join(", ", tensor.Shape.IndexAt(at))}]";

    private sealed record Finding(Layer? Layer, string Sentence);
}
