using NotebookKit.Layers;

namespace NotebookKit.TorchSharp.Layers;

/// <summary>Where data enters: hands its input on.</summary>
internal sealed class InputModule(Input input) : TorchLayer(input)
{
    protected override Masked[] Compute(Masked[] inputs) => inputs;
}
