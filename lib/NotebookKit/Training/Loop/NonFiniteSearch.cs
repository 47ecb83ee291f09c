using System.Numerics.Tensors;

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
            $"Training of {model.Kind} '{model.Name}' stopped in {where}: the loss is {Say(loss)}. {finding.Sentence} The weights are as "
            + "they were before this batch. "
            + "Look at the data, lower the learning rate, or limit the gradients, for example new Adam(0.001f, clipNorm: 1).",
            where.Epoch, where.Batch, finding.Layer?.Name);
    }

    private static Finding? InData(Model model, in Batch batch)
    {
        for (int i = 0; i < batch.X.Length; i++)
        {
            if (First(batch.X[i]) is { } at)
            {
                return new Finding(model.Inputs[i].Layer,
                    $"The data for input '{model.Inputs[i].Layer.Name}' holds {Say(batch.X[i].Values[at])} at {Position(batch.X[i], at)} "
                    + "of the batch.");
            }
        }

        for (int i = 0; i < batch.Y.Length; i++)
        {
            if (First(batch.Y[i]) is { } at)
            {
                return new Finding(null,
                    $"The targets {(batch.Y.Length > 1 ? $"of output {i} " : "")}hold {Say(batch.Y[i].Values[at])} at "
                    + $"{Position(batch.Y[i], at)} of the batch.");
            }
        }

        if (batch.SampleWeight is { } weights && First(weights) is { } weightAt)
        {
            return new Finding(
                null, $"The sample weights hold {Say(weights.Values[weightAt])} at {Position(weights, weightAt)} of the batch.");
        }

        return null;
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
                    if (First(weight.Value) is { } at)
                    {
                        return new Finding(call.Layer,
                            $"It first appears in {call.Layer.Kind} '{call.Layer.Name}', whose {weight.Name} holds "
                            + $"{Say(weight.Value.Values[at])} since an earlier update.");
                    }
                }
            }

            Tensor[] results = call.Run(symbol => values[symbol], training: true);
            for (int i = 0; i < results.Length; i++)
            {
                values[call.Outputs[i]] = results[i];
                if (First(results[i]) is { } at)
                {
                    return (call.Layer is Model inner ? InGraph(inner, [.. call.Inputs.Select(i => values[i])]) : null)
                        ?? new Finding(call.Layer,
                            $"It first appears in {call.Layer.Kind} '{call.Layer.Name}', whose output holds {Say(results[i].Values[at])} "
                            + $"at {Position(results[i], at)} although its input and weights are finite.");
                }
            }
        }
        return null;
    }

    private static int? First(Tensor tensor)
    {
        ReadOnlySpan<float> values = tensor.Values;
        if (values.IsEmpty || TensorPrimitives.IsFiniteAll(values))
            return null;
        int at = 0;
        while (float.IsFinite(values[at]))
            at++;
        return at;
    }

    private static string Say(float value) => float.IsNaN(value) ? "NaN" : value > 0 ? "infinity" : "-infinity";

    /// <summary>A buffer position as an index into the tensor, for example [0, 2, 5].</summary>
    private static string Position(Tensor tensor, int at)
    {
        int[] index = new int[tensor.Rank];
        for (int axis = tensor.Rank - 1; axis >= 0; axis--)
            (at, index[axis]) = (at / tensor.Shape[axis], at % tensor.Shape[axis]);
        return $"[{string.Join(", ", index)}]";
    }

    private sealed record Finding(Layer? Layer, string Sentence);
}
