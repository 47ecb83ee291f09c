using TorchSharp;

namespace NotebookKit.TorchSharp.Layers;

/// <summary>Runs a model's graph, application by application.</summary>
internal sealed class TorchGraph
{
    private readonly Model _model;
    private readonly IReadOnlyList<LayerCall> _calls;
    private readonly TorchLayer[] _layers;

    /// <exception cref="NotSupportedException">A layer cannot go over.</exception>
    public TorchGraph(Model model, LayerMaker maker)
    {
        _model = model;
        _calls = model.Calls;
        _layers = [.. _calls.Select(call => maker.Of(call.Layer))];
    }

    /// <summary>The layers in the order of their first application.</summary>
    public IEnumerable<TorchLayer> Layers => _layers.Distinct();

    /// <summary>Computes the model's outputs.</summary>
    /// <param name="inputs">One tensor for each of the model's inputs.</param>
    public Masked[] Run(Masked[] inputs)
    {
        var values = new Dictionary<SymbolicTensor, Masked>(ReferenceEqualityComparer.Instance);
        for (int i = 0; i < inputs.Length; i++)
        {
            values[_model.Inputs[i]] = inputs[i];
        }
        for (int i = 0; i < _calls.Count; i++)
        {
            LayerCall call = _calls[i];
            if (values.ContainsKey(call.Outputs[0]))
            {
                continue;
            }
            Interrupt.Check();
            Masked[] outputs = _layers[i].Run([.. call.Inputs.Select((input, at) => Given(call, at, values[input], values))]);
            for (int k = 0; k < outputs.Length; k++)
            {
                values[call.Outputs[k]] = outputs[k];
            }
        }
        return [.. _model.Outputs.Select(output => values[output])];
    }

    /// <summary>An input with the mask that was given for it, where one was.</summary>
    private static Masked Given(LayerCall call, int at, Masked input, Dictionary<SymbolicTensor, Masked> values)
    {
        torch.Tensor? mask = at >= call.Masks.Count ? input.Mask : call.Masks[at] is { } given ? values[given].Value : null;
        return new Masked(input.Value, mask, IsGiven: call.Masks.Count > 0);
    }
}
