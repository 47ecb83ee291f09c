using NotebookKit.Layers;
using TorchSharp;

namespace NotebookKit.TorchSharp.Layers;

/// <summary>Drops whole features of a sequence in training, with torch's random numbers.</summary>
internal sealed class SpatialDropout1DModule(SpatialDropout1D dropout) : TorchLayer(dropout)
{
    protected override Masked[] Compute(Masked[] inputs)
    {
        torch.Tensor x = inputs[0].Value;
        return [new(training && dropout.Rate > 0 ? x * DropoutModule.Noise([x.shape[0], 1, x.shape[2]], dropout.Rate, x.device)
            : x, MaskOf(inputs))];
    }
}
