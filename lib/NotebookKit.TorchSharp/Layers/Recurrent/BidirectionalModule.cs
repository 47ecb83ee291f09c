using NotebookKit.Layers;
using TorchSharp;

namespace NotebookKit.TorchSharp.Layers;

/// <summary>
/// Two recurrent layers, joined as Keras joins them. Not torch's own <c>bidirectional: true</c>, which lays their parameters and
/// states out in another way and joins only side by side.
/// </summary>
internal sealed class BidirectionalModule : TorchLayer, IKeepsStates
{
    private readonly Bidirectional _layer;
    private readonly RecurrentModule _forward, _backward;

    public BidirectionalModule(Bidirectional layer, LayerMaker maker)
        : base(layer)
    {
        _layer = layer;
        _forward = (RecurrentModule)maker.Of(layer.ForwardLayer);
        _backward = (RecurrentModule)maker.Of(layer.BackwardLayer);
        register_module(ModuleNames.Of(layer.ForwardLayer), _forward);
        register_module(ModuleNames.Of(layer.BackwardLayer), _backward);
    }

    public RecurrentLayer Layer => _layer;

    public override IEnumerable<WeightBinding> Bindings => [.. _forward.Bindings, .. _backward.Bindings];

    public TensorList GetStates() => [.. _forward.GetStates(), .. _backward.GetStates()];

    public void SetStates(TensorList states, torch.Device device)
    {
        int each = states.Count == 0 ? 0 : _layer.ForwardLayer.StateSizes.Count;
        _forward.SetStates([.. states.Take(each)], device);
        _backward.SetStates([.. states.Skip(each)], device);
    }

    protected override Masked[] Compute(Masked[] inputs)
    {
        int each = inputs.Length > 1 ? _layer.ForwardLayer.StateSizes.Count : 0;
        var sequence = new Masked(inputs[0].Value, RecurrentModule.HeededMask(_layer, inputs), IsGiven: true);
        Masked[] forward = _forward.Run([sequence, .. inputs.Skip(1).Take(each)]);
        Masked[] backward = _backward.Run([sequence, .. inputs.Skip(1 + each)]);
        torch.Tensor y = forward[0].Value, yBackward = _layer.ReturnSequences ? backward[0].Value.flip(1) : backward[0].Value;
        torch.Tensor? mask = _layer.ReturnSequences ? MaskOf(inputs) : null;
        Masked[] states = [.. forward.Skip(1), .. backward.Skip(1)];
        return _layer.MergeMode switch
        {
            MergeMode.Concat => [new(torch.cat([y, yBackward], -1), mask), .. states],
            MergeMode.Sum => [new(y + yBackward, mask), .. states],
            MergeMode.Mul => [new(y * yBackward, mask), .. states],
            MergeMode.Ave => [new((y + yBackward) * 0.5f, mask), .. states],
            _ => [new(y, mask), new(yBackward, mask), .. states],
        };
    }
}
