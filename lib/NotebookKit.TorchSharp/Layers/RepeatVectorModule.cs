using NotebookKit.Layers;

namespace NotebookKit.TorchSharp.Layers;

/// <summary>Repeats a vector at n time steps. The mask is dropped.</summary>
internal sealed class RepeatVectorModule(RepeatVector repeat) : TorchLayer(repeat)
{
    protected override Masked[] Compute(Masked[] inputs) => [new(inputs[0].Value.unsqueeze(1).expand(-1, repeat.N, -1))];
}
