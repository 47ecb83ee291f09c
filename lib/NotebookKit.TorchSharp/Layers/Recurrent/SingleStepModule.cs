using NotebookKit.Layers;
using TorchSharp;

namespace NotebookKit.TorchSharp.Layers;

/// <summary>A recurrent cell applied as a layer: one step, from the input and the states before it.</summary>
internal sealed class SingleStepModule : TorchLayer
{
    private readonly ICellOfTorch _cell;
    private readonly IReadOnlyList<int> _sizes;

    public SingleStepModule(RecurrentCell cell)
        : base(cell)
    {
        _cell = CellOfTorch.Of(cell, cell);
        _sizes = cell.StateSizes;
        foreach ((string? name, torch.nn.Module? module) in _cell.Modules)
        {
            register_module(name, module);
        }
        foreach (WeightBinding binding in _cell.Bindings)
        {
            Bind(binding);
        }
    }

    protected override Masked[] Compute(Masked[] inputs)
    {
        torch.Tensor x = inputs[0].Value;
        torch.Tensor[] states = inputs.Length > 1
            ? [.. inputs.Skip(1).Select(i => i.Value)]
            : [.. _sizes.Select(size => torch.zeros([.. x.shape[..^1], size], device: x.device))];
        _cell.Begin(x.unsqueeze(1), training: false);
        (torch.Tensor? output, torch.Tensor[]? next) = _cell.Step(_cell.Project(x), states);
        return [new(output), .. next.Select(s => new Masked(s))];
    }
}
