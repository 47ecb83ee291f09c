using Input = NotebookKit.Layers.Input;

namespace NotebookKit;

/// <summary>A graph of layer applications in an order in which it can run.</summary>
internal sealed class GraphPlan
{
    private readonly LayerCall[] _calls;
    private readonly Dictionary<SymbolicTensor, int> _slots = new(ReferenceEqualityComparer.Instance);
    private readonly Step[] _steps;
    private readonly int[] _inputSlots, _outputSlots;

    /// <param name="owner">What errors call the model.</param>
    /// <param name="inputs">Where data enters.</param>
    /// <param name="outputs">What is computed.</param>
    public GraphPlan(string owner, SymbolicTensor[] inputs, SymbolicTensor[] outputs)
    {
        if (inputs.Length == 0 || outputs.Length == 0)
        {
            throw new ArgumentException(
                $"{owner} expects at least one input and one output; received {inputs.Length} and {outputs.Length}.");
        }

        if (inputs.GroupBy(i => i).FirstOrDefault(g => g.Count() > 1) is { } twice)
        {
            throw new ArgumentException(
                $"{owner} has {twice.Key} among its inputs {twice.Count()} times. Name it once, and let the layers share it.");
        }

        _calls = Order(owner, inputs, outputs);
        if (inputs.Any(i => i.Layer is not Input))
        {
            (inputs, outputs) = GraphCut.WithOwnInputs(_calls, inputs, outputs);
            _calls = Order(owner, inputs, outputs);
        }
        (Inputs, Outputs) = (inputs, outputs);
        foreach (LayerCall call in _calls)
        {
            foreach (SymbolicTensor output in call.Outputs)
                _slots[output] = _slots.Count;
        }

        _inputSlots = Array.ConvertAll(inputs, i => _slots[i]);
        _outputSlots = Array.ConvertAll(outputs, o => _slots[o]);
        var given = new HashSet<LayerCall>(inputs.Select(i => i.Call));
        _steps = [.. _calls.Where(c => !given.Contains(c)).Select(c => new Step(
            c.Layer, [.. c.Inputs.Select(i => _slots[i])], [.. c.Masks.Select(m => m is null ? -1 : _slots[m])], _slots[c.Outputs[0]]))];
        Layers = [.. _calls.Select(c => c.Layer).Distinct()];
        RequireUniqueNames(owner);
    }

    public IReadOnlyList<SymbolicTensor> Inputs { get; }

    public IReadOnlyList<SymbolicTensor> Outputs { get; }

    /// <summary>The layers in the order of their first application.</summary>
    public IReadOnlyList<Layer> Layers { get; }

    /// <summary>The applications in running order, inputs first.</summary>
    public IReadOnlyList<LayerCall> Calls => _calls;

    /// <summary>Whether every layer is applied once, to the one output of the application before.</summary>
    public bool IsChain => Layers.Count == _calls.Length
        && _calls.Zip(_calls.Skip(1)).All(pair => pair.Second.Inputs is [var input] && input.Call == pair.First);

    /// <summary>Runs the graph.</summary>
    public Tensor[] Run(TensorList inputs, CallContext context)
    {
        var values = new Tensor[_slots.Count];
        for (int i = 0; i < _inputSlots.Length; i++)
        {
            values[_inputSlots[i]] = inputs[i];
            if (i < context.Masks.Count && !ReferenceEquals(inputs[i].Mask, context.Masks[i]))
            {
                values[_inputSlots[i]] = inputs[i].Reshape(inputs[i].Shape);
                values[_inputSlots[i]].Mask = context.Masks[i];
            }
        }
        foreach (Step step in _steps)
        {
            var arguments = new Tensor[step.Inputs.Length];
            for (int i = 0; i < arguments.Length; i++)
                arguments[i] = values[step.Inputs[i]];
            Tensor[] results = step.Layer.Run(
                arguments, step.Masks.Length == 0 ? [] : Array.ConvertAll(step.Masks, m => m < 0 ? null : values[m]), context.Training);
            results.CopyTo(values, step.Output);
        }
        return Array.ConvertAll(_outputSlots, slot => values[slot]);
    }

    /// <summary>The output shapes for other input shapes than those the graph was made with.</summary>
    public IReadOnlyList<Shape> OutputShapes(IReadOnlyList<Shape> inputShapes)
    {
        var shapes = new Shape[_slots.Count];
        foreach (LayerCall call in _calls)
        {
            int given = -1;
            for (int i = 0; i < Inputs.Count && given < 0; i++)
                given = ReferenceEquals(Inputs[i].Call, call) ? i : -1;
            IReadOnlyList<Shape> results = given >= 0
                ? [inputShapes[given]]
                : call.Layer.ComputeOutputShapes([.. call.Inputs.Select(i => shapes[_slots[i]])]);
            for (int i = 0; i < results.Count; i++)
                shapes[_slots[call.Outputs[i]]] = results[i];
        }
        return Array.ConvertAll(_outputSlots, slot => shapes[slot]);
    }

    private static LayerCall[] Order(string owner, SymbolicTensor[] inputs, SymbolicTensor[] outputs)
    {
        var order = new List<LayerCall>();
        var done = new HashSet<LayerCall>();
        var given = new HashSet<SymbolicTensor>(inputs);
        foreach (SymbolicTensor input in inputs)
        {
            if (input.Layer is Input && done.Add(input.Call))
                order.Add(input.Call);
        }
        // Iterative, since a decoder loop drawn out step by step makes a deep graph.
        var path = new Stack<(LayerCall Call, SymbolicTensor[] Needs, int Next)>();
        foreach (SymbolicTensor output in outputs)
        {
            Enter(output);
            while (path.TryPop(out (LayerCall Call, SymbolicTensor[] Needs, int Next) top))
            {
                if (top.Next < top.Needs.Length)
                {
                    path.Push(top with { Next = top.Next + 1 });
                    Enter(top.Needs[top.Next]);
                }
                else
                {
                    order.Add(top.Call);
                }
            }
        }
        return [.. order];

        void Enter(SymbolicTensor tensor)
        {
            LayerCall call = tensor.Call;
            if (given.Contains(tensor) || !done.Add(call))
                return;
            if (call.Inputs.Count == 0)
            {
                throw new ArgumentException(
                    $"{owner} depends on the input '{call.Layer.Name}', which is not among its inputs "
                    + $"({string.Join(", ", inputs.Select(i => i.Layer.Name))}). Add it to the inputs.");
            }

            path.Push((call, [.. call.Needs], 0));
        }
    }

    private void RequireUniqueNames(string owner)
    {
        if (Layers.GroupBy(l => l.Name).FirstOrDefault(g => g.Count() > 1) is { } twice)
        {
            throw new ArgumentException(
                $"{owner} has {twice.Count()} layers named '{twice.Key}'; names must be unique in a model. Give each its own name.");
        }
    }

    /// <summary>
    /// A layer with the places of its inputs, of the masks given for the first of them (-1 where every step counts), and of its first
    /// output.
    /// </summary>
    private sealed record Step(Layer Layer, int[] Inputs, int[] Masks, int Output);
}
