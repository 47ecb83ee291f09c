using TorchSharp;

namespace NotebookKit.TorchSharp.Layers;

/// <summary>A tensor on its way through the network, with the mask that it carries along: (batch, time), 1 where a step counts.</summary>
/// <param name="Value">The numbers.</param>
/// <param name="Mask">Which steps count; null where all do.</param>
/// <param name="IsGiven">Whether the mask was given by hand, in place of one that travels with the tensor.</param>
internal readonly record struct Masked(torch.Tensor Value, torch.Tensor? Mask = null, bool IsGiven = false);

/// <summary>A layer of the kit as a torch module: the same computation with weights of its own.</summary>
internal abstract class TorchLayer(Layer layer) : torch.nn.Module(layer.Name)
{
    private readonly List<WeightBinding> _bindings = [];

    /// <summary>The kit's layer, for its settings and for the checks of shapes; its weights are not used.</summary>
    public Layer Source { get; } = layer;

    /// <summary>The kit's weights in the kit's order, each with the torch parameters that stand for it.</summary>
    public virtual IEnumerable<WeightBinding> Bindings => _bindings;

    /// <summary>Computes the outputs.</summary>
    /// <param name="inputs">The inputs, with the masks that hold for them.</param>
    /// <exception cref="ArgumentException">A shape does not fit; said by the kit's layer before torch sees it.</exception>
    public Masked[] Run(Masked[] inputs)
    {
        Source.EnsureBuilt([.. inputs.Select(i => TensorExtensions.ShapeOf(i.Value))]);
        return Compute(inputs);
    }

    /// <summary>Computes the outputs from inputs whose shapes fit.</summary>
    protected abstract Masked[] Compute(Masked[] inputs);

    /// <summary>Makes a parameter of each of the kit's weights, in their order, as it is.</summary>
    /// <param name="names">The parameters' names; null for one that the layer's settings leave out.</param>
    protected void BindAll(params IEnumerable<string?> names)
    {
        foreach ((int weight, string name) in names.OfType<string>().Index())
            Bind(name, weight);
    }

    /// <summary>Makes a parameter that stands for a weight as it is.</summary>
    protected void Bind(string name, int weight) =>
        Bind(name, weight, value => value, value => value);

    /// <summary>Makes a parameter that stands for a weight in another layout.</summary>
    /// <param name="name">What torch calls it.</param>
    /// <param name="weight">Which of the layer's weights it is.</param>
    /// <param name="split">From the kit's layout to torch's.</param>
    /// <param name="join">And back.</param>
    protected void Bind(string name, int weight, Func<torch.Tensor, torch.Tensor> split, Func<torch.Tensor, torch.Tensor> join)
    {
        Weight source = Source.Weights[weight];
        using (DisposeScope scope = torch.NewDisposeScope())
        {
            var parameter = new global::TorchSharp.Modules.Parameter(split(source.Value.ToTorch()).contiguous().clone(), source.Trainable);
            parameter.DetachFromDisposeScope();
            register_parameter(name, parameter);
        }
        Bind(new WeightBinding(source, () => [get_parameter(name)!], v => [split(v)], parts => join(parts[0])));
    }

    /// <summary>Adds a weight.</summary>
    protected void Bind(WeightBinding binding) => _bindings.Add(binding);

    /// <summary>The mask of the first input.</summary>
    protected internal static torch.Tensor? MaskOf(Masked[] inputs) => inputs[0].Mask;
}
