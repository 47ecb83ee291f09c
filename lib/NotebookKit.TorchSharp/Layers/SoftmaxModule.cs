using NotebookKit.Layers;
using TorchSharp;

namespace NotebookKit.TorchSharp.Layers;

/// <summary>Softmax along an axis; a mask of the input's own shape keeps values out of the sum, as in Keras by lowering them by 1e9.</summary>
internal sealed class SoftmaxModule(Softmax softmax) : TorchLayer(softmax)
{
    /// <summary>What a masked value is lowered by, as in Keras.</summary>
    public const float MaskedBy = 1e9f;

    protected override Masked[] Compute(Masked[] inputs)
    {
        torch.Tensor x = inputs[0].Value;
        if (MaskOf(inputs) is { } mask && mask.shape.AsSpan().SequenceEqual(x.shape))
        {
            x = x - (1 - mask) * MaskedBy;
        }
        return [new(x.softmax(softmax.Axis), MaskOf(inputs))];
    }
}
