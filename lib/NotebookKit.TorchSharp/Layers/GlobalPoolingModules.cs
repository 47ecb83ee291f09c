using NotebookKit.Layers;
using TorchSharp;

namespace NotebookKit.TorchSharp.Layers;

/// <summary>The largest of all steps.</summary>
internal sealed class GlobalMaxPooling1DModule(GlobalMaxPooling1D pooling) : TorchLayer(pooling)
{
    protected override Masked[] Compute(Masked[] inputs) => [new(inputs[0].Value.max(1, pooling.KeepDims).values)];
}

/// <summary>The mean of all steps that count.</summary>
internal sealed class GlobalAveragePooling1DModule(GlobalAveragePooling1D pooling) : TorchLayer(pooling)
{
    protected override Masked[] Compute(Masked[] inputs)
    {
        torch.Tensor x = inputs[0].Value;
        if (MaskOf(inputs) is not { } mask)
        {
            return [new(x.mean([1], pooling.KeepDims))];
        }
        if (TensorExtensions.ShapeOf(mask) != TensorExtensions.ShapeOf(x).Slice(0, 2))
        {
            throw new ArgumentException(
                $"{Source.Kind} '{Source.Name}' expects a mask of shape {TensorExtensions.ShapeOf(x).Slice(0, 2)}, as (batch, time); "
                + $"received {TensorExtensions.ShapeOf(mask)}. Give 1 where a step counts, 0 where it does not.");
        }
        torch.Tensor counts = mask.unsqueeze(-1);
        return [new(torch.where(counts.ne(0), x, torch.zeros_like(x)).sum(1, pooling.KeepDims) / counts.sum(1, pooling.KeepDims))];
    }
}
