using NotebookKit.Layers;
using TorchSharp;
using TorchSharp.Modules;

namespace NotebookKit.TorchSharp.Layers;

/// <summary>
/// As <c>nn.BatchNorm1d</c> with Keras's epsilon, momentum the other way round (torch's 0.01 is Keras's 0.99), the variance of
/// the batch without Bessel's correction, and masked steps left out. The moving averages are parameters that do not learn.
/// </summary>
internal sealed class BatchNormalizationModule : TorchLayer
{
    private readonly BatchNormalization _normalization;

    public BatchNormalizationModule(BatchNormalization normalization)
        : base(normalization)
    {
        _normalization = normalization;
        BindAll(normalization.Scale ? "weight" : null, normalization.Center ? "bias" : null, "running_mean", "running_var");
    }

    protected override Masked[] Compute(Masked[] inputs)
    {
        torch.Tensor x = inputs[0].Value;
        torch.Tensor mean = Along("running_mean", x), variance = Along("running_var", x);
        if (training && _normalization.Trainable)
        {
            (mean, variance) = Moments(x, MaskOf(inputs));
            Move("running_mean", mean);
            Move("running_var", variance);
        }
        torch.Tensor y = (x - mean) / (variance + _normalization.Epsilon).sqrt();
        y = _normalization.Scale ? y * Along("weight", x) : y;
        y = _normalization.Center ? y + Along("bias", x) : y;
        return [new(y, MaskOf(inputs))];
    }

    /// <summary>Mean and variance of each feature over the batch, of the steps that count.</summary>
    private (torch.Tensor Mean, torch.Tensor Variance) Moments(torch.Tensor x, torch.Tensor? mask)
    {
        int feature = TensorExtensions.ShapeOf(x).NormalizeAxis(_normalization.Axis);
        long[] others = [.. Enumerable.Range(0, (int)x.dim()).Where(axis => axis != feature).Select(axis => (long)axis)];
        if (mask is null)
        {
            torch.Tensor plain = x.mean(others, keepdim: true);
            return (plain, (x - plain).square().mean(others, keepdim: true));
        }
        if (mask.dim() >= x.dim() || !TorchMasks.Fits(mask, x))
        {
            throw new ArgumentException(
                $"{Source.Kind} '{Source.Name}' expects a mask of shape {TensorExtensions.ShapeOf(x).Slice(0, (int)x.dim() - 1)}, with an "
                + $"axis less than its input; received {TensorExtensions.ShapeOf(mask)}. Give 1 where a step counts, 0 where it does not.");
        }
        torch.Tensor counts = TorchMasks.WithRank(mask, x.dim()).expand(x.shape);
        // As Keras does: an epsilon keeps a batch that is masked as a whole finite.
        torch.Tensor number = counts.sum(others, keepdim: true) + 1e-7f, mean = (counts * x).sum(others, keepdim: true) / number;
        return (mean, (counts * (x - mean).square()).sum(others, keepdim: true) / number);
    }

    private void Move(string name, torch.Tensor batch)
    {
        using IDisposable noGrad = torch.no_grad();
        Parameter moving = get_parameter(name)!;
        moving.mul_(_normalization.Momentum).add_(batch.detach().reshape(moving.shape) * (1 - _normalization.Momentum));
    }

    private torch.Tensor Along(string name, torch.Tensor x)
    {
        int feature = TensorExtensions.ShapeOf(x).NormalizeAxis(_normalization.Axis);
        return get_parameter(name)!.reshape([.. Enumerable.Range(0, (int)x.dim()).Select(axis => axis == feature ? x.shape[axis] : 1)]);
    }
}
