using NotebookKit.Layers;
using TorchSharp;

namespace NotebookKit.TorchSharp.Layers;

/// <summary>The largest in each window. The mask is dropped.</summary>
internal sealed class MaxPooling1DModule(MaxPooling1D pooling) : TorchLayer(pooling)
{
    protected override Masked[] Compute(Masked[] inputs)
    {
        torch.Tensor padded = new TimeWindow(pooling.PoolSize, pooling.Strides, 1, pooling.Padding)
            .Padded(inputs[0].Value, double.NegativeInfinity);
        return [new(torch.nn.functional.max_pool1d(padded, pooling.PoolSize, stride: pooling.Strides).transpose(1, 2))];
    }
}

/// <summary>The mean of each window; padding does not count.</summary>
internal sealed class AveragePooling1DModule(AveragePooling1D pooling) : TorchLayer(pooling)
{
    protected override Masked[] Compute(Masked[] inputs)
    {
        var window = new TimeWindow(pooling.PoolSize, pooling.Strides, 1, pooling.Padding);
        torch.Tensor sums =
            torch.nn.functional.avg_pool1d(window.Padded(inputs[0].Value), pooling.PoolSize, stride: pooling.Strides) * pooling.PoolSize;
        return [new((sums / window.Covered(inputs[0].Value)).transpose(1, 2))];
    }
}

/// <summary>Each step several times.</summary>
internal sealed class UpSampling1DModule(UpSampling1D sampling) : TorchLayer(sampling)
{
    protected override Masked[] Compute(Masked[] inputs) => [new(inputs[0].Value.repeat_interleave(sampling.Size, 1))];
}
