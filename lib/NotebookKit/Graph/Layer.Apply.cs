using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace NotebookKit;

public abstract partial class Layer
{
    private protected const string NumberIsNoInput =
        "A layer is applied to a tensor whose first axis is the batch, not to a number. For one sample of one number: "
        + "Tensor.Of([5f]).Reshape(1, 1), and for a recurrent layer Reshape(1, 1, 1).";

    /// <summary>
    /// A number is no input: it has no batch axis. This overload makes the compiler say so, where a number would otherwise convert to a
    /// tensor without axes.
    /// </summary>
    /// <param name="input">A number.</param>
    /// <param name="mask">Not used.</param>
    /// <param name="training">Not used.</param>
    [Obsolete(NumberIsNoInput, error: true), EditorBrowsable(EditorBrowsableState.Never)]
    public Outputs Apply(float input, Tensor? mask = null, bool training = false) =>
        throw new ArgumentException($"{Kind} '{Name}': {NumberIsNoInput}", nameof(input));

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
    public Outputs Apply(TensorList inputs, Tensor? mask = null, bool training = false) =>
        Describe(Run(inputs, mask is null ? [] : [mask], training));

    /// <summary>
    /// Computes the layer's outputs for several tensors with a mask for each, as Attention takes them:
    /// <c>Apply([query, value], mask: [null, valueMask])</c>.
    /// </summary>
    /// <param name="inputs">The inputs in the layer's order, batch axis first.</param>
    /// <param name="mask">Which time steps of each input count, (batch, time), null where all do. They stand in place of all masks that the
    /// inputs carry along.</param>
    /// <param name="training">Whether the layer acts as in training.</param>
    /// <exception cref="ArgumentException">The shapes or the number of masks do not fit; the message says what would.</exception>
    [OverloadResolutionPriority(-1)]
    public Outputs Apply(TensorList inputs, IReadOnlyList<Tensor?> mask, bool training = false) =>
        Describe(RunWithMasks(inputs, mask, training));

    /// <summary>Makes the layer part of a graph.</summary>
    /// <param name="input">An <see cref="Layers.Input"/>, or what another layer returned.</param>
    /// <param name="mask">A symbolic (batch, time) mask; by default what the input carries along.</param>
    /// <exception cref="ArgumentException">The shape does not fit; the message says what would.</exception>
    public SymbolicOutputs Apply(SymbolicTensor input, SymbolicTensor? mask = null) => Apply([input], mask);

    /// <summary>Makes the layer part of a graph, with several inputs.</summary>
    /// <param name="inputs">The inputs in the layer's order.</param>
    /// <param name="mask">A symbolic (batch, time) mask of the first input; by default what it carries along.</param>
    /// <exception cref="ArgumentException">The shapes do not fit; the message says what would.</exception>
    public SymbolicOutputs Apply(SymbolicTensor[] inputs, SymbolicTensor? mask = null) => Connect(inputs, mask is null ? [] : [mask]);

    /// <summary>Makes the layer part of a graph, with several inputs and a mask for each.</summary>
    /// <param name="inputs">The inputs in the layer's order.</param>
    /// <param name="mask">For each input a symbolic (batch, time) mask, for example an Input of zeros and ones, or null where every step
    /// counts. They stand in place of all masks that the inputs carry along.</param>
    /// <exception cref="ArgumentException">The shapes or the number of masks do not fit; the message says what would.</exception>
    [OverloadResolutionPriority(-1)]
    public SymbolicOutputs Apply(SymbolicTensor[] inputs, IReadOnlyList<SymbolicTensor?> mask)
    {
        RequireInputs(inputs);
        Shape[] shapes = [.. inputs.Select(i => i.Shape)];
        EnsureBuilt(shapes);
        RequireMaskCount(mask.Count, inputs.Length);
        RequireMasks(shapes, [.. mask.Select(m => m?.Shape)]);
        return Connect(inputs, [.. mask]);
    }

    private Outputs Describe(Tensor[] outputs) => new(outputs, DescribeOutputs(outputs.Length), OutputNames);

    private SymbolicOutputs Connect(SymbolicTensor[] inputs, SymbolicTensor?[] masks)
    {
        RequireInputs(inputs);
        Shape[] shapes = [.. inputs.Select(i => i.Shape)];
        EnsureBuilt(shapes);
        var call = new LayerCall(this, [.. inputs], masks, ComputeOutputShapes(shapes));
        LastCall = call;
        return new SymbolicOutputs([.. call.Outputs], DescribeOutputs(call.Outputs.Count));
    }

    /// <summary>The layer's latest place in a graph, for summaries and diagrams of layers outside a model.</summary>
    internal LayerCall? LastCall { get; private set; }

    /// <summary>Says which of the inputs is missing, before their shapes are asked for.</summary>
    private protected void RequireInputs(object?[] inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        for (int i = 0; i < inputs.Length; i++)
        {
            if (inputs[i] is null)
            {
                throw new ArgumentNullException(
                    nameof(inputs), $"{Kind} '{Name}': expected a tensor for each input, received null for input {i} of {inputs.Length}.");
            }
        }
    }

    /// <summary>Checks how many masks come with so many inputs: one for each.</summary>
    private protected virtual void RequireMaskCount(int masks, int inputs)
    {
        if (masks != inputs)
        {
            throw ShapeError($"a mask for each of its inputs, {inputs}, null where every step counts", masks,
                "Give them in the order of the inputs.");
        }
    }

    /// <summary>Checks that the masks of a graph fit the inputs, where the layer uses several. Throw by <see cref="ShapeError"/>.</summary>
    /// <param name="inputs">The inputs' shapes.</param>
    /// <param name="masks">The masks' shapes, null where every step counts; there may be fewer than inputs.</param>
    private protected virtual void RequireMasks(IReadOnlyList<Shape> inputs, IReadOnlyList<Shape?> masks)
    {
    }

    /// <summary>Computes outputs and their masks.</summary>
    /// <param name="inputs">The inputs with the masks that they carry along.</param>
    /// <param name="given">The masks of the first inputs, where they are others than those they carry along; null among them where every
    /// step counts.</param>
    /// <param name="training">Whether the layer acts as in training.</param>
    internal Tensor[] Run(TensorList inputs, IReadOnlyList<Tensor?> given, bool training)
    {
        RequireInputs(inputs.Items);
        var masks = new Tensor?[inputs.Count];
        for (int i = 0; i < masks.Length; i++)
            masks[i] = i < given.Count ? given[i] : inputs[i].Mask;
        return RunIn(inputs, masks, training, given.Count > 0);
    }

    /// <summary>Computes outputs and their masks, with a mask for each input instead of those that they carry along.</summary>
    private Tensor[] RunWithMasks(TensorList inputs, IReadOnlyList<Tensor?> masks, bool training)
    {
        RequireInputs(inputs.Items);
        EnsureBuilt([.. inputs.Select(i => i.Shape)]);
        RequireMaskCount(masks.Count, inputs.Count);
        return RunIn(inputs, [.. masks, .. Enumerable.Repeat<Tensor?>(null, inputs.Count - masks.Count)], training, given: true);
    }

    private Tensor[] RunIn(TensorList inputs, Tensor?[] masks, bool training, bool given)
    {
        var shapes = new Shape[inputs.Count];
        for (int i = 0; i < shapes.Length; i++)
            shapes[i] = inputs[i].Shape;
        EnsureBuilt(shapes);
        HostInterrupt.Check();
        var context = new CallContext(training, masks) { MaskIsGiven = given };
        Tensor[] outputs = Call(inputs, context).Items;
        // Outputs are exchanged below; a layer may give the very list of its inputs.
        if (ReferenceEquals(outputs, inputs.Items))
            outputs = [.. outputs];
        IReadOnlyList<Tensor?> outputMasks = ComputeMasks(inputs, outputs, context);
        for (int i = 0; i < outputs.Length; i++)
        {
            if (NamesOutputAxes && Array.IndexOf(inputs.Items, outputs[i]) < 0)
                outputs[i].NameAsOutput();
            Tensor? outputMask = i < outputMasks.Count ? outputMasks[i] : null;
            if (ReferenceEquals(outputs[i].Mask, outputMask))
                continue;
            // A layer that hands its input on as it is must not change the mask of that input.
            for (int j = 0; j < inputs.Count; j++)
            {
                if (ReferenceEquals(outputs[i], inputs[j]))
                    outputs[i] = outputs[i].Reshape(outputs[i].Shape);
            }

            outputs[i].Mask = outputMask;
        }
        return outputs;
    }
}
