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
    private readonly RecurrentProblem _problem;
    private readonly Tensor _x, _kernel, _recurrentKernel;
    private readonly Tensor? _bias, _mask, _initialH, _initialC;
    private readonly Tensor? _sequence, _last;
    private readonly Tensor _finalH;
    private readonly Tensor? _finalC;
    private RecurrentTape? _tape;
    private int[]? _tokens;

    private FusedRecurrence(in RecurrentProblem problem, BuiltInCell cell, RecurrentRun run)
    {
        _problem = problem;
        _x = run.X.RepeatOf ?? run.X;
        (_kernel, _recurrentKernel, _bias, _mask) = (cell.Kernel, cell.RecurrentKernel, cell.Bias, run.Mask);
        _initialH = UnlessZero(run.States[0]);
        _initialC = problem.Cell == CellKind.Lstm ? UnlessZero(run.States[1]) : null;

        var states = new Shape(problem.Batch, problem.Units);
        _sequence = run.ReturnSequences ? Tensor.Empty(new Shape(problem.Batch, problem.Time, problem.Units)) : null;
        _finalH = Tensor.Empty(states);
        _finalC = problem.Cell == CellKind.Lstm ? Tensor.Empty(states) : null;
        // Without a mask the last output is the final state, the same tensor.
        _last = _sequence is null && _mask is not null ? Tensor.Empty(states) : null;
    }

    /// <summary>Runs the cell over the sequence as one operation, or gives null where only the plain loop can.</summary>
    public static RecurrentResult? TryRun(RecurrentRun run)
    {
        if (run.Cell is not BuiltInCell cell || cell.DropsRecurrentInput || run.X.Size == 0)
            return null;
        if (KindOf(cell) is not { } kind || Known(cell.Activation) is not { } activation
            || Known(RecurrentActivationOf(cell)) is not { } gate)
        {
            return null;
        }

        Shape shape = run.X.Shape;
        var problem = new RecurrentProblem(
            kind, shape[0], shape[1], shape[2], cell.Units, activation, gate,
            RepeatedInput: run.X.RepeatOf is not null, ZeroOutputForMask: run.ZeroOutputForMask);
        return new FusedRecurrence(problem, cell, run).Run();
    }

    private RecurrentResult Run()
    {
        Tensor[] inputs = Present(_x, _kernel, _recurrentKernel, _bias, _initialH, _initialC);
        bool record = Tensor.Wanted(inputs);
        _tape = Forward(record);
        if (record)
            Tensor.RecordAll(Present(_finalH, _finalC, _sequence, _last), inputs, Backward);
        return new RecurrentResult(_sequence, _last ?? _finalH, Present(_finalH, _finalC));
    }

    private RecurrentTape? Forward(bool save)
    {
        _tokens ??= ReadTokens();
        RecurrentTape? made = RecurrentKernels.Forward(
            _problem, Inputs(),
            new RecurrentOutputs { Sequence = Of(_sequence), Last = Of(_last), FinalH = Of(_finalH), FinalC = Of(_finalC) }, save);
        if (!save)
            ReturnTokens();
        return made;
    }

    private void Backward()
    {
        if (_sequence?.Grad is null && _last?.Grad is null && _finalH.Grad is null && _finalC?.Grad is null)
            return;
        // A second Backward over the same record finds the tape used up, and computes the steps again.
        if (_tape!.IsUsed)
            _tape = Forward(save: true);

        Tensor? toX = For(_x), toKernel = For(_kernel), toRecurrent = For(_recurrentKernel), toBias = For(_bias);
        Tensor? toH = For(_initialH), toC = For(_initialC);
        RecurrentKernels.Backward(_tape!, Inputs(), new RecurrentGradients
        {
            Sequence = Of(_sequence?.Grad),
            Last = Of(_last?.Grad),
            FinalH = Of(_finalH.Grad),
            FinalC = Of(_finalC?.Grad),
            X = Of(toX),
            Kernel = Of(toKernel),
            RecurrentKernel = Of(toRecurrent),
            Bias = Of(toBias),
            InitialH = Of(toH),
            InitialC = Of(toC),
        });
        ReturnTokens();
        Accumulate(_x, toX);
        Accumulate(_kernel, toKernel);
        Accumulate(_recurrentKernel, toRecurrent);
        Accumulate(_bias, toBias);
        Accumulate(_initialH, toH);
        Accumulate(_initialC, toC);
    }

    private RecurrentInputs Inputs() => new()
    {
        X = _tokens is null ? _x.Data : [],
        Tokens = _tokens is null ? [] : _tokens.AsSpan(0, _problem.Batch * _problem.Time),
        Kernel = _kernel.Data,
        RecurrentKernel = _recurrentKernel.Data,
        Bias = Of(_bias),
        InitialH = Of(_initialH),
        InitialC = Of(_initialC),
        Mask = Of(_mask),
    };

    /// <summary>
    /// The columns of a one-hot input, so that its product with the kernel is a look-up; null for any other input, and where the
    /// input's own gradient is wanted.
    /// </summary>
    private int[]? ReadTokens()
    {
        if (_problem.RepeatedInput || _problem.Features < 2 || _x.RequiresGrad)
            return null;
        int rows = _problem.Batch * _problem.Time;
        int[] read = ArrayPool<int>.Shared.Rent(rows);
        if (OneHotRows.TryRead(_x.Data, _problem.Features, read.AsSpan(0, rows)))
            return read;
        ArrayPool<int>.Shared.Return(read);
        return null;
    }

    private void ReturnTokens()
    {
        if (_tokens is not null)
            ArrayPool<int>.Shared.Return(_tokens);
        _tokens = null;
    }

    /// <summary>The state, or null where it is zeros that want no gradient: the kernels then leave its products out.</summary>
    private static Tensor? UnlessZero(Tensor state) =>
        state.RequiresGrad || TensorPrimitives.MaxMagnitude<float>(state.Data) != 0 ? state : null;

    private static Tensor[] Present(params ReadOnlySpan<Tensor?> tensors)
    {
        int count = 0;
        foreach (Tensor? tensor in tensors)
        {
            if (tensor is not null)
                count++;
        }

        var present = new Tensor[count];
        count = 0;
        foreach (Tensor? tensor in tensors)
        {
            if (tensor is not null)
                present[count++] = tensor;
        }

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

    private static CellKind? KindOf(BuiltInCell cell) => cell switch
    {
        LSTMCell => CellKind.Lstm,
        GRUCell { ResetAfter: true } => CellKind.GruResetAfter,
        GRUCell => CellKind.GruResetBefore,
        SimpleRNNCell => CellKind.SimpleRnn,
        _ => null,
    };

    private static ActivationFunction RecurrentActivationOf(BuiltInCell cell) => cell switch
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
