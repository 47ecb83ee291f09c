using System.Runtime.Intrinsics;

namespace NotebookKit.Kernels;

/// <summary>The compiled loops for one vector width, cell and pair of activations.</summary>
internal readonly unsafe struct SequenceLoops(delegate*<void*, int, void> forward, delegate*<void*, int, void> backward)
{
    public readonly delegate*<void*, int, void> Forward = forward;
    public readonly delegate*<void*, int, void> Backward = backward;
}

/// <summary>Finds the loops for a problem: each combination is compiled on its own, so no step decides anything.</summary>
internal static unsafe class CellSelection
{
    public static SequenceLoops Find(KernelPath path, in RecurrentProblem problem) => path switch
    {
        KernelPath.Vector512 => WithActivation<Simd512, Vector512<float>>(problem),
        KernelPath.Vector256 => WithActivation<Simd256, Vector256<float>>(problem),
        KernelPath.Vector128 => WithActivation<Simd128, Vector128<float>>(problem),
        _ => throw new ArgumentOutOfRangeException(nameof(path), path, "The scalar path has no vector loops."),
    };

    private static SequenceLoops WithActivation<S, V>(in RecurrentProblem problem)
        where S : struct, ISimd<V> where V : struct => problem.Activation switch
        {
            ActivationKind.Tanh => WithGate<S, V, TanhActivation>(problem),
            ActivationKind.Relu => WithGate<S, V, ReluActivation>(problem),
            ActivationKind.Linear => WithGate<S, V, LinearActivation>(problem),
            ActivationKind.Sigmoid => WithGate<S, V, SigmoidActivation>(problem),
            ActivationKind.HardSigmoidKeras2 => WithGate<S, V, HardSigmoidKeras2Activation>(problem),
            ActivationKind.HardSigmoidKeras3 => WithGate<S, V, HardSigmoidKeras3Activation>(problem),
            _ => throw ReferenceMath.Unknown(problem.Activation),
        };

    private static SequenceLoops WithGate<S, V, A>(in RecurrentProblem problem)
        where S : struct, ISimd<V> where V : struct where A : struct, IActivation
    {
        if (problem.Cell == CellKind.SimpleRnn)
            return Loops<S, V, SimpleRnnCell<A>>();
        return problem.RecurrentActivation switch
        {
            ActivationKind.Sigmoid => WithCell<S, V, A, SigmoidActivation>(problem.Cell),
            ActivationKind.HardSigmoidKeras2 => WithCell<S, V, A, HardSigmoidKeras2Activation>(problem.Cell),
            ActivationKind.HardSigmoidKeras3 => WithCell<S, V, A, HardSigmoidKeras3Activation>(problem.Cell),
            ActivationKind.Tanh => WithCell<S, V, A, TanhActivation>(problem.Cell),
            ActivationKind.Relu => WithCell<S, V, A, ReluActivation>(problem.Cell),
            ActivationKind.Linear => WithCell<S, V, A, LinearActivation>(problem.Cell),
            _ => throw ReferenceMath.Unknown(problem.RecurrentActivation),
        };
    }

    private static SequenceLoops WithCell<S, V, A, R>(CellKind cell)
        where S : struct, ISimd<V> where V : struct where A : struct, IActivation where R : struct, IActivation => cell switch
        {
            CellKind.Lstm => Loops<S, V, LstmCell<A, R>>(),
            CellKind.GruResetBefore => Loops<S, V, GruResetBeforeCell<A, R>>(),
            _ => Loops<S, V, GruResetAfterCell<A, R>>(),
        };

    private static SequenceLoops Loops<S, V, C>() where S : struct, ISimd<V> where V : struct where C : struct, ICell =>
        new(&SequenceForward<S, V, C>.Run, &SequenceBackward<S, V, C>.Run);
}
