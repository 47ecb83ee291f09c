using NotebookKit.Layers;

namespace NotebookKit.Display.Diagrams;

/// <summary>Reads a model's graph into what a diagram draws.</summary>
internal sealed class GraphReader
{
    /// <summary>How many steps stand for a time axis of open length when unrolled.</summary>
    public const int StepsOfOpenAxis = 3;

    private readonly DiagramGraph _graph = new();
    private readonly Dictionary<LayerCall, DiagramNode> _nodes = [];
    private readonly bool _unrolled;
    private readonly HashSet<LayerCall> _tokens;

    private GraphReader(IReadOnlyList<LayerCall> calls, bool unrolled)
    {
        _unrolled = unrolled;
        _tokens = [.. calls.Where(c => c.Layer is Embedding).SelectMany(c => c.Inputs).Select(i => i.Call)];
    }

    public static DiagramGraph Read(Model model, bool unrolled)
    {
        IReadOnlyList<LayerCall> calls = model.Calls;
        var reader = new GraphReader(calls, unrolled);
        foreach (LayerCall call in calls)
            reader.Add(call);
        reader.AddOutputs(model.Outputs);
        return reader._graph;
    }

    private void Add(LayerCall call)
    {
        DiagramNode node = Describe(call);
        _nodes[call] = node;
        // An unrolled input is drawn once for each layer that reads it: step by step its arrows could not share one strip.
        if (!(_unrolled && node.IsEnd && node.Steps is not null))
            _graph.Nodes.Add(node);
        for (int i = 0; i < call.Inputs.Count; i++)
        {
            SymbolicTensor input = call.Inputs[i];
            string? takenAs = call.Layer is RecurrentLayer recurrent && i > 0 ? recurrent.StateNames[i - 1] : null;
            Connect(input, node, takenAs);
        }
        foreach (SymbolicTensor mask in call.Masks.OfType<SymbolicTensor>())
            Connect(mask, node, null);
    }

    private void Connect(SymbolicTensor input, DiagramNode to, string? takenAs)
    {
        DiagramNode from = _nodes[input.Call];
        if (_unrolled && from.IsEnd && from.Steps is not null)
        {
            from = Describe(input.Call);
            _graph.Nodes.Insert(_graph.Nodes.Contains(to) ? _graph.Nodes.IndexOf(to) : _graph.Nodes.Count, from);
        }
        string? leavesAs = StateOf(input);
        string shape = takenAs is null && leavesAs is not null ? $"{leavesAs} {input.Shape}" : input.Shape.ToString();
        _graph.Edges.Add(new DiagramEdge(from, to, shape, takenAs));
    }

    private void AddOutputs(IReadOnlyList<SymbolicTensor> outputs)
    {
        for (int i = 0; i < outputs.Count; i++)
        {
            string name = outputs.Count == 1 ? "output" : $"output {i}";
            SymbolicTensor output = outputs[i];
            DiagramNode from = _nodes[output.Call];
            if (StateOf(output) is string state)
            {
                from.StateOutputs.Add((state, $"{name}: {state} {output.Shape}"));
                continue;
            }
            var end = new DiagramNode { Title = name, IsEnd = true, Steps = Steps(output.Shape), EmitsSequence = true, StepText = "y" };
            _graph.Nodes.Add(end);
            _graph.Edges.Add(new DiagramEdge(from, end, output.Shape.ToString(), null));
        }
    }

    private DiagramNode Describe(LayerCall call)
    {
        Layer layer = call.Layer;
        Shape output = call.Outputs[0].Shape;
        return layer switch
        {
            Input input => new DiagramNode
            {
                Title = layer.Name,
                IsEnd = true,
                Steps = _tokens.Contains(call) ? StepsOf(input.Shape) : Steps(input.Shape),
                EmitsSequence = true,
                StepText = "x",
            },
            RNN rnn => new DiagramNode
            {
                Title = Title(rnn),
                Name = layer.Name,
                Settings = Settings(rnn),
                StepText = rnn.Kind,
                Steps = Steps(call.Inputs[0].Shape),
                EmitsSequence = rnn.ReturnSequences,
                States = [.. rnn.Cell.StateNames],
                Backwards = rnn.GoBackwards,
                StartsFrom = rnn.Stateful ? "kept" : "0",
            },
            Bidirectional both => new DiagramNode
            {
                Title = Title(both),
                Name = layer.Name,
                Settings = Settings(both),
                StepText = both.ForwardLayer.Kind,
                Steps = Steps(call.Inputs[0].Shape),
                EmitsSequence = both.ReturnSequences,
                States = [.. both.ForwardLayer.StateNames],
                TwoWay = true,
                StartsFrom = both.Stateful ? "kept" : "0",
            },
            RepeatVector repeat => new DiagramNode
            {
                Title = Title(repeat),
                Name = layer.Name,
                Steps = repeat.N,
                EmitsSequence = true,
                Repeats = true,
                StepText = "copy",
            },
            _ => new DiagramNode
            {
                Title = Title(layer),
                Name = layer.Name,
                Settings = layer is Dense { Activation: var activation } && activation != Activations.Linear ? activation.Name : "",
                Steps = Steps(output),
                EmitsSequence = true,
                StepText = StepText(layer),
            },
        };
    }

    private static string Title(Layer layer) => layer switch
    {
        RNN rnn => $"{rnn.Kind}({rnn.Cell.OutputSize})",
        Bidirectional both => $"Bidirectional({Title(both.ForwardLayer)})",
        Dense dense => $"Dense({dense.Units})",
        RepeatVector repeat => $"RepeatVector({repeat.N})",
        TimeDistributed distributed => $"TimeDistributed({Title(distributed.Layer)})",
        Activation activation => $"Activation({activation.Function.Name})",
        _ => layer.Kind,
    };

    private static string StepText(Layer layer) => layer switch
    {
        TimeDistributed distributed => StepText(distributed.Layer),
        Activation activation => activation.Function.Name,
        _ => layer.Kind,
    };

    private static string Settings(RecurrentLayer rnn) => string.Join(", ", new[]
    {
        rnn.ReturnSequences ? "returnSequences" : "", rnn.ReturnState ? "returnState" : "",
        rnn is RNN { GoBackwards: true } ? "goBackwards" : "", rnn.Stateful ? "stateful" : "",
    }.Where(s => s.Length > 0));

    /// <summary>The state that a recurrent layer's later outputs are; null for an output.</summary>
    private static string? StateOf(SymbolicTensor tensor)
    {
        if (tensor.Layer is not RecurrentLayer recurrent)
            return null;
        int state = tensor.Index - (recurrent is Bidirectional { MergeMode: MergeMode.None } ? 2 : 1);
        return state < 0 ? null : recurrent.StateNames[state];
    }

    private static int? Steps(Shape shape) => shape.Rank == 3 ? StepsOf(shape) : null;

    /// <summary>The length of the time axis: also of (batch, time), the numbers that an embedding turns into vectors.</summary>
    private static int StepsOf(Shape shape) => shape[1] == Shape.Unknown ? StepsOfOpenAxis : shape[1];
}
