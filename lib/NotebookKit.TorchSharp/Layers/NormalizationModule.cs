using NotebookKit.Layers;
using TorchSharp;

namespace NotebookKit.TorchSharp.Layers;

/// <summary>Takes off a mean and divides by a deviation that were measured before. Neither learns.</summary>
internal sealed class NormalizationModule : TorchLayer
{
    private const float LeastDeviation = 1e-7f;
    private readonly Normalization _normalization;

    public NormalizationModule(Normalization normalization)
        : base(normalization)
    {
        _normalization = normalization;
        BindAll("mean", "variance", "count");
    }

    protected override Masked[] Compute(Masked[] inputs)
    {
        torch.Tensor x = inputs[0].Value;
        Shape shape = TensorExtensions.ShapeOf(x);
        int[] kept = [.. _normalization.Axes.Select(shape.NormalizeAxis)];
        long[] along = [.. Enumerable.Range(0, shape.Rank).Select(axis => kept.Contains(axis) ? x.shape[axis] : 1)];
        torch.Tensor mean = get_parameter("mean")!.reshape(along);
        torch.Tensor deviation = get_parameter("variance")!.reshape(along).sqrt().clamp(min: LeastDeviation);
        return [new(_normalization.Invert ? mean + x * deviation : (x - mean) / deviation, MaskOf(inputs))];
    }
}
