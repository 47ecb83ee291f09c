using System.Text.Json;

namespace NotebookKit.Keras.Configuration;

/// <summary>One argument of an application: a tensor, a list of arguments, or a constant.</summary>
/// <param name="Tensor">The tensor, if it is one.</param>
/// <param name="Items">The items, if it is a list.</param>
/// <param name="Constant">The JSON value, if it is neither.</param>
internal sealed record GraphArgument(TensorReference? Tensor, IReadOnlyList<GraphArgument>? Items, JsonElement Constant)
{
    /// <summary>Whether it says nothing: null.</summary>
    public bool IsNull => Tensor is null && Items is null && Constant.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined;

    /// <summary>All tensors in it.</summary>
    public IEnumerable<TensorReference> Tensors => Tensor is not null ? [Tensor] : Items?.SelectMany(i => i.Tensors) ?? [];

    /// <summary>An argument as Keras 3 writes it.</summary>
    public static GraphArgument Read(JsonElement value) => Read(value, TensorReference.FromKeras3);

    /// <summary>A keyword's value as Keras 2 writes it, where tensors are lists.</summary>
    public static GraphArgument ReadOld(JsonElement value) => Read(value, TensorReference.FromList);

    private static GraphArgument Read(JsonElement value, Func<JsonElement, TensorReference?> tensorOf) =>
        tensorOf(value) is { } tensor ? new GraphArgument(tensor, null, default)
        : value.ValueKind == JsonValueKind.Array
            ? new GraphArgument(null, [.. value.EnumerateArray().Select(item => Read(item, tensorOf))], value)
        : new GraphArgument(null, null, value);
}

/// <summary>One application of a layer in a file's graph.</summary>
/// <param name="Arguments">What stands in place.</param>
/// <param name="Keywords">What stands by name.</param>
internal sealed record GraphNode(IReadOnlyList<GraphArgument> Arguments, IReadOnlyDictionary<string, GraphArgument> Keywords)
{
    /// <summary>All tensors that must be there before.</summary>
    public IEnumerable<TensorReference> Needs => Arguments.Concat(Keywords.Values).SelectMany(a => a.Tensors);

    /// <summary>The applications of a layer, in the form of Keras 3 or of those before.</summary>
    public static List<GraphNode> ReadAll(LayerEntry entry)
    {
        if (entry.Source.Find("inbound_nodes") is not { } nodes)
        {
            return [];
        }
        if (nodes.ValueKind != JsonValueKind.Array)
        {
            throw Damaged(entry, nodes);
        }
        return [.. nodes.EnumerateArray().Select(n => n.ValueKind == JsonValueKind.Object ? ReadNew(entry, n) : ReadOld(entry, n))];
    }

    private static GraphNode ReadNew(LayerEntry entry, JsonElement node)
    {
        Dictionary<string, GraphArgument> keywords = node.Find("kwargs") is { ValueKind: JsonValueKind.Object } named
            ? named.EnumerateObject().ToDictionary(property => property.Name, property => GraphArgument.Read(property.Value))
            : [];
        return node.Find("args") is { ValueKind: JsonValueKind.Array } arguments
            ? new GraphNode([.. arguments.EnumerateArray().Select(GraphArgument.Read)], keywords)
            : throw Damaged(entry, node);
    }

    /// <summary>Keras 1 and 2: a list of tensors, each with the call's keywords behind it.</summary>
    private static GraphNode ReadOld(LayerEntry entry, JsonElement node)
    {
        if (node.ValueKind != JsonValueKind.Array)
        {
            throw Damaged(entry, node);
        }
        // A single tensor may stand without a list around it.
        JsonElement[] tensors = TensorReference.FromList(node) is not null ? [node] : [.. node.EnumerateArray()];
        var inputs = new List<GraphArgument>();
        var keywords = new Dictionary<string, GraphArgument>();
        foreach (JsonElement tensor in tensors)
        {
            inputs.Add(new GraphArgument(TensorReference.FromList(tensor) ?? throw Damaged(entry, tensor), null, default));
            if (tensor.GetArrayLength() == 4 && tensor[3].ValueKind == JsonValueKind.Object)
            {
                foreach (JsonProperty property in tensor[3].EnumerateObject())
                {
                    keywords[property.Name] = GraphArgument.ReadOld(property.Value);
                }
            }
        }
        return new GraphNode([inputs.Count == 1 ? inputs[0] : new GraphArgument(null, inputs, default)], keywords);
    }

    private static RefusedException Damaged(LayerEntry entry, JsonElement found) =>
        new($"{entry.Settings.Owner} is applied to something that is not a tensor of the graph: {found.Shown()}. The file is damaged, or "
            + $"not written by Keras.");
}
