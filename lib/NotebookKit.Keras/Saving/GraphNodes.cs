using System.Text.Json.Nodes;
using NotebookKit.Layers;

namespace NotebookKit.Keras.Saving;

/// <summary>Writes the applications of a graph as Keras 3's nodes: arguments in place, others by name, tensors by where
/// they come from.</summary>
internal sealed class GraphNodes
{
    private readonly Dictionary<LayerCall, int> _numbers = new(ReferenceEqualityComparer.Instance);
    private readonly Model _model;

    /// <summary>Numbers the applications of each layer.</summary>
    public GraphNodes(Model model)
    {
        _model = model;
        var counts = new Dictionary<Layer, int>(ReferenceEqualityComparer.Instance);
        foreach (LayerCall call in model.Calls)
        {
            int count = counts.GetValueOrDefault(call.Layer);
            _numbers[call] = count;
            counts[call.Layer] = count + 1;
        }
    }

    /// <summary>The node of a layer's application.</summary>
    public JsonObject Write(LayerCall call)
    {
        var keywords = new JsonObject();
        bool recurrent = call.Layer is RecurrentLayer;
        JsonNode inputs = recurrent || call.Inputs.Count == 1 ? Tensor(call.Inputs[0]) : new JsonArray([.. call.Inputs.Select(Tensor)]);
        if (recurrent && call.Inputs.Count > 1)
        {
            keywords["initial_state"] = call.Inputs.Count == 2 ? Tensor(call.Inputs[1])
                : new JsonArray([.. call.Inputs.Skip(1).Select(Tensor)]);
        }
        if (call.Masks.Any(m => m is not null))
        {
            keywords["mask"] = !recurrent && call.Inputs.Count > 1
                ? new JsonArray([.. call.Masks.Select(m => m is null ? null : Tensor(m))])
                : Tensor(call.Masks.First(m => m is not null)!);
        }
        if (call.Layer is AttentionLayer { UseCausalMask: true })
        {
            keywords["use_causal_mask"] = true;
        }
        if (call.Layer is AttentionLayer { ReturnAttentionScores: true })
        {
            keywords["return_attention_scores"] = true;
        }
        return new JsonObject { ["args"] = new JsonArray(inputs), ["kwargs"] = keywords };
    }

    /// <summary>A tensor among the arguments of a node.</summary>
    public JsonNode Tensor(SymbolicTensor tensor) => new JsonObject
    {
        ["class_name"] = "__keras_tensor__",
        ["config"] = new JsonObject
        {
            ["shape"] = LayerWriter.ShapeOf(tensor.Shape),
            ["dtype"] = TensorTypes.Of(_model, tensor),
            ["keras_history"] = new JsonArray(tensor.Layer.Name, _numbers[tensor.Call], tensor.Index),
        },
    };

    /// <summary>Inputs or outputs: one bare, several as a list. Models of layers are counted from 1 here, as Keras does.</summary>
    public JsonNode Ends(IReadOnlyList<SymbolicTensor> tensors)
    {
        JsonArray[] ends = [.. tensors.Select(t => new JsonArray(t.Layer.Name, _numbers[t.Call] + (t.Layer is Model and not Sequential
            ? 1 : 0), t.Index))];
        return ends.Length == 1 ? ends[0] : new JsonArray([.. ends]);
    }
}
