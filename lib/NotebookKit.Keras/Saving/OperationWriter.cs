using System.Globalization;
using System.Text.Json.Nodes;
using NotebookKit.Layers;

namespace NotebookKit.Keras.Saving;

/// <summary>Writes operations between tensors as the nodes that Keras 3 makes of them.</summary>
internal static class OperationWriter
{
    /// <summary>Whether an application is such an operation; Concatenate and Activation are where they hand no mask on.</summary>
    public static bool Is(LayerCall call) => call.Layer is Operation
        || (call.Layer is Concatenate or Activation && call.Masks.Count > 0 && call.Masks.All(m => m is null));

    /// <summary>An operation's entry, without its nodes.</summary>
    public static JsonObject Write(Layer operation)
    {
        var config = new JsonObject { ["name"] = operation.Name };
        string module = operation switch
        {
            UnaryOperation { Function: UnaryFunction.Identity } => "core",
            Activation => "nn",
            _ => "numpy"
        };
        string className = operation switch
        {
            BinaryOperation binary => binary.Function.ToString(),
            UnaryOperation { Function: UnaryFunction.Identity } => "ConvertToTensor",
            UnaryOperation unary => unary.Function.ToString(),
            Reduction reduction => reduction.Function.ToString(),
            Activation activation => CultureInfo.InvariantCulture.TextInfo.ToTitleCase(Expressible.ActivationName(activation,
                activation.Function)),
            _ => operation.Kind,
        };
        if (operation is Reduction or ExpandDims or Squeeze or Concatenate)
        {
            config["axis"] = operation switch
            {
                Reduction { Axes: null } => null,
                Reduction { Axes: [var one] } => one,
                Reduction { Axes: var several } => new JsonArray([.. several.Select(a => (JsonNode)a)]),
                ExpandDims expand => expand.Axis,
                Squeeze squeeze => squeeze.Axis,
                _ => ((Concatenate)operation).Axis,
            };
        }
        if (operation is Reduction { KeepDims: var keep })
        {
            config["keepdims"] = keep;
        }
        return new JsonObject
        {
            ["module"] = $"keras.src.ops.{module}",
            ["class_name"] = className,
            ["config"] = config,
            ["registered_name"] = className
        };
    }

    /// <summary>An operation's node.</summary>
    public static JsonObject Node(LayerCall call, GraphNodes nodes)
    {
        JsonNode[] tensors = [.. call.Inputs.Select(nodes.Tensor)];
        JsonArray arguments = call.Layer switch
        {
            BinaryOperation { Constant: { } constant } binary => binary.ConstantFirst
                ? new JsonArray(LayerWriter.Real(binary.Name, constant), tensors[0])
                : new JsonArray(tensors[0], LayerWriter.Real(binary.Name, constant)),
            GetItem part => new JsonArray(tensors[0], Key(part.Key)),
            Concatenate => new JsonArray(new JsonArray(tensors)),
            _ => new JsonArray(tensors),
        };
        return new JsonObject { ["args"] = arguments, ["kwargs"] = new JsonObject() };
    }

    private static JsonNode Key(string key)
    {
        string[] parts = key.Split(',');
        return parts.Length == 1 ? Part(parts[0]) : new JsonArray([.. parts.Select(Part)]);
    }

    private static JsonNode Part(string text)
    {
        text = text.Trim();
        if (text is "..." or "…")
        {
            return new JsonObject { ["class_name"] = "__ellipsis__", ["config"] = new JsonObject() };
        }
        string[] ends = text.Split(':');
        return ends.Length == 1
            ? int.Parse(text, CultureInfo.InvariantCulture)
            : new JsonObject
            {
                ["class_name"] = "__slice__",
                ["config"] = new JsonObject { ["start"] = End(ends, 0), ["stop"] = End(ends, 1), ["step"] = End(ends, 2) },
            };
    }

    private static JsonNode? End(string[] ends, int index) =>
        index < ends.Length && ends[index].Trim() is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;
}
