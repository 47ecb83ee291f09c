using NotebookKit.TorchSharp.Layers;
using TorchSharp;

namespace NotebookKit.TorchSharp;

/// <summary>
/// A model of the kit as a TorchSharp module: the same layers by the same names, the same numbers. It takes the kit's tensors
/// (<see cref="Predict(TensorList, int)"/>, <see cref="Fit"/>) and, like every module, torch's (<c>net.call(x)</c>); its parameters
/// are torch's own, in torch's layout, for optimisers, <c>save</c> and <c>load</c> of TorchSharp.
/// </summary>
/// <example>
/// <code>
/// using TorchModel net = model.ToTorch();
/// Outputs y = net.Predict(x);                       // as model.Predict(x)
/// net.Fit(x, y, epochs: 3, batchSize: 128);         // the model's own Compile
/// net.CopyWeightsTo(model);                         // and back
/// </code>
/// </example>
public sealed partial class TorchModel : torch.nn.Module<torch.Tensor[], torch.Tensor[]>
{
    private readonly TorchGraph _graph;
    private readonly Dictionary<Weight, WeightBinding> _bindings = new(ReferenceEqualityComparer.Instance);
    private readonly Model _origin;

    internal TorchModel(Model model, torch.Device device)
        : base(model.Name)
    {
        _origin = model;
        Model = CopyOf(model);
        _graph = new TorchGraph(Model, new LayerMaker());
        foreach (TorchLayer layer in _graph.Layers)
        {
            register_module(ModuleNames.Of(layer.Source), layer);
            foreach (WeightBinding binding in layer.Bindings)
            {
                _bindings[binding.Weight] = binding;
            }
        }
        FollowTrainable();
        _followed = model.IsCompiled ? model.Optimizer : null;
        this.to(device);
        foreach (IKeepsStates module in Stateful())
        {
            module.SetStates(module.Layer.GetStates(), device);
            module.Layer.ResetState();
        }
        eval();
    }

    /// <summary>
    /// The kit's description of this network: its layers, graph and compile settings. A copy of the model that it was made
    /// from; its weights are brought up to date when callbacks look at them, and by <see cref="CopyWeightsTo"/>.
    /// </summary>
    public Model Model { get; }

    /// <summary>The kit's weights, each with its parameters.</summary>
    internal IReadOnlyCollection<WeightBinding> Bindings => _bindings.Values;

    /// <summary>Where the parameters live.</summary>
    public torch.Device Device => _bindings.Values.FirstOrDefault()?.Parameters()[0].device ?? torch.CPU;

    /// <summary>Computes the outputs from torch's tensors, so that they can be differentiated.</summary>
    /// <param name="input">One tensor for each of the model's inputs, batch axis first; they are brought to the module's device.</param>
    /// <returns>One tensor for each output.</returns>
    /// <exception cref="ArgumentException">The number of tensors or a shape does not fit; said before torch sees it.</exception>
    public override torch.Tensor[] forward(torch.Tensor[] input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return Array.ConvertAll(Run([.. input.Select(x => new Masked(x))]), y => y.Value);
    }

    /// <summary>As <see cref="forward(torch.Tensor[])"/>, for a model with one input and one output.</summary>
    /// <param name="input">The input, batch axis first.</param>
    /// <exception cref="ArgumentException">The model has more inputs, or the shape does not fit.</exception>
    /// <exception cref="InvalidOperationException">The model has several outputs.</exception>
    public torch.Tensor call(torch.Tensor input)
    {
        torch.Tensor[] outputs = call([input]);
        return outputs.Length == 1
            ? outputs[0]
            : throw new InvalidOperationException(
                $"{Model.Kind} '{Model.Name}' returns {outputs.Length} outputs: {string.Join(", ", Model.Outputs)}. Write var "
                + "outputs = net.call([x]).");
    }

    /// <summary>Runs the graph on inputs whose shapes fit.</summary>
    internal Masked[] Run(Masked[] inputs)
    {
        Model.EnsureBuilt([.. inputs.Select(i => TensorExtensions.ShapeOf(i.Value))]);
        torch.Device device = Device;
        return _graph.Run([.. inputs.Select(i => new Masked(OnDevice(i.Value, device), i.Mask is null ? null : OnDevice(i.Mask, device)))]);
    }

    private static torch.Tensor OnDevice(torch.Tensor tensor, torch.Device device) => tensor.to(torch.ScalarType.Float32, device);

    /// <summary>The copy that the module is made from; what cannot go over is named before that.</summary>
    private static Model CopyOf(Model model)
    {
        if (model.GetType() != typeof(Model) && model is not Sequential)
        {
            throw LayerMaker.Refused(model,
                $"{model.Kind} is a class of your own, and only its code knows what it computes. Hand over the model inside it");
        }
        _ = model.Calls;
        try
        {
            return model.Copy();
        }
        catch (InvalidOperationException)
        {
            // A layer with code of its own: the modules' own refusals say which and why.
            _ = new TorchGraph(model, new LayerMaker());
            throw;
        }
    }
}
