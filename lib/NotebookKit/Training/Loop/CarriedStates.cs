using NotebookKit.Layers;

namespace NotebookKit;

/// <summary>What stateful layers carry over to their next batch, kept so that a batch can be undone.</summary>
internal sealed class CarriedStates(RNN[] layers)
{
    private readonly Tensor[]?[] _states = Array.ConvertAll(layers, layer => layer.Carried);

    /// <summary>The stateful layers of a model, those of models inside it and of both directions included.</summary>
    public static IEnumerable<RNN> LayersOf(Model model) => model.Layers.SelectMany(Of).Distinct();

    /// <summary>Lets the layers carry what they did.</summary>
    public void Restore()
    {
        for (int i = 0; i < layers.Length; i++)
            layers[i].Carried = _states[i];
    }

    private static IEnumerable<RNN> Of(Layer layer) => layer switch
    {
        Model inner => LayersOf(inner),
        Bidirectional both => [.. Of(both.ForwardLayer), .. Of(both.BackwardLayer)],
        RNN { Stateful: true } one => [one],
        _ => [],
    };
}
