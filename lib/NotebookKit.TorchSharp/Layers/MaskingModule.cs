using NotebookKit.Layers;
using TorchSharp;

namespace NotebookKit.TorchSharp.Layers;

/// <summary>Masks the steps whose features all equal one value, and sets them to 0.</summary>
internal sealed class MaskingModule(Masking masking) : TorchLayer(masking)
{
    protected override Masked[] Compute(Masked[] inputs)
    {
        torch.Tensor mask = inputs[0].Value.ne(masking.MaskValue).any(-1).to(global::TorchSharp.torch.ScalarType.Float32);
        return [
            new(global::TorchSharp.torch.where(mask.unsqueeze(-1).ne(0), inputs[0].Value,
            global::TorchSharp.torch.zeros_like(inputs[0].Value)), mask)];
    }
}
