using NotebookKit.TorchSharp.Layers;
using TorchSharp;

namespace NotebookKit.TorchSharp;

/// <content>Weights and states, there and back.</content>
public sealed partial class TorchModel
{
    /// <summary>Copies of all weights in the kit's order and layout, as <see cref="Layer.GetWeights"/> of the model gives them.</summary>
    public TensorList GetWeights()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        return [.. Model.Weights.Select(w => _bindings[w].Read().ToTensor())];
    }

    /// <summary>
    /// The gradients of all weights in the kit's order and layout, as a call of <c>backward</c> left them; null for a weight without.
    /// </summary>
    public IReadOnlyList<Tensor?> GetGradients()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        return [.. Model.Weights.Select(w => _bindings[w].ReadGradient()?.ToTensor())];
    }

    /// <summary>Sets the weights of a model of the same architecture to those of this module.</summary>
    /// <param name="model">The model, usually the one that this module was made from.</param>
    /// <exception cref="ArgumentException">Its weights are others in number or shape; none is changed then.</exception>
    /// <exception cref="InvalidOperationException">It has no weights yet.</exception>
    public void CopyWeightsTo(Model model)
    {
        ArgumentNullException.ThrowIfNull(model);
        model.SetWeights(GetWeights());
    }

    /// <summary>Sets this module's weights to those of a model of the same architecture.</summary>
    /// <param name="model">The model.</param>
    /// <exception cref="ArgumentException">Its weights are others in number or shape; none is changed then.</exception>
    public void CopyWeightsFrom(Model model)
    {
        ArgumentNullException.ThrowIfNull(model);
        // The kit's own check: what does not fit is named by layer and weight.
        Model.SetWeights([.. model.Weights.Select(w => w.Value)]);
        WriteWeights();
    }

    /// <summary>Copies the states of stateful layers to a model of the same architecture.</summary>
    /// <param name="model">The model.</param>
    /// <exception cref="ArgumentException">Its stateful layers are others; the states are as they were then.</exception>
    public void CopyStatesTo(Model model)
    {
        ArgumentNullException.ThrowIfNull(model);
        var targets = StatefulLayers(model).ToList();
        IKeepsStates[] modules = [.. Stateful()];
        if (targets.Count != modules.Length)
        {
            throw new ArgumentException(
                $"{Model.Kind} '{Model.Name}' has {modules.Length} stateful layers; {model.Kind} '{model.Name}' has {targets.Count}. Give "
                + "it the model that the module was made from.", nameof(model));
        }
        for (int i = 0; i < modules.Length; i++)
        {
            targets[i].SetStates(modules[i].GetStates());
        }
    }

    /// <summary>The module's weights as the kit's model has them now.</summary>
    internal void WriteWeights()
    {
        foreach (Weight weight in Model.Weights)
        {
            using torch.Tensor value = weight.Value.ToTorch();
            _bindings[weight].Write(value);
        }
    }

    /// <summary>Freezes the parameters of frozen layers, and only those.</summary>
    private void FollowTrainable()
    {
        HashSet<Weight> trained = [.. Model.TrainableWeights];
        foreach ((Weight? weight, WeightBinding? binding) in _bindings)
        {
            binding.SetTrained(trained.Contains(weight));
        }
    }

    private static IEnumerable<NotebookKit.Layers.RecurrentLayer> StatefulLayers(Model model) =>
        model.Layers.SelectMany(layer => layer switch
    {
        Model inner => StatefulLayers(inner),
        NotebookKit.Layers.RecurrentLayer { Stateful: true } one => [one],
        _ => [],
    }).Distinct();
}
