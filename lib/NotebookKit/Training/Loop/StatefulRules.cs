using NotebookKit.Layers;

namespace NotebookKit;

/// <summary>
/// What stateful layers ask of training: sample i of a batch continues sample i of the batch before, so that samples keep
/// their order and all batches have one size.
/// </summary>
internal static class StatefulRules
{
    /// <exception cref="ArgumentException">A rule is broken; the message names the layer and the remedy.</exception>
    public static void Check(Model model, int samples, int batchSize, bool shuffle, string what)
    {
        if (model.Layers.FirstOrDefault(IsStateful) is not { } layer)
            return;
        string name = $"{layer.Kind} '{layer.Name}' is stateful: sample i of a batch continues sample i of the batch before";
        if (shuffle)
            throw new ArgumentException($"{name}, so samples must keep their order. Pass shuffle: false to Fit.", nameof(shuffle));
        foreach (SymbolicTensor input in model.Inputs)
        {
            if (input.Shape[0] != Shape.Unknown && input.Shape[0] != batchSize)
            {
                string remedy = samples % input.Shape[0] == 0 ? $"Pass batchSize: {input.Shape[0]}."
                    : $"Give a multiple of {input.Shape[0]} samples, and pass batchSize: {input.Shape[0]}.";
                throw new ArgumentException(
                    $"{name}, and input '{input.Layer.Name}' has a fixed batch size of {input.Shape[0]}; received batches of {batchSize} "
                    + $"in {what}. {remedy}", nameof(batchSize));
            }
        }

        if (samples % batchSize != 0)
        {
            string remedy = samples < batchSize ? $"Give a multiple of {batchSize} samples."
                : $"Leave {samples % batchSize} samples out, or choose another batchSize.";
            throw new ArgumentException(
                $"{name}, so all batches must have one size; {samples} samples in {what} do not make whole batches of {batchSize}. "
                + remedy, nameof(batchSize));
        }
    }

    private static bool IsStateful(Layer layer) => layer switch
    {
        Model inner => inner.Layers.Any(IsStateful),
        _ => layer is IStateful { Stateful: true },
    };
}
