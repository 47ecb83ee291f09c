using System.Text.Json.Nodes;
using NotebookKit.Keras.Configuration;
using NotebookKit.Layers;

namespace NotebookKit.Keras.Saving;

/// <summary>Writes models as Keras 3's config.json has them.</summary>
internal sealed class ModelWriter(LayerWriter layers)
{
    /// <summary>The whole config.json of a model.</summary>
    public static JsonObject WriteFile(Model model)
    {
        Expressible.RequireNewMasks(model);
        return new ModelWriter(new LayerWriter()).Write(model);
    }

    /// <summary>A model's entry.</summary>
    public JsonObject Write(Model model)
    {
        if (model is not Sequential && model.GetType() != typeof(Model))
        {
            throw new RefusedException($"{model.Kind} '{model.Name}' is a class of your own, which Keras does not have. Build it as "
                + $"Model or Sequential, or save the weights alone to a file that ends in .weights.h5.");
        }
        return model is Sequential stack ? WriteStack(stack) : WriteGraph(model);
    }

    private JsonObject WriteStack(Sequential model) => new()
    {
        ["module"] = "keras",
        ["class_name"] = "Sequential",
        ["config"] = new JsonObject
        {
            ["name"] = model.Name,
            ["trainable"] = model.Trainable,
            ["dtype"] = LayerWriter.FloatPolicy(),
            ["layers"] = new JsonArray([.. model.Layers.Select(l => (JsonNode)(l is Input input
                ? LayerWriter.WriteInput(input, TensorTypes.Of(model, input)) : layers.Write(l, l.Name)))]),
            ["build_input_shape"] = LayerWriter.ShapeOf(model.Inputs[0].Shape),
        },
        ["registered_name"] = null,
    };

    private JsonObject WriteGraph(Model model)
    {
        var nodes = new GraphNodes(model);
        var entries = new JsonArray();
        foreach (Layer layer in KerasOrder.Of(model))
        {
            LayerCall[] calls = [.. model.Calls.Where(c => ReferenceEquals(c.Layer, layer) && c.Inputs.Count > 0)];
            JsonObject entry = layer switch
            {
                Input input => LayerWriter.WriteInput(input, TensorTypes.Of(model, input)),
                _ when OperationWriter.Is(calls[0]) => OperationWriter.Write(layer),
                _ => layers.Write(layer, layer.Name),
            };
            entry["name"] = layer.Name;
            entry["inbound_nodes"] = new JsonArray([.. calls.Select(c => (JsonNode)(OperationWriter.Is(c)
                ? OperationWriter.Node(c, nodes) : nodes.Write(c)))]);
            entries.Add(entry);
        }
        return new JsonObject
        {
            ["module"] = "keras.src.models.functional",
            ["class_name"] = "Functional",
            ["config"] = new JsonObject
            {
                ["name"] = model.Name,
                ["trainable"] = model.Trainable,
                ["layers"] = entries,
                ["input_layers"] = nodes.Ends(model.Inputs),
                ["output_layers"] = nodes.Ends(model.Outputs),
            },
            ["registered_name"] = "Functional",
        };
    }
}
