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
        Require(SamplesProblem(data, what));
        int samples = data.X[0].Shape[0];
        // A shape with an open batch axis stands for any batch, so that a layer that is not built takes all of them.
        model.EnsureBuilt(
            [.. data.X.Select(x => model.HasGraph && model.Inputs.Count == data.X.Count ? x.Shape.With(0, model.Inputs[0].Shape[0])
            : x.Shape)]);
        Require(TargetsProblem(model, data, samples, what));
        return samples;

        void Require(string? problem)
        {
            if (problem is not null)
                throw new ArgumentException($"{model.Kind} '{model.Name}' {problem}", what);
        }
    }

    private static string? SamplesProblem(TrainingData data, string what) =>
        data.X.Count == 0 ? $"expects samples; {what} has none."
        : data.X.Concat(data.Y).Any(tensor => tensor is null) ? $"expects tensors in {what}; received null."
        : data.X.Concat(data.Y).Any(tensor => tensor.Rank == 0)
            ? $"expects tensors with a batch axis in {what}; received a single number."
        : data.X[0].Shape[0] == 0 ? $"expects at least one sample in {what}; received {data.X[0].Shape}."
        : data.X.Any(x => x.Shape[0] != data.X[0].Shape[0])
            ? $"expects as many samples in all inputs of {what}; received {string.Join(" and ", data.X.Select(x => x.Shape))}."
        : null;

    private static string? TargetsProblem(Model model, TrainingData data, int samples, string what) =>
        data.Y.Count != model.Outputs.Count
            ? $"has {Outputs(model)}, and expects as many targets in {what}; received {data.Y.Count}."
        : data.Y.Any(y => y.Shape[0] != samples)
            ? $"expects a target for each of the {samples} samples in {what}; received targets of shape "
            + $"{string.Join(" and ", data.Y.Select(y => y.Shape))}."
        : data.SampleWeight is { } weights && (weights.Rank == 0 || weights.Shape[0] != samples)
            ? $"expects a sampleWeight of shape ({samples},), or with a time axis ({samples}, time); received {weights.Shape}."
        : null;

    private static string Outputs(Model model) => model.Outputs.Count == 1
        ? $"one output, {model.Outputs[0]}"
        : $"{model.Outputs.Count} outputs ({string.Join(", ", model.Outputs)})";
}
