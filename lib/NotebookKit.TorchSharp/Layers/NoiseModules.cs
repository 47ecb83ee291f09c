using NotebookKit.Layers;
using TorchSharp;

namespace NotebookKit.TorchSharp.Layers;

/// <summary>Adds normal noise in training.</summary>
internal sealed class GaussianNoiseModule(GaussianNoise noise) : TorchLayer(noise)
{
    protected override Masked[] Compute(Masked[] inputs)
    {
        torch.Tensor x = inputs[0].Value;
        return [new(training && noise.Stddev > 0 ? x + torch.randn_like(x) * noise.Stddev : x, MaskOf(inputs))];
    }
}

/// <summary>Multiplies by normal noise around 1 in training.</summary>
internal sealed class GaussianDropoutModule(GaussianDropout dropout) : TorchLayer(dropout)
{
    protected override Masked[] Compute(Masked[] inputs)
    {
        torch.Tensor x = inputs[0].Value;
        return [new(training && dropout.Rate > 0 ? x * (torch.randn_like(x) * MathF.Sqrt(dropout.Rate / (1 - dropout.Rate)) + 1)
            : x, MaskOf(inputs))];
    }
}

/// <summary>Hands its input on, and lets its size count in the loss.</summary>
internal sealed class ActivityRegularizationModule(ActivityRegularization regularization) : TorchLayer(regularization)
{
    protected override Masked[] Compute(Masked[] inputs)
    {
        torch.Tensor x = inputs[0].Value;
        if (x.shape[0] > 0 && (regularization.L1 > 0 || regularization.L2 > 0))
        {
            Penalties.Add((x.abs().sum() * regularization.L1 + x.square().sum() * regularization.L2) / x.shape[0]);
        }
        return [new(x, MaskOf(inputs))];
    }
}
