namespace NotebookKit.Kernels;

/// <summary>The recurrent cells that the kernels know.</summary>
internal enum CellKind
{
    SimpleRnn,
    Lstm,

    /// <summary>GRU whose reset gate is applied to the state before the recurrent product (reset_after = false).</summary>
    GruResetBefore,

    /// <summary>GRU whose reset gate is applied to the recurrent product (reset_after = true).</summary>
    GruResetAfter,
}

/// <summary>A recurrent layer's computation over a batch of sequences, without its data.</summary>
/// <param name="Cell">The cell.</param>
/// <param name="Batch">Sequences.</param>
/// <param name="Time">Steps of each sequence.</param>
/// <param name="Features">Values at each step of the input; for token input the vocabulary size.</param>
/// <param name="Units">Values of the state.</param>
/// <param name="Activation">Of the candidate and, in an LSTM, of the output.</param>
/// <param name="RecurrentActivation">Of the gates; not used by SimpleRnn.</param>
/// <param name="RepeatedInput">The input is (batch, features) and every step sees the same values.</param>
/// <param name="ZeroOutputForMask">A masked step puts out zeros instead of the previous output.</param>
internal readonly record struct RecurrentProblem(
    CellKind Cell,
    int Batch,
    int Time,
    int Features,
    int Units,
    ActivationKind Activation = ActivationKind.Tanh,
    ActivationKind RecurrentActivation = ActivationKind.Sigmoid,
    bool RepeatedInput = false,
    bool ZeroOutputForMask = false)
{
    /// <summary>Blocks of columns in the kernels and the bias: 4 for LSTM (i, f, c, o), 3 for GRU (z, r, h), 1 for SimpleRnn.</summary>
    public int Gates => Cell switch { CellKind.Lstm => 4, CellKind.SimpleRnn => 1, _ => 3 };

    /// <summary>Blocks kept for each step: the GRU keeps one more, for what the reset gate is applied to.</summary>
    public int Slots => Cell == CellKind.SimpleRnn ? 1 : 4;

    /// <summary>Values of the bias: two rows for a GRU with reset after.</summary>
    public int BiasLength => (Cell == CellKind.GruResetAfter ? 2 : 1) * Gates * Units;

    /// <summary>The input's step that is processed at <paramref name="step"/>.</summary>
    public int InputStep(int step) => RepeatedInput ? 0 : step;

    /// <summary>Multiply-adds of one forward pass, the input product included.</summary>
    public long Work => (long)Batch * Time * Gates * Units * (Features + Units);
}

/// <summary>The data that a recurrent kernel reads. An empty span stands for an absent one.</summary>
internal ref struct RecurrentInputs
{
    /// <summary>(batch, time, features), or (batch, features) when repeated; empty when <see cref="Tokens"/> are given.</summary>
    public ReadOnlySpan<float> X;

    /// <summary>(batch, time): the row of the kernel that each step selects, as a one-hot input would; negative for none.</summary>
    public ReadOnlySpan<int> Tokens;

    /// <summary>(features, gates·units).</summary>
    public ReadOnlySpan<float> Kernel;

    /// <summary>(units, gates·units).</summary>
    public ReadOnlySpan<float> RecurrentKernel;

    /// <summary>(gates·units), or (2, gates·units) for a GRU with reset after.</summary>
    public ReadOnlySpan<float> Bias;

    /// <summary>(batch, units): the initial hidden state.</summary>
    public ReadOnlySpan<float> InitialH;

    /// <summary>(batch, units): the LSTM's initial cell state.</summary>
    public ReadOnlySpan<float> InitialC;

    /// <summary>(batch, time): 0 marks a step that leaves the state as it is.</summary>
    public ReadOnlySpan<float> Mask;
}

/// <summary>Where a recurrent kernel writes. An empty span is not written.</summary>
internal ref struct RecurrentOutputs
{
    /// <summary>(batch, time, units): the output of each step in the order of processing.</summary>
    public Span<float> Sequence;

    /// <summary>(batch, units): the output of the last step.</summary>
    public Span<float> Last;

    /// <summary>(batch, units): the hidden state after the last step.</summary>
    public Span<float> FinalH;

    /// <summary>(batch, units): the LSTM's cell state after the last step.</summary>
    public Span<float> FinalC;
}

/// <summary>The gradients of the outputs, and where those of the inputs are written. Empty spans are absent or not wanted.</summary>
internal ref struct RecurrentGradients
{
    /// <summary>Of <see cref="RecurrentOutputs.Sequence"/>, <see cref="RecurrentOutputs.Last"/> and the final states.</summary>
    public ReadOnlySpan<float> Sequence, Last, FinalH, FinalC;

    /// <summary>Overwritten with the gradients of the inputs of the same names.</summary>
    public Span<float> X, Kernel, RecurrentKernel, Bias, InitialH, InitialC;
}
