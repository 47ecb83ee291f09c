using NotebookKit.Layers;
using TorchSharp;

namespace NotebookKit.TorchSharp.Layers;

/// <summary>
/// Drops in training, with torch's random numbers: set them by <c>torch.manual_seed</c>; the kit's seeds do not reach them.
/// </summary>
internal sealed class DropoutModule(Dropout dropout) : TorchLayer(dropout)
{
    protected override Masked[] Compute(Masked[] inputs)
    {
        torch.Tensor x = inputs[0].Value;
        if (!training || dropout.Rate == 0)
        {
            return [new(x, MaskOf(inputs))];
        }
        long[] shape = dropout.NoiseShape is null ? x.shape : [.. dropout.NoiseShape.Select((n, axis) => n == -1 ? x.shape[axis] : n)];
        return [new(x * Noise(shape, dropout.Rate, x.device), MaskOf(inputs))];
    }

    /// <summary>Zeros with the given probability, and 1 / (1 - rate) elsewhere.</summary>
    public static torch.Tensor Noise(long[] shape, float rate, torch.Device device) =>
        torch.rand(shape, dtype: torch.ScalarType.Float32, device: device).ge(rate).to(torch.ScalarType.Float32) / (1 - rate);
}
