using NotebookKit.Layers;
using TorchSharp;

namespace NotebookKit.TorchSharp.Layers;

/// <summary>Cells on top of one another, step by step: the output of one is the input of the next.</summary>
internal sealed class StackedCellsOfTorch(StackedRNNCells source, Layer owner) : ICellOfTorch
{
    private readonly ICellOfTorch[] _cells = [.. source.Cells.Select(cell => CellOfTorch.Of(cell, owner))];
    private readonly StackedRNNCells _source = source;

    public IEnumerable<(string Name, torch.nn.Module Module)> Modules =>
        _cells.SelectMany((cell, i) => cell.Modules.Select(m => ($"cell{i}_{m.Name}", m.Module)));

    public IEnumerable<WeightBinding> Bindings => _cells.SelectMany(c => c.Bindings);

    public torch.Tensor Begin(torch.Tensor x, bool training)
    {
        torch.Tensor first = _cells[0].Begin(x, training);
        for (int i = 1; i < _cells.Length; i++)
        {
            // A later cell chooses what it drops of a sequence of ones, the same at every step.
            _drops[i] = _cells[i].Begin(torch.ones([x.shape[0], 1, _source.Cells[i - 1].OutputSize], device: x.device), training);
        }
        _drops[0] = training ? first : null;
        return first;
    }

    private readonly Dictionary<int, torch.Tensor?> _drops = [];

    public bool CanFuse(torch.Tensor? mask) => false;

    public (torch.Tensor Sequence, torch.Tensor[] States) RunFused(torch.Tensor x, torch.Tensor[] states) =>
        throw new InvalidOperationException("Cells on top of one another run step by step.");

    public torch.Tensor Project(torch.Tensor x) => _cells[0].Project(x);

    public (torch.Tensor Output, torch.Tensor[] States) Step(torch.Tensor fromX, torch.Tensor[] states)
    {
        var renewed = new List<torch.Tensor>(states.Length);
        torch.Tensor output = fromX;
        for (int i = 0; i < _cells.Length; i++)
        {
            if (i > 0)
            {
                torch.Tensor step = output.unsqueeze(1);
                fromX = _cells[i].Project(_drops[0] is null ? step : step * _drops[i]!).squeeze(1);
            }
            (torch.Tensor? y, torch.Tensor[]? next) =
                _cells[i].Step(fromX, [.. states.Skip(renewed.Count).Take(_source.Cells[i].StateSizes.Count)]);
            renewed.AddRange(next);
            output = y;
        }
        return (output, [.. renewed]);
    }
}
