using NotebookKit.Layers;
using TorchSharp;
using Padding = NotebookKit.Layers.Padding;

namespace NotebookKit.TorchSharp.Layers;

/// <summary>
/// A window over time, as Keras pads it. Torch's own padding is the same at both ends; Keras's «same» puts an odd step at the
/// end, and «causal» puts all in front, so the sequence is padded before torch's convolution or pooling runs without any.
/// </summary>
internal readonly record struct TimeWindow(int Size, int Stride, int Dilation, Padding Padding)
{
    /// <summary>The sequence (batch, time, features) as torch wants it, (batch, features, time), with its padding.</summary>
    public torch.Tensor Padded(torch.Tensor x, double value = 0)
    {
        long length = x.shape[1], span = (long)(Size - 1) * Dilation + 1;
        long places = (length + Stride - 1) / Stride, missing = Math.Max(0, (places - 1) * Stride + span - length);
        (long before, long after) = Padding switch
        {
            Padding.Valid => (0L, 0L),
            Padding.Causal => (span - 1, 0L),
            _ => (missing / 2, missing - missing / 2),
        };
        torch.Tensor turned = x.transpose(1, 2);
        return before + after == 0 ? turned : torch.nn.functional.pad(turned, [before, after], value: value);
    }

    /// <summary>How many steps of the sequence each place covers, (1, 1, places).</summary>
    public torch.Tensor Covered(torch.Tensor x)
    {
        torch.Tensor ones = Padded(torch.ones([1, x.shape[1], 1], device: x.device));
        return torch.nn.functional.avg_pool1d(ones, Size, stride: Stride) * Size;
    }
}
