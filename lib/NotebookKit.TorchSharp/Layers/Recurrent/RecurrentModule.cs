using NotebookKit.Layers;
using TorchSharp;

namespace NotebookKit.TorchSharp.Layers;

/// <summary>
/// A recurrent layer. Torch always returns the outputs of all steps and the final states; here it returns what the layer's
/// returnSequences and returnState ask for. A stateful layer keeps its final states, cut off from what made them.
/// </summary>
internal sealed class RecurrentModule : TorchLayer, IKeepsStates
{
    private readonly RNN _layer;
    private readonly ICellOfTorch _cell;
    private torch.Tensor[]? _states;

    public RecurrentModule(RNN layer)
        : base(layer)
    {
        _layer = layer;
        _cell = CellOfTorch.Of(layer.Cell, layer);
        foreach ((string? module, torch.nn.Module? cell) in _cell.Modules)
        {
            register_module(module, cell);
        }
        foreach (WeightBinding binding in _cell.Bindings)
        {
            Bind(binding);
        }
    }

    public RecurrentLayer Layer => _layer;

    public TensorList GetStates() => _states is null ? [] : [.. _states.Select(s => s.ToTensor())];

    public void SetStates(TensorList states, torch.Device device) =>
        Keep(states.Count == 0 ? null : [.. states.Select(s => s.ToTorch(device))]);

    protected override Masked[] Compute(Masked[] inputs)
    {
        torch.Tensor x = inputs[0].Value;
        torch.Tensor? mask = HeededMask(_layer, inputs);
        RequireFit(x, mask);
        if (_layer.GoBackwards)
        {
            x = x.flip(1);
            mask = mask?.flip(1);
        }
        torch.Tensor[] initial = inputs.Length > 1 ? [.. inputs.Skip(1).Select(i => i.Value)]
            : _states is not null ? [.. _states.Select(s => s.to(x.device))]
            : [.. _layer.StateSizes.Select(size => torch.zeros([x.shape[0], size], device: x.device))];
        x = _cell.Begin(x, training);
        (torch.Tensor? output, torch.Tensor[]? states) = _cell.CanFuse(mask) ? Fused(x, initial) : Stepwise(x, initial, mask);
        if (_layer.Stateful)
        {
            Keep([.. states.Select(s => s.detach().clone())]);
        }
        var first = new Masked(output, _layer.ReturnSequences ? MaskOf(inputs) : null);
        return _layer.ReturnState ? [first, .. states.Select(s => new Masked(s))] : [first];
    }

    /// <summary>
    /// The mask that the computation heeds: by Keras 3's rule none that travels with the input, where initial states are given.
    /// </summary>
    public static torch.Tensor? HeededMask(RecurrentLayer layer, Masked[] inputs) =>
        inputs.Length > 1 && !inputs[0].IsGiven && layer.MaskRule == MaskRule.Keras3 ? null : MaskOf(inputs);

    private (torch.Tensor Output, torch.Tensor[] States) Fused(torch.Tensor x, torch.Tensor[] initial)
    {
        (torch.Tensor? sequence, torch.Tensor[]? states) = _cell.RunFused(x, initial);
        return (_layer.ReturnSequences ? sequence : states[0], states);
    }

    private (torch.Tensor Output, torch.Tensor[] States) Stepwise(torch.Tensor x, torch.Tensor[] states, torch.Tensor? mask)
    {
        torch.Tensor[] fromX = _cell.Project(x).unbind(1);
        torch.Tensor[]? counts = mask?.ne(0).unsqueeze(-1).unbind(1);
        var sequence = new List<torch.Tensor>();
        torch.Tensor? output = null;
        for (int t = 0; t < fromX.Length; t++)
        {
            Interrupt.Check();
            (torch.Tensor? y, torch.Tensor[]? next) = _cell.Step(fromX[t], states);
            if (counts is null)
            {
                (output, states) = (y, next);
            }
            else
            {
                torch.Tensor otherwise = output is null || _layer.ZeroOutputForMask ? torch.zeros_like(y) : output;
                output = torch.where(counts[t], y, otherwise);
                torch.Tensor[] before = states;
                states = [.. next.Select((state, i) => torch.where(counts[t], state, before[i]))];
            }
            if (_layer.ReturnSequences)
            {
                sequence.Add(output);
            }
        }
        return (_layer.ReturnSequences ? torch.stack(sequence, 1) : output!, states);
    }

    private void RequireFit(torch.Tensor x, torch.Tensor? mask)
    {
        Shape shape = TensorExtensions.ShapeOf(x);
        if (mask is not null && TensorExtensions.ShapeOf(mask) != shape.Slice(0, 2))
        {
            throw new ArgumentException(
                $"{_layer.Kind} '{_layer.Name}' expects a mask of shape {shape.Slice(0, 2)}, as (batch, time); received "
                + $"{TensorExtensions.ShapeOf(mask)}. Give one number for every time step: 1 where it counts, 0 where it does not.");
        }
        if (_states is not null && _states[0].shape[0] != x.shape[0])
        {
            throw new ArgumentException(
                $"{_layer.Kind} '{_layer.Name}' expects a batch of {_states[0].shape[0]}, as in the batch before, because it is stateful; "
                + $"received {shape}. Call ResetState() before a batch of another size.");
        }
    }

    /// <summary>Takes the states out of the scope that clears up after a step, and gives back those of before.</summary>
    private void Keep(torch.Tensor[]? states)
    {
        foreach (torch.Tensor state in _states ?? [])
        {
            state.Dispose();
        }
        _states = states is null ? null : [.. states.Select(s => s.DetachFromDisposeScope())];
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Keep(null);
        }
        base.Dispose(disposing);
    }
}
