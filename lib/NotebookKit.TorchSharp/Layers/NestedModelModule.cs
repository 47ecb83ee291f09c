namespace NotebookKit.TorchSharp.Layers;

/// <summary>A model used as a layer: its graph, run inside another.</summary>
internal sealed class NestedModelModule : TorchLayer
{
    private readonly TorchGraph _graph;

    public NestedModelModule(Model model, LayerMaker maker)
        : base(model)
    {
        _graph = new TorchGraph(model, maker);
        foreach (TorchLayer layer in _graph.Layers)
        {
            register_module(ModuleNames.Of(layer.Source), layer);
        }
    }

    public override IEnumerable<WeightBinding> Bindings => _graph.Layers.SelectMany(l => l.Bindings);

    /// <summary>The layers of the model.</summary>
    public IEnumerable<TorchLayer> Layers => _graph.Layers;

    protected override Masked[] Compute(Masked[] inputs) => _graph.Run(inputs);
}
