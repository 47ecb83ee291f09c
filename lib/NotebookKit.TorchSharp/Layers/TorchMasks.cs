using TorchSharp;

namespace NotebookKit.TorchSharp.Layers;

/// <summary>Several masks made one, as the kit's merging layers do it: a shorter mask holds for all that is inside its steps.</summary>
internal static class TorchMasks
{
    /// <summary>1 where any of the masks has it; null where there is none.</summary>
    public static torch.Tensor? InAny(IEnumerable<torch.Tensor?> masks) => Join(masks, torch.maximum);

    /// <summary>1 where all of the masks have it; null where there is none.</summary>
    public static torch.Tensor? InAll(IEnumerable<torch.Tensor?> masks) => Join(masks, (a, b) => a * b);

    /// <summary>Whether the mask has the lengths of the tensor's first axes, or 1 in their place.</summary>
    public static bool Fits(torch.Tensor mask, torch.Tensor x) => mask.dim() <= x.dim()
        && Enumerable.Range(0, (int)mask.dim()).All(axis => mask.shape[axis] == 1 || mask.shape[axis] == x.shape[axis]);

    /// <exception cref="ArgumentException">A mask has other lengths than its input's first axes.</exception>
    public static void RequireFit(Layer layer, Masked[] inputs)
    {
        for (int i = 0; i < inputs.Length; i++)
        {
            if (inputs[i].Mask is { } mask && !Fits(mask, inputs[i].Value))
            {
                Shape x = TensorExtensions.ShapeOf(inputs[i].Value);
                throw new ArgumentException(
                    $"{layer.Kind} '{layer.Name}' expects a mask of shape {x.Slice(0, Math.Min(2, x.Rank))}, as (batch, time), for input "
                    + $"{i} of shape {x}; received {TensorExtensions.ShapeOf(mask)}. Give 1 where something counts, 0 where it does not.");
            }
        }
    }

    /// <summary>A mask with further axes of length 1 behind its own.</summary>
    public static torch.Tensor WithRank(torch.Tensor mask, long rank) =>
        mask.dim() >= rank ? mask : mask.reshape([.. mask.shape, .. Enumerable.Repeat(1L, (int)(rank - mask.dim()))]);

    private static torch.Tensor? Join(IEnumerable<torch.Tensor?> masks, Func<torch.Tensor, torch.Tensor, torch.Tensor> join)
    {
        torch.Tensor[] present = [.. masks.OfType<torch.Tensor>()];
        return present.Length == 0 ? null : present.Select(m => WithRank(m, present.Max(p => p.dim()))).Aggregate(join);
    }
}
