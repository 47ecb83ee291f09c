using System.Text.Json;
using NotebookKit.Layers;

namespace NotebookKit.Keras.Configuration;

/// <summary>Applies a layer as a node of a file says: to which tensors, from which states, with which masks.</summary>
internal sealed class NodeArguments(LayerEntry entry, GraphNode node, Func<TensorReference, SymbolicTensor> find)
{
    // What a layer's second and further arguments are, where they stand in place instead of by name.
    private static readonly string[] s_recurrent = ["initial_state", "mask", "training"], s_attention = ["mask", "training"],
        s_others = ["training"];

    /// <summary>Applies the layer.</summary>
    public SymbolicTensor[] Apply(Layer layer)
    {
        if (node.Arguments.Count == 0)
        {
            throw new RefusedException($"{entry.Settings.Owner} is applied to nothing. The file is damaged, or not written by Keras.");
        }
        List<SymbolicTensor> inputs = Tensors("inputs", node.Arguments[0]);
        Dictionary<string, GraphArgument> named = Named(layer);
        if (named.Remove("initial_state", out GraphArgument? states) && !states.IsNull)
        {
            inputs.AddRange(Tensors("initial_state", states));
        }
        named.Remove("mask", out GraphArgument? mask);
        RequireKnown(named);
        if (layer is RecurrentLayer recurrent && inputs.Count > 1 && inputs.Count - 1 != recurrent.StateSizes.Count)
        {
            throw new RefusedException($"{entry.Settings.Owner} expects an initial_state of {recurrent.StateSizes.Count} tensors "
                + $"({string.Join(", ", recurrent.StateNames)}); the file has {inputs.Count - 1}. The file is damaged, or not written "
                + $"by Keras.");
        }
        try
        {
            return Apply(layer, [.. inputs], mask);
        }
        catch (Exception error) when (error is ArgumentException or InvalidOperationException or OverflowException)
        {
            throw new RefusedException($"{entry.Settings.Owner} does not fit what it is applied to: {error.Message}", error);
        }
    }

    private SymbolicTensor[] Apply(Layer layer, SymbolicTensor[] inputs, GraphArgument? mask)
    {
        if (mask?.Tensor is { } single)
        {
            return layer.Apply(inputs, find(single)).ToArray();
        }
        if (mask?.Items is { } several && several.Any(m => !m.IsNull))
        {
            SymbolicTensor?[] masks = [.. several.Select(m => m.IsNull ? null : Single("mask", m))];
            return layer.Apply(inputs, mask: masks).ToArray();
        }
        return layer.Apply(inputs).ToArray();
    }

    private Dictionary<string, GraphArgument> Named(Layer layer)
    {
        string[] names = layer switch
        {
            RecurrentLayer => s_recurrent,
            AttentionLayer or Model or TimeDistributed => s_attention,
            _ => s_others,
        };
        var named = new Dictionary<string, GraphArgument>(node.Keywords);
        for (int i = 1; i < node.Arguments.Count; i++)
        {
            if (i > names.Length || !named.TryAdd(names[i - 1], node.Arguments[i]))
            {
                throw new RefusedException($"{entry.Settings.Owner} is applied with {node.Arguments.Count} arguments, and this library "
                    + $"knows what {Math.Min(names.Length, i)} of them are. The file is damaged, or written by a later version of Keras.");
            }
        }
        return named;
    }

    private void RequireKnown(Dictionary<string, GraphArgument> named)
    {
        foreach ((string name, GraphArgument value) in named)
        {
            bool harmless = name is "training" or "use_causal_mask" or "return_attention_scores" || value.IsNull
                || value.Constant.ValueKind == JsonValueKind.False;
            if (!harmless)
            {
                throw new RefusedException($"{entry.Settings.Owner} is applied with the argument {name}, which this library does not "
                    + $"have. Build the model without it.");
            }
        }
    }

    private List<SymbolicTensor> Tensors(string what, GraphArgument argument)
    {
        if (argument.Tensor is not null)
        {
            return [find(argument.Tensor)];
        }
        return argument.Items is { Count: > 0 } items ? [.. items.Select(i => Single(what, i))] : throw NoTensor(what, argument);
    }

    private SymbolicTensor Single(string what, GraphArgument argument) =>
        argument.Tensor is { } tensor ? find(tensor) : argument.Items is [var only] ? Single(what, only) : throw NoTensor(what, argument);

    private RefusedException NoTensor(string what, GraphArgument argument) =>
        new($"{entry.Settings.Owner} is given as {what} something that is not a tensor of the "
            + $"graph{(argument.Constant.ValueKind == JsonValueKind.Undefined ? "" : $": {argument.Constant.Shown()}")}. The file is "
            + $"damaged, or not written by Keras.");
}
