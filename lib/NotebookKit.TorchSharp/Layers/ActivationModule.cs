using NotebookKit.Layers;
using TorchSharp;

namespace NotebookKit.TorchSharp.Layers;

/// <summary>An activation function as a layer. The mask passes on.</summary>
internal sealed class ActivationModule(Activation activation) : TorchLayer(activation)
{
    private readonly Func<torch.Tensor, torch.Tensor> _function = TorchActivations.Of(activation.Function, activation);

    protected override Masked[] Compute(Masked[] inputs) => [new(_function(inputs[0].Value), MaskOf(inputs))];
}
