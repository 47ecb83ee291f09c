using NotebookKit.Layers;
using TorchSharp;

namespace NotebookKit.TorchSharp.Layers;

/// <summary>Joins tensors along an axis, and their masks: along time side by side, along features masked where any is.</summary>
internal sealed class ConcatenateModule(Concatenate concatenate) : TorchLayer(concatenate)
{
    protected override Masked[] Compute(Masked[] inputs)
    {
        torch.Tensor joined = torch.cat([.. inputs.Select(i => i.Value)], concatenate.Axis);
        if (Array.TrueForAll(inputs, i => i.Mask is null))
        {
            return [new(joined)];
        }
        torch.Tensor[] masks = [.. inputs.Select(i => i.Mask ?? torch.ones(i.Value.shape[..2], device: i.Value.device))];
        int axis = TensorExtensions.ShapeOf(inputs[0].Value).NormalizeAxis(concatenate.Axis);
        return [new(joined, axis == 1 ? torch.cat(masks, 1) : masks.Aggregate((a, b) => a * b))];
    }
}

/// <summary>Combines its inputs element by element.</summary>
internal sealed class MergeModule : TorchLayer
{
    private readonly Func<torch.Tensor, torch.Tensor, torch.Tensor> _combine;

    public MergeModule(MergeLayer merge)
        : base(merge)
    {
        _combine = merge switch
        {
            Add => (a, b) => a + b,
            Multiply => (a, b) => a * b,
            _ => throw LayerMaker.Refused(merge, $"the bridge does not know how {merge.Kind} combines its inputs"),
        };
    }

    protected override Masked[] Compute(Masked[] inputs)
    {
        torch.Tensor value = inputs.Select(i => i.Value).Aggregate(_combine);
        torch.Tensor? mask = inputs.Select(i => i.Mask).Aggregate((a, b) => a is null ? b : b is null ? a : a * b);
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
        var (first, second) = dot.Axes;
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

    private static torch.Tensor UnitLength(torch.Tensor x, int axis) => x / x.square().sum(axis, keepdim: true).clamp(min: SmallestSquare).sqrt();
}
