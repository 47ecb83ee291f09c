using TorchSharp;

namespace NotebookKit.TorchSharp.Training;

/// <summary>Limits gradients before an update, by Keras 3's formulas.</summary>
internal static class GradientLimits
{
    /// <summary>The limited gradients.</summary>
    /// <param name="optimizer">Which limit is set, if any.</param>
    /// <param name="gradients">One for each weight, in the kit's layout.</param>
    public static IReadOnlyList<torch.Tensor> Apply(Optimizer optimizer, IReadOnlyList<torch.Tensor> gradients)
    {
        if (optimizer.ClipValue is { } limit)
        {
            return [.. gradients.Select(g => g.clamp(-limit, limit))];
        }
        if (optimizer.ClipNorm is { } longest)
        {
            // As in Keras, the gradient is multiplied before it is divided.
            return [.. gradients.Select(g => g * longest / g.square().sum().sqrt().clamp(min: longest))];
        }
        if (optimizer.GlobalClipNorm is { } together)
        {
            torch.Tensor length = gradients.Select(g => g.square().sum()).Aggregate((a, b) => a + b).sqrt();
            torch.Tensor scale = together * torch.minimum(1 / length, torch.full_like(length, 1 / together));
            // An infinite norm makes everything NaN, as in Keras.
            torch.Tensor factor = scale + (length - length);
            return [.. gradients.Select(g => g * factor)];
        }
        return gradients;
    }
}
