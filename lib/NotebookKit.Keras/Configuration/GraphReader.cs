using System.Text.Json;
using NotebookKit.Layers;

namespace NotebookKit.Keras.Configuration;

/// <summary>Makes a model of a graph: its layers, applied to one another in an order in which they can be.</summary>
internal sealed class GraphReader(BuildContext context, Settings settings)
{
    private readonly Dictionary<string, (LayerEntry Entry, Layer? Layer)> _layers = [];
    private readonly Dictionary<(string Layer, int Node), SymbolicTensor[]> _made = [];

    /// <summary>Makes the model.</summary>
    public Model Read()
    {
        JsonElement list = settings.Require("layers");
        if (list.ValueKind != JsonValueKind.Array || list.GetArrayLength() == 0)
        {
            throw new RefusedException($"{settings.Owner} has no layers. The file is damaged, or not written by Keras.");
        }
        List<LayerEntry> entries = [.. list.EnumerateArray().Select(item => LayerEntry.Read(item))];
        ModelReader.RequireUniqueNames(settings, entries);
        var nodes = new List<(LayerEntry Entry, int Index, GraphNode Node)>();
        var order = new List<Layer>();
        var factory = new LayerFactory(context);
        foreach (LayerEntry entry in entries)
        {
            List<GraphNode> own = GraphNode.ReadAll(entry);
            Layer? layer = entry.IsOperation ? null : factory.Create(entry, CallFlags.Of(entry, own));
            _layers[entry.Name] = (entry, layer);
            if (layer is not null)
            {
                order.Add(layer);
            }
            if (layer is Input input)
            {
                _made[(entry.Name, 0)] = [input.Output];
            }
            else
            {
                nodes.AddRange(own.Select((node, index) => (entry, index, node)));
            }
        }
        Apply(nodes);
        SymbolicTensor[] inputs = Ends("input_layers"), outputs = Ends("output_layers");
        var model = new Model(inputs, outputs, settings.Name);
        context.Order[model] = order;
        return model;
    }

    /// <summary>Applies every layer as soon as what it needs is there; a file's order need not be one that works.</summary>
    private void Apply(List<(LayerEntry Entry, int Index, GraphNode Node)> nodes)
    {
        (string, int)[][] needs = [.. nodes.Select(n => n.Node.Needs.Select(r => Place(n.Entry.Settings.Owner, r, inArguments: true))
            .Distinct().Where(p => !_made.ContainsKey(p)).ToArray())];
        ILookup<(string, int), int> waiting =
            needs.SelectMany((places, i) => places.Select(place => (place, i))).ToLookup(need => need.place, need => need.i);
        int[] missing = [.. needs.Select(places => places.Length)];
        var ready = new Queue<int>(Enumerable.Range(0, nodes.Count).Where(i => missing[i] == 0));
        int done = 0;
        for (; ready.TryDequeue(out int i); done++)
        {
            (LayerEntry entry, int index, GraphNode node) = nodes[i];
            _made[(entry.Name, index)] = Call(entry, node);
            foreach (int next in waiting[(entry.Name, index)])
            {
                if (--missing[next] == 0)
                {
                    ready.Enqueue(next);
                }
            }
        }
        if (done < nodes.Count)
        {
            LayerEntry stuck = nodes[Enumerable.Range(0, nodes.Count).First(i => missing[i] > 0)].Entry;
            throw new RefusedException($"{stuck.Settings.Owner} needs tensors that no layer of {settings.Owner} makes before it; layers "
                + $"wait for each other in a ring, or an application is missing. The file is damaged, or not written by Keras.");
        }
    }

    private SymbolicTensor[] Call(LayerEntry entry, GraphNode node)
    {
        var arguments = new NodeArguments(entry, node, Find);
        return _layers[entry.Name].Layer is { } layer
            ? arguments.Apply(layer)
            : new OperationReader(entry, node, Find).Apply();
    }

    private SymbolicTensor Find(TensorReference reference) => Find(settings.Owner, reference, inArguments: true);

    private SymbolicTensor Find(string owner, TensorReference reference, bool inArguments)
    {
        SymbolicTensor[]? outputs = _made.GetValueOrDefault(Place(owner, reference, inArguments));
        return outputs is not null && reference.Index < outputs.Length
            ? outputs[reference.Index]
            : throw new RefusedException($"{owner} refers to output {reference.Index} of application {reference.Node} of the layer "
                + $"'{reference.Layer}', which {(outputs is null ? "does not exist" : $"has {outputs.Length} outputs")}. The file is "
                + $"damaged, or not written by Keras.");
    }

    /// <summary>
    /// Where a tensor comes from. Models inside are counted from 1 where outputs are listed, since they had an application
    /// before, and by Keras 1 and 2 everywhere; Keras 3 counts their applications from 0 in the nodes, and those of a
    /// Sequential in both places.
    /// </summary>
    private (string Layer, int Node) Place(string owner, TensorReference reference, bool inArguments)
    {
        if (!_layers.TryGetValue(reference.Layer, out (LayerEntry Entry, Layer? Layer) found))
        {
            throw new RefusedException($"{owner} refers to a layer '{Shown(reference.Layer)}', which is not in the model. The file is "
                + $"damaged, or not written by Keras.");
        }
        bool fromOne = found.Layer is Model && (context.Version.Major < 3 || (!inArguments && found.Layer is not Sequential));
        return (reference.Layer, fromOne && reference.Node > 0 ? reference.Node - 1 : reference.Node);
    }

    /// <summary>The inputs or outputs: one tensor, a list, a dictionary, or these nested.</summary>
    private SymbolicTensor[] Ends(string key)
    {
        return [.. Collect(settings.Require(key))];

        IEnumerable<SymbolicTensor> Collect(JsonElement value) => value.ValueKind switch
        {
            _ when TensorReference.FromList(value) is { } reference =>
                [Find($"The list of {key} of {settings.Owner}", reference, inArguments: false)],
            JsonValueKind.Array => value.EnumerateArray().SelectMany(Collect),
            JsonValueKind.Object => value.EnumerateObject().SelectMany(property => Collect(property.Value)),
            _ => throw settings.Wrong(key, "tensors of the graph", value),
        };
    }

    private static string Shown(string name) => name.Length > 80 ? name[..80] + "…" : name;
}
