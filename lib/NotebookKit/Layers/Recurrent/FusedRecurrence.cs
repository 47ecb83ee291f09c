using System.Buffers;
using System.Numerics.Tensors;
using NotebookKit.Kernels;

namespace NotebookKit.Layers;

/// <summary>
/// One recurrent run as a single operation of the record: the kernels compute it forward and backward through time. It stands in
/// for the plain <see cref="RecurrentLoop"/> where the cell is one of Keras's with activations that the kernels know, without
/// dropout of the recurrent input.
/// </summary>
internal sealed class FusedRecurrence
{
    private readonly RecurrentProblem problem;
    private readonly Tensor x, kernel, recurrentKernel;
    private readonly Tensor? bias, mask, initialH, initialC;
    private readonly Tensor? sequence, last;
    private readonly Tensor finalH;
    private readonly Tensor? finalC;
    private RecurrentTape? tape;
    private int[]? tokens;

    private FusedRecurrence(in RecurrentProblem problem, StandardCell cell, RecurrentRun run)
    {
        this.problem = problem;
        x = run.X.RepeatOf ?? run.X;
        (kernel, recurrentKernel, bias, mask) = (cell.Kernel, cell.RecurrentKernel, cell.Bias, run.Mask);
        initialH = UnlessZero(run.States[0]);
        initialC = problem.Cell == CellKind.Lstm ? UnlessZero(run.States[1]) : null;

        var states = new Shape(problem.Batch, problem.Units);
        sequence = run.ReturnSequences ? Tensor.Empty(new Shape(problem.Batch, problem.Time, problem.Units)) : null;
        finalH = Tensor.Empty(states);
        finalC = problem.Cell == CellKind.Lstm ? Tensor.Empty(states) : null;
        // Without a mask the last output is the final state, the same tensor.
        last = sequence is null && mask is not null ? Tensor.Empty(states) : null;
    }

    /// <summary>Runs the cell over the sequence as one operation, or gives null where only the plain loop can.</summary>
    public static RecurrentResult? TryRun(RecurrentRun run)
    {
        if (run.Cell is not StandardCell cell || cell.DropsRecurrentInput || run.X.Size == 0)
            return null;
        if (KindOf(cell) is not { } kind || Known(cell.Activation) is not { } activation || Known(RecurrentActivationOf(cell)) is not { } gate)
            return null;

        Shape shape = run.X.Shape;
        var problem = new RecurrentProblem(
            kind, shape[0], shape[1], shape[2], cell.Units, activation, gate,
            RepeatedInput: run.X.RepeatOf is not null, ZeroOutputForMask: run.ZeroOutputForMask);
        return new FusedRecurrence(problem, cell, run).Run();
    }

    private RecurrentResult Run()
    {
        Tensor[] inputs = Present(x, kernel, recurrentKernel, bias, initialH, initialC);
        bool record = Tensor.Wanted(inputs);
        tape = Forward(record);
        if (record)
            Tensor.RecordAll(Present(finalH, finalC, sequence, last), inputs, Backward);
        return new RecurrentResult(sequence, last ?? finalH, Present(finalH, finalC));
    }

    private RecurrentTape? Forward(bool save)
    {
        tokens ??= ReadTokens();
        RecurrentTape? made = RecurrentKernels.Forward(
            problem, Inputs(),
            new RecurrentOutputs { Sequence = Of(sequence), Last = Of(last), FinalH = Of(finalH), FinalC = Of(finalC) }, save);
        if (!save)
            ReturnTokens();
        return made;
    }

    private void Backward()
    {
        if (sequence?.Grad is null && last?.Grad is null && finalH.Grad is null && finalC?.Grad is null)
            return;
        // A second Backward over the same record finds the tape used up, and computes the steps again.
        if (tape!.IsUsed)
            tape = Forward(save: true);

        Tensor? toX = For(x), toKernel = For(kernel), toRecurrent = For(recurrentKernel), toBias = For(bias);
        Tensor? toH = For(initialH), toC = For(initialC);
        RecurrentKernels.Backward(tape!, Inputs(), new RecurrentGradients
        {
            Sequence = Of(sequence?.Grad), Last = Of(last?.Grad), FinalH = Of(finalH.Grad), FinalC = Of(finalC?.Grad),
            X = Of(toX), Kernel = Of(toKernel), RecurrentKernel = Of(toRecurrent), Bias = Of(toBias), InitialH = Of(toH), InitialC = Of(toC),
        });
        ReturnTokens();
        Accumulate(x, toX);
        Accumulate(kernel, toKernel);
        Accumulate(recurrentKernel, toRecurrent);
        Accumulate(bias, toBias);
        Accumulate(initialH, toH);
        Accumulate(initialC, toC);
    }

    private RecurrentInputs Inputs() => new()
    {
        X = tokens is null ? x.Data : [],
        Tokens = tokens is null ? [] : tokens.AsSpan(0, problem.Batch * problem.Time),
        Kernel = kernel.Data,
        RecurrentKernel = recurrentKernel.Data,
        Bias = Of(bias),
        InitialH = Of(initialH),
        InitialC = Of(initialC),
        Mask = Of(mask),
    };

    /// <summary>
    /// The columns of a one-hot input, so that its product with the kernel is a look-up; null for any other input, and where the
    /// input's own gradient is wanted.
    /// </summary>
    private int[]? ReadTokens()
    {
        if (problem.RepeatedInput || problem.Features < 2 || x.RequiresGrad)
            return null;
        int rows = problem.Batch * problem.Time;
        int[] read = ArrayPool<int>.Shared.Rent(rows);
        if (OneHotRows.TryRead(x.Data, problem.Features, read.AsSpan(0, rows)))
            return read;
        ArrayPool<int>.Shared.Return(read);
        return null;
    }

    private void ReturnTokens()
    {
        if (tokens is not null)
            ArrayPool<int>.Shared.Return(tokens);
        tokens = null;
    }

    /// <summary>The state, or null where it is zeros that want no gradient: the kernels then leave its products out.</summary>
    private static Tensor? UnlessZero(Tensor state) =>
        state.RequiresGrad || TensorPrimitives.MaxMagnitude<float>(state.Data) != 0 ? state : null;

    private static Tensor[] Present(params ReadOnlySpan<Tensor?> tensors)
    {
        int count = 0;
        foreach (Tensor? tensor in tensors)
            if (tensor is not null)
                count++;
        var present = new Tensor[count];
        count = 0;
        foreach (Tensor? tensor in tensors)
            if (tensor is not null)
                present[count++] = tensor;
        return present;
    }

    private static Span<float> Of(Tensor? tensor) => tensor is null ? [] : tensor.Data;

    /// <summary>A tensor for the gradient, where one is wanted.</summary>
    private static Tensor? For(Tensor? operand) => operand is { RequiresGrad: true } ? operand.EmptyGradient() : null;

    private static void Accumulate(Tensor? operand, Tensor? gradient)
    {
        if (gradient is not null)
            operand!.Accumulate(gradient);
    }

    private static CellKind? KindOf(StandardCell cell) => cell switch
    {
        LSTMCell => CellKind.Lstm,
        GRUCell { ResetAfter: true } => CellKind.GruResetAfter,
        GRUCell => CellKind.GruResetBefore,
        SimpleRNNCell => CellKind.SimpleRnn,
        _ => null,
    };

    private static ActivationFunction RecurrentActivationOf(StandardCell cell) => cell switch
    {
        LSTMCell lstm => lstm.RecurrentActivation,
        GRUCell gru => gru.RecurrentActivation,
        _ => Activations.Linear,
    };

    private static ActivationKind? Known(ActivationFunction function) =>
        function == Activations.Tanh ? ActivationKind.Tanh
        : function == Activations.Sigmoid ? ActivationKind.Sigmoid
        : function == Activations.HardSigmoidKeras2 ? ActivationKind.HardSigmoidKeras2
        : function == Activations.HardSigmoidKeras3 ? ActivationKind.HardSigmoidKeras3
        : function == Activations.Relu ? ActivationKind.Relu
        : function == Activations.Linear ? ActivationKind.Linear
        : null;
}
