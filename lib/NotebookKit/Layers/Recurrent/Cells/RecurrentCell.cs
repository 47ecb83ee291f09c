namespace NotebookKit.Layers;

/// <summary>
/// One step of a recurrent network: from the input x at a time and the states left by the step before, the output and the
/// states for the step after. <see cref="RNN"/> runs a cell over a sequence. Derive from this class to write a cell of your
/// own: say the <see cref="StateSizes"/>, make weights in <see cref="Layer.Build"/>, and compute in <see cref="Step"/>.
/// </summary>
/// <param name="name">What errors call the cell; by default its kind and a running number.</param>
public abstract class RecurrentCell(string? name) : Layer(name)
{
    /// <summary>The number of units of every state, for example [units, units] for an LSTM's h and c.</summary>
    public abstract IReadOnlyList<int> StateSizes { get; }

    /// <summary>The number of units of the output; that of the first state unless said otherwise.</summary>
    public virtual int OutputSize => StateSizes[0];

    /// <summary>The letters of the states, in their order.</summary>
    public virtual IReadOnlyList<string> StateNames =>
        StateSizes.Count == 1 ? ["h"] : [.. StateSizes.Select((_, i) => $"state {i + 1}")];

    /// <summary>Computes one step.</summary>
    /// <param name="x">The input at this time, (batch, features).</param>
    /// <param name="states">The states of the step before, each (batch, size); without any, they are zeros.</param>
    /// <returns>The output (batch, units) and the new states. It comes apart as <c>var (output, newStates) = …</c>.</returns>
    /// <exception cref="ArgumentException">The input or the states do not fit; the message says what would.</exception>
    public CellStep Call(Tensor x, params TensorList states)
    {
        EnsureBuilt([x.Shape, .. states.Select(s => s.Shape)]);
        EndSequence();
        CellStep step = Step(x, states.Count > 0 ? states : InitialStates(x.Shape[0]));
        foreach (Tensor result in step.States.Append(step.Output))
        {
            if (!ReferenceEquals(result, x) && !states.Contains(result))
                result.NameAsOutput();
        }

        return step;
    }

    /// <summary>The states before the first step: zeros, each (batch, size).</summary>
    public virtual TensorList InitialStates(int batch) => [.. StateSizes.Select(size => Tensor.Zeros(batch, size))];

    /// <summary>
    /// Computes one step from valid inputs, by operations that can be differentiated: what a cell of your own says. Call a cell by
    /// <see cref="Call(Tensor, TensorList)"/>, which makes weights, checks the inputs and starts from zeros without states; call
    /// this inside the step of a cell that is made of others, which are built already.
    /// </summary>
    /// <param name="x">The input at this time, (batch, features).</param>
    /// <param name="states">The states of the step before, each (batch, size).</param>
    /// <example>
    /// <code>
    /// // A cell that adds its input to what another one of as many units gives, as ResidualWrapper does.
    /// public override CellStep Step(Tensor x, TensorList states)
    /// {
    ///     CellStep step = Inner.Step(x, states);           // x (batch, 4), states [h, c], each (batch, 4)
    ///     return step with { Output = step.Output + x };
    /// }
    /// </code>
    /// </example>
    public abstract CellStep Step(Tensor x, TensorList states);

    /// <summary>Called before the first step of a sequence; gives the sequence as the steps are to see it.</summary>
    /// <param name="x">The whole sequence, (batch, time, features).</param>
    /// <param name="training">Whether the model is learning.</param>
    private protected virtual Tensor BeginSequence(Tensor x, bool training) => x;

    /// <summary>Forgets what was settled for the sequence that was begun last, so that a step by itself is not part of it.</summary>
    private protected virtual void EndSequence()
    {
    }

    /// <inheritdoc cref="BeginSequence"/>
    internal Tensor Begin(Tensor x, bool training) => BeginSequence(x, training);

    /// <inheritdoc cref="EndSequence"/>
    internal void End() => EndSequence();

    /// <summary>Whether the cell drops parts of the recurrent input in the sequence that was begun last.</summary>
    internal virtual bool DropsRecurrentInput => false;

    /// <inheritdoc/>
    public override IReadOnlyList<Shape> ComputeOutputShapes(IReadOnlyList<Shape> inputShapes) =>
        [inputShapes[0].With(-1, OutputSize), .. StateSizes.Select(size => new Shape(inputShapes[0][0], size))];

    /// <inheritdoc/>
    protected override void Validate(IReadOnlyList<Shape> inputShapes)
    {
        Shape x = inputShapes[0];
        if (x.Rank != 2 && inputShapes.Count > 1)
            throw ShapeError("one step (batch, features)", x, "Take one time step out of a sequence, for example x[.., 0].");
        if (inputShapes.Count > 1)
            RequireStates(this, StateNames, StateSizes, x[0], [.. inputShapes.Skip(1)]);
    }

    /// <inheritdoc/>
    protected sealed override TensorList Call(TensorList inputs, CallContext context)
    {
        CellStep step = Call(inputs[0], [.. inputs.Skip(1)]);
        return [step.Output, .. step.States];
    }

    /// <inheritdoc/>
    protected override string DescribeOutputs(int count) =>
        $"{Kind} '{Name}' returns its output and the new states {string.Join(", ", StateNames)}";

    /// <summary>Throws unless the states have the right number and shapes.</summary>
    internal static void RequireStates(Layer layer, IReadOnlyList<string> names, IReadOnlyList<int> sizes, int batch,
        IReadOnlyList<Shape> states)
    {
        if (states.Count != sizes.Count)
            throw StateCountError(layer, names, states.Count);
        for (int i = 0; i < sizes.Count; i++)
        {
            if (!new Shape(batch, sizes[i]).Accepts(states[i]))
            {
                throw new ArgumentException(
                    $"{layer.Kind} '{layer.Name}' expects the initial state {names[i]} of shape {new Shape(batch, sizes[i])}, as (batch, "
                    + $"units); received {states[i]}. "
                    + (states[i].Rank == 2 && states[i][1] != sizes[i]
                        ? "States are handed over between layers of as many units: make both the same size."
                        : "The states must have one row for each sample of the input."));
            }
        }
    }

    /// <summary>The error for a wrong number of initial states.</summary>
    internal static ArgumentException StateCountError(Layer layer, IReadOnlyList<string> names, int received)
    {
        string list = string.Join(", ", names);
        return new ArgumentException(
            $"{layer.Kind} '{layer.Name}' expects {names.Count} state{(names.Count == 1 ? "" : "s")} ({list}) to start from; received "
            + $"{received}. Give initialState: [{list}].");
    }
}
