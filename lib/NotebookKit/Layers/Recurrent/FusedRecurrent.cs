using NotebookKit.Kernels;

namespace NotebookKit.Layers;

/// <summary>
/// Where a recurrent run can be one operation with a hand-written backward pass instead of the plain
/// <see cref="RecurrentLoop"/>, this is where it is chosen: the cells of Keras with activations that the kernels know, without
/// dropout of the recurrent input.
/// </summary>
internal static class FusedRecurrent
{
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
