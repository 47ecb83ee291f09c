namespace NotebookKit;

public abstract partial class Layer
{
    /// <summary>Computes the layer's outputs for a tensor.</summary>
    /// <param name="input">The input, batch axis first.</param>
    /// <param name="mask">Which time steps count, (batch, time); by default what the input carries along.</param>
    /// <param name="training">Whether the layer acts as in training, where Dropout drops.</param>
    /// <exception cref="ArgumentException">The shape does not fit; the message says what would.</exception>
    public Outputs Apply(Tensor input, Tensor? mask = null, bool training = false) => Apply([input], mask, training);

    /// <summary>Computes the layer's outputs for several tensors, as Concatenate or Attention take them.</summary>
    /// <param name="inputs">The inputs in the layer's order, batch axis first.</param>
    /// <param name="mask">Which time steps of the first input count; by default what it carries along.</param>
    /// <param name="training">Whether the layer acts as in training.</param>
    /// <exception cref="ArgumentException">The shapes do not fit; the message says what would.</exception>
    public Outputs Apply(Tensor[] inputs, Tensor? mask = null, bool training = false)
    {
        Tensor[] outputs = Run(inputs, mask, training);
        return new Outputs(outputs, DescribeOutputs(outputs.Length), OutputNames);
    }

    /// <summary>Makes the layer part of a graph.</summary>
    /// <param name="input">An <see cref="Layers.Input"/>, or what another layer returned.</param>
    /// <param name="mask">A symbolic (batch, time) mask; by default what the input carries along.</param>
    /// <exception cref="ArgumentException">The shape does not fit; the message says what would.</exception>
    public SymbolicOutputs Apply(SymbolicTensor input, SymbolicTensor? mask = null) => Apply([input], mask);

    /// <summary>Makes the layer part of a graph, with several inputs.</summary>
    /// <param name="inputs">The inputs in the layer's order.</param>
    /// <param name="mask">A symbolic (batch, time) mask of the first input; by default what it carries along.</param>
    /// <exception cref="ArgumentException">The shapes do not fit; the message says what would.</exception>
    public SymbolicOutputs Apply(SymbolicTensor[] inputs, SymbolicTensor? mask = null)
    {
        Shape[] shapes = [.. inputs.Select(i => i.Shape)];
        EnsureBuilt(shapes);
        var call = new LayerCall(this, [.. inputs], mask, [.. ComputeOutputShapes(shapes)]);
        LastCall = call;
        return new SymbolicOutputs(call.Outputs, DescribeOutputs(call.Outputs.Length));
    }

    /// <summary>The layer's latest place in a graph, for summaries and diagrams of layers outside a model.</summary>
    internal LayerCall? LastCall { get; private set; }

    /// <summary>Computes outputs and their masks.</summary>
    internal Tensor[] Run(IReadOnlyList<Tensor> inputs, Tensor? mask, bool training)
    {
        var shapes = new Shape[inputs.Count];
        var masks = new Tensor?[inputs.Count];
        for (int i = 0; i < shapes.Length; i++)
            (shapes[i], masks[i]) = (inputs[i].Shape, inputs[i].Mask);
        EnsureBuilt(shapes);
        if (mask is not null)
            masks[0] = mask;
        var context = new CallContext(training, masks);
        Tensor[] outputs = Call(inputs, context);
        IReadOnlyList<Tensor?> outputMasks = ComputeMasks(inputs, outputs, context);
        for (int i = 0; i < outputs.Length; i++)
        {
            Tensor? outputMask = i < outputMasks.Count ? outputMasks[i] : null;
            if (ReferenceEquals(outputs[i].Mask, outputMask))
                continue;
            // A layer that hands its input on as it is must not change the mask of that input.
            for (int j = 0; j < inputs.Count; j++)
                if (ReferenceEquals(outputs[i], inputs[j]))
                    outputs[i] = outputs[i].Reshape(outputs[i].Shape);
            outputs[i].Mask = outputMask;
        }
        return outputs;
    }
}
