using System.Text.Json;
using NotebookKit.Layers;

namespace NotebookKit.Keras.Configuration;

/// <summary>Makes the operations between tensors that Keras 3 writes as nodes of a graph: the masks of functional models,
/// slices, arithmetic.</summary>
internal sealed class OperationReader(LayerEntry entry, GraphNode node, Func<TensorReference, SymbolicTensor> find)
{
    /// <summary>Applies an operation.</summary>
    public SymbolicTensor[] Apply()
    {
        try
        {
            return entry.ClassName switch
            {
                var name when Operations.Binary.TryGetValue(name, out BinaryFunction binary) => ApplyBinary(binary),
                var name when Operations.Unary.TryGetValue(name, out UnaryFunction unary) => One(new UnaryOperation(unary, entry.Name)),
                var name when Operations.Reductions.TryGetValue(name, out ReductionFunction reduction) => One(new Reduction(
                    reduction, keepDims: entry.Settings.Flag("keepdims"), name: entry.Name,
                    axes: entry.Settings.Find("axis") is { } axis ? entry.Settings.Ints("axis", axis) : null)),
                "Cast" => ApplyCast(),
                "ExpandDims" => One(new ExpandDims(Axis(), entry.Name)),
                "Squeeze" => One(new Squeeze(Axis(), entry.Name)),
                "GetItem" => One(new GetItem(Key(), entry.Name)),
                "Concatenate" => ApplyConcatenate(),
                "Tanh" or "Sigmoid" or "Relu" or "Softmax" or "Elu" or "Softplus" => ApplyActivation(entry.ClassName),
                _ => throw Unknown(""),
            };
        }
        catch (Exception error) when (error is ArgumentException or InvalidOperationException)
        {
            throw new RefusedException($"The operation {entry.Settings.Owner} does not fit what it is applied to: {error.Message}", error);
        }
    }

    private SymbolicTensor[] One(Layer operation) => operation.Apply(Tensor(0)).ToArray();

    private SymbolicTensor[] ApplyBinary(BinaryFunction function)
    {
        if (node.Arguments.Count != 2)
        {
            throw Unknown($" with {node.Arguments.Count} arguments");
        }
        GraphArgument first = node.Arguments[0], second = node.Arguments[1];
        return (first.Tensor, second.Tensor) switch
        {
            ({ } a, { } b) => new BinaryOperation(function, name: entry.Name).Apply([find(a), find(b)]).ToArray(),
            ({ } a, null) => new BinaryOperation(function, Number(second), name: entry.Name).Apply(find(a)).ToArray(),
            (null, { } b) => new BinaryOperation(function, Number(first), constantFirst: true, entry.Name).Apply(find(b)).ToArray(),
            _ => throw Unknown(" to no tensor"),
        };
    }

    /// <summary>A cast changes nothing among numbers; to true or false it asks whether they are not 0. To whole numbers it
    /// would cut them off.</summary>
    private SymbolicTensor[] ApplyCast()
    {
        string type = entry.Settings.Find("dtype") is { ValueKind: JsonValueKind.String } value ? value.GetString()! : "float32";
        return type.StartsWith("float", StringComparison.Ordinal) || type == "bfloat16"
            ? One(new UnaryOperation(UnaryFunction.Identity, entry.Name))
            : type == "bool" ? new BinaryOperation(BinaryFunction.NotEqual, 0, name: entry.Name).Apply(Tensor(0)).ToArray()
            : throw Unknown($" to {type}");
    }

    private SymbolicTensor[] ApplyConcatenate()
    {
        SymbolicTensor[] tensors = [.. node.Arguments.SelectMany(a => a.Tensors).Select(find)];
        // As an operation it hands no mask on.
        return new Concatenate(Axis(), entry.Name).Apply(tensors, mask: new SymbolicTensor?[tensors.Length]).ToArray();
    }

    private SymbolicTensor[] ApplyActivation(string name)
    {
        var layer = new Activation(Activations.ByName(KerasNames.SnakeCase(name)), entry.Name);
        return layer.Apply([Tensor(0)], mask: new SymbolicTensor?[1]).ToArray();
    }

    private SymbolicTensor Tensor(int index) =>
        index < node.Arguments.Count && node.Arguments[index].Tensor is { } tensor ? find(tensor) : throw Unknown(" to no tensor");

    private int Axis() => entry.Settings.Find("axis") is { } axis ? entry.Settings.Int("axis", axis) : -1;

    private float Number(GraphArgument argument) => argument.Constant.ValueKind switch
    {
        JsonValueKind.Number => argument.Constant.GetSingle(),
        JsonValueKind.True => 1,
        JsonValueKind.False => 0,
        _ => throw Unknown($" to {(argument.Items is null ? argument.Constant.Shown() : "a list")}"),
    };

    /// <summary>The part that is taken, in Python's words.</summary>
    private string Key()
    {
        if (node.Arguments.Count != 2)
        {
            throw Unknown($" with {node.Arguments.Count} arguments");
        }
        GraphArgument key = node.Arguments[1];
        return key.Items is { } parts ? string.Join(", ", parts.Select(p => Part(p.Constant))) : Part(key.Constant);
    }

    private string Part(JsonElement part)
    {
        if (part.ValueKind == JsonValueKind.Number && part.TryGetInt32(out int position))
        {
            return position.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }
        if (part.Text("class_name") == "__ellipsis__")
        {
            return "...";
        }
        if (part.Text("class_name") != "__slice__" || part.Find("config") is not { } config)
        {
            throw Unknown(" with a part that is no position and no stretch");
        }
        string step = End("step");
        return $"{End("start")}:{End("stop")}{(step.Length > 0 ? ":" + step : "")}";

        string End(string name) => config.Find(name) is not { } value ? ""
            : value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int number)
            ? number.ToString(System.Globalization.CultureInfo.InvariantCulture)
            : throw Unknown(" with a stretch whose ends are no whole numbers");
    }

    private RefusedException Unknown(string how) => new(
        $"The graph applies the operation {entry.ClassName} ('{entry.Name}'){how}, which this library does not have. In Keras, use a "
            + $"layer in its place.");
}
