using NotebookKit.Layers;
using TorchSharp;

namespace NotebookKit.TorchSharp.Layers;

/// <summary>As <c>nn.LayerNorm</c>, along any axis and with Keras's epsilon of 1e-3. The mask passes on.</summary>
internal sealed class LayerNormalizationModule : TorchLayer
{
    private readonly LayerNormalization _normalization;

    public LayerNormalizationModule(LayerNormalization normalization)
        : base(normalization)
    {
        _normalization = normalization;
        BindAll(normalization.Scale ? "weight" : null, normalization.Center ? "bias" : null);
    }

    protected override Masked[] Compute(Masked[] inputs)
    {
        torch.Tensor x = inputs[0].Value;
        int axis = TensorExtensions.ShapeOf(x).NormalizeAxis(_normalization.Axis);
        torch.Tensor centred = x - x.mean([axis], keepdim: true);
        torch.Tensor y = centred / (centred.square().mean([axis], keepdim: true) + _normalization.Epsilon).sqrt();
        long[] along = [.. Enumerable.Range(0, (int)x.dim()).Select(i => i == axis ? x.shape[i] : 1)];
        y = _normalization.Scale ? y * get_parameter("weight")!.reshape(along) : y;
        y = _normalization.Center ? y + get_parameter("bias")!.reshape(along) : y;
        return [new(y, MaskOf(inputs))];
    }
}
