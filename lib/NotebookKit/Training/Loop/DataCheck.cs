namespace NotebookKit;

/// <summary>What training data must be like before a loop starts.</summary>
internal static class DataCheck
{
    /// <summary>Checks that data fits a model, which is built by it if it is not yet.</summary>
    /// <param name="model">The model.</param>
    /// <param name="data">Samples and targets.</param>
    /// <param name="what">What errors call the data, for example <c>validationData</c>.</param>
    /// <returns>The number of samples.</returns>
    /// <exception cref="ArgumentException">The data does not fit.</exception>
    public static int Check(Model model, TrainingData data, string what)
    {
        if (data.X.Count == 0)
            throw new ArgumentException($"{model.Kind} '{model.Name}' expects samples; {what} has none.", what);
        if (data.X.Concat(data.Y).Any(tensor => tensor.Rank == 0))
        {
            throw new ArgumentException(
                $"{model.Kind} '{model.Name}' expects tensors with a batch axis in {what}; received a single number.", what);
        }

        int samples = data.X[0].Shape[0];
        if (samples == 0)
        {
            throw new ArgumentException($"{model.Kind} '{model.Name}' expects at least one sample in {what}; received {data.X[0].Shape}.",
                what);
        }

        if (data.X.Any(x => x.Shape[0] != samples))
        {
            throw new ArgumentException(
                $"{model.Kind} '{model.Name}' expects as many samples in all inputs of {what}; received "
                + $"{string.Join(" and ", data.X.Select(x => x.Shape))}.", what);
        }

        // A shape with an open batch axis stands for any batch, so that a layer that is not built takes all of them.
        model.EnsureBuilt(
            [.. data.X.Select(x => model.HasGraph && model.Inputs.Count == data.X.Count ? x.Shape.With(0, model.Inputs[0].Shape[0])
            : x.Shape)]);
        if (data.Y.Count != model.Outputs.Count)
        {
            throw new ArgumentException(
                $"{model.Kind} '{model.Name}' has {Outputs(model)}, and expects as many targets in {what}; received {data.Y.Count}.", what);
        }

        if (data.Y.Any(y => y.Shape[0] != samples))
        {
            throw new ArgumentException(
                $"{model.Kind} '{model.Name}' expects a target for each of the {samples} samples in {what}; received targets of shape "
                + $"{string.Join(" and ", data.Y.Select(y => y.Shape))}.", what);
        }

        if (data.SampleWeight is { } weights && (weights.Rank == 0 || weights.Shape[0] != samples))
        {
            throw new ArgumentException(
                $"{model.Kind} '{model.Name}' expects a sampleWeight of shape ({samples},), or with a time axis ({samples}, time); "
                + $"received {weights.Shape}.", what);
        }

        return samples;
    }

    private static string Outputs(Model model) => model.Outputs.Count == 1
        ? $"one output, {model.Outputs[0]}"
        : $"{model.Outputs.Count} outputs ({string.Join(", ", model.Outputs)})";
}
