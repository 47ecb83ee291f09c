using NotebookKit.Layers;
using TorchSharp;

namespace NotebookKit.TorchSharp.Layers;

/// <summary>
/// Joins tensors along an axis, and their masks in the same way; a step then counts where any of its features does, or by Keras 2's rule
/// where all do.
/// </summary>
internal sealed class ConcatenateModule(Concatenate concatenate) : TorchLayer(concatenate)
{
    protected override Masked[] Compute(Masked[] inputs)
    {
        torch.Tensor joined = torch.cat([.. inputs.Select(i => i.Value)], concatenate.Axis);
        if (Array.TrueForAll(inputs, i => i.Mask is null))
        {
            return [new(joined)];
        }
        TorchMasks.RequireFit(concatenate, inputs);
        int rank = (int)Math.Max(2, inputs.Max(i => i.Mask?.dim() ?? 0)), axes = (int)joined.dim();
        int along = TensorExtensions.ShapeOf(joined).NormalizeAxis(concatenate.Axis);
        bool covers = along < rank, all = concatenate.MaskRule == MaskRule.Keras2;
        torch.Tensor[] masks = [.. inputs.Select(i => Covering(i, rank, covers))];
        torch.Tensor mask = covers ? torch.cat(masks, along) : (all ? TorchMasks.InAll(masks) : TorchMasks.InAny(masks))!;
        // A mask with a number for each feature: the steps' is what is made of these.
        return [new(joined, rank < axes ? mask : all ? mask.amin([-1]) : mask.amax([-1]))];
    }

    /// <summary>An input's mask with a number for each place of its first axes, where it must cover them: ones where it has none.</summary>
    private static torch.Tensor Covering(Masked input, int rank, bool fully)
    {
        long[] axes = input.Value.shape[..rank];
        if (input.Mask is not { } mask)
        {
            return torch.ones(axes, device: input.Value.device);
        }
        torch.Tensor spread = TorchMasks.WithRank(mask, rank);
        return fully ? spread.expand(axes) : spread;
    }
}

/// <summary>Combines its inputs element by element.</summary>
internal sealed class MergeModule(MergeLayer merge) : TorchLayer(merge)
{
    private readonly Func<torch.Tensor, torch.Tensor, torch.Tensor> _combine = merge switch
    {
        Add => (a, b) => a + b,
        Multiply => (a, b) => a * b,
        Subtract => (a, b) => a - b,
        Average => (a, b) => a + b,
        Maximum => torch.maximum,
        Minimum => torch.minimum,
        _ => throw LayerMaker.Refused(merge, $"the bridge does not know how {merge.Kind} combines its inputs"),
    };

    protected override Masked[] Compute(Masked[] inputs)
    {
        torch.Tensor value = inputs.Select(i => i.Value).Aggregate(_combine);
        value = Source is Average ? value / inputs.Length : value;
        TorchMasks.RequireFit(Source, inputs);
        torch.Tensor?[] masks = Array.ConvertAll(inputs, i => i.Mask);
        torch.Tensor? mask = Source.MaskRule == MaskRule.Keras2 ? TorchMasks.InAll(masks)
            : Array.Exists(masks, m => m is null) ? null
            : TorchMasks.InAny(masks);
        // A single step that is stretched over the time of another input counts or not at every one of its steps.
        return [new(value, mask?.expand(value.shape[..(int)mask.dim()]))];
    }
}

/// <summary>Sums of products along one axis of each input. The mask is dropped.</summary>
internal sealed class DotModule(Dot dot) : TorchLayer(dot)
{
    private const float SmallestSquare = 1e-12f;

    protected override Masked[] Compute(Masked[] inputs)
    {
        torch.Tensor a = inputs[0].Value, b = inputs[1].Value;
        Shape result = Source.ComputeOutputShapes([TensorExtensions.ShapeOf(a), TensorExtensions.ShapeOf(b)])[0];
        (int first, int second) = dot.Axes;
        if (dot.Normalize)
        {
            (a, b) = (UnitLength(a, first), UnitLength(b, second));
        }
        long batch = a.shape[0], length = a.shape[TensorExtensions.ShapeOf(a).NormalizeAxis(first)];
        long rows = a.numel() / Math.Max(1, batch * length), columns = b.numel() / Math.Max(1, batch * length);
        a = a.movedim([first], [-1]).reshape(batch, rows, length);
        b = b.movedim([second], [1]).reshape(batch, length, columns);
        return [new(a.bmm(b).reshape(TensorExtensions.Lengths(result)))];
    }

    private static torch.Tensor UnitLength(torch.Tensor x, int axis) =>
        x / x.square().sum(axis, keepdim: true).clamp(min: SmallestSquare).sqrt();
}
