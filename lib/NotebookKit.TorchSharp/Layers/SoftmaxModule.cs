using NotebookKit.Layers;
using TorchSharp;

namespace NotebookKit.TorchSharp.Layers;

/// <summary>Softmax along an axis; a mask with as many axes as the input keeps values out of the sum and makes them 0.</summary>
internal sealed class SoftmaxModule(Softmax softmax) : TorchLayer(softmax)
{
    /// <summary>What a masked value is lowered by, as in Keras.</summary>
    public const float MaskedBy = 1e9f;

    protected override Masked[] Compute(Masked[] inputs)
    {
        torch.Tensor x = inputs[0].Value;
        if (MaskOf(inputs) is not { } mask || mask.dim() != x.dim() || !TorchMasks.Fits(mask, x))
        {
            return [new(x.softmax(softmax.Axis), MaskOf(inputs))];
        }
        torch.Tensor counts = mask.ne(0).expand(x.shape);
        torch.Tensor y = torch.where(counts, x, torch.full_like(x, -MaskedBy)).softmax(softmax.Axis);
        return [new(torch.where(counts, y, torch.zeros_like(y)), mask)];
    }
}
