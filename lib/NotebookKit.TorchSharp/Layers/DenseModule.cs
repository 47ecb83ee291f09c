using NotebookKit.Layers;
using TorchSharp;

namespace NotebookKit.TorchSharp.Layers;

/// <summary>As <c>nn.Linear</c>, whose weight is the kernel transposed, with an activation behind it. The mask passes on.</summary>
internal sealed class DenseModule : TorchLayer
{
    private readonly Func<torch.Tensor, torch.Tensor> _activation;
    private readonly bool _hasBias;

    public DenseModule(Dense dense)
        : base(dense)
    {
        _activation = TorchActivations.Of(dense.Activation, dense);
        _hasBias = dense.UseBias;
        Bind("weight", 0, kernel => kernel.t(), weight => weight.t());
        if (_hasBias)
        {
            Bind("bias", 1);
        }
    }

    protected override Masked[] Compute(Masked[] inputs) =>
    [
        new(_activation(torch.nn.functional.linear(inputs[0].Value, get_parameter("weight")!, _hasBias ? get_parameter("bias") : null)),
            MaskOf(inputs)),
    ];
}
