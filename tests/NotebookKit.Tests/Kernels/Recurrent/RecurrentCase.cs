using NotebookKit.Kernels;

namespace NotebookKit.Tests.Kernels;

/// <summary>Random data for one recurrent problem, and one forward and backward pass over it.</summary>
internal sealed class RecurrentCase
{
    private readonly Random _random;

    public RecurrentCase(
        RecurrentProblem problem, int seed = 1, bool bias = true, bool initialState = true, bool mask = false, bool tokens = false,
        bool sequence = true)
    {
        _random = new Random(seed);
        Problem = problem;
        int states = problem.Batch * problem.Units, columns = problem.Gates * problem.Units;
        int steps = problem.Batch * (problem.RepeatedInput ? 1 : problem.Time);
        if (tokens)
            Tokens = [.. Enumerable.Range(0, steps).Select(_ => _random.Next(-1, problem.Features))];
        else
            X = Values(steps * problem.Features);
        Kernel = Values(problem.Features * columns);
        Recurrent = Values(problem.Units * columns, 1.5f / MathF.Sqrt(problem.Units));
        if (bias)
            Bias = Values(problem.BiasLength);
        if (initialState)
        {
            H0 = Values(states);
            if (problem.Cell == CellKind.Lstm)
                C0 = Values(states);
        }
        if (mask)
            Mask = [.. Enumerable.Range(0, problem.Batch * problem.Time).Select(_ => _random.Next(3) == 0 ? 0f : 1f)];
        HasSequence = sequence;
        DSequence = sequence ? Values(states * problem.Time) : [];
        DLast = Values(states);
        DFinalH = Values(states);
        DFinalC = problem.Cell == CellKind.Lstm ? Values(states) : [];
    }

    public RecurrentProblem Problem { get; }
    public float[] X { get; } = [];
    public int[] Tokens { get; } = [];
    public float[] Kernel { get; }
    public float[] Recurrent { get; }
    public float[] Bias { get; } = [];
    public float[] H0 { get; } = [];
    public float[] C0 { get; } = [];
    public float[] Mask { get; } = [];
    public bool HasSequence { get; }
    public float[] DSequence { get; }
    public float[] DLast { get; }
    public float[] DFinalH { get; }
    public float[] DFinalC { get; }

    public RecurrentInputs Inputs => new()
    {
        X = X,
        Tokens = Tokens,
        Kernel = Kernel,
        RecurrentKernel = Recurrent,
        Bias = Bias,
        InitialH = H0,
        InitialC = C0,
        Mask = Mask,
    };

    /// <summary>All outputs of a forward pass, by name.</summary>
    public Dictionary<string, float[]> Forward(KernelPath path, bool save = false) => Forward(path, save, out _);

    /// <summary>Outputs and gradients of a forward and a backward pass, by name.</summary>
    public Dictionary<string, float[]> ForwardAndBackward(KernelPath path)
    {
        Dictionary<string, float[]> results = Forward(path, true, out RecurrentTape? tape);
        results["dX"] = new float[X.Length];
        results["dKernel"] = new float[Kernel.Length];
        results["dRecurrent"] = new float[Recurrent.Length];
        results["dBias"] = new float[Bias.Length];
        results["dH0"] = new float[H0.Length];
        results["dC0"] = new float[C0.Length];
        RecurrentKernels.Backward(tape!, Inputs, new RecurrentGradients
        {
            Sequence = DSequence,
            Last = DLast,
            FinalH = DFinalH,
            FinalC = DFinalC,
            X = results["dX"],
            Kernel = results["dKernel"],
            RecurrentKernel = results["dRecurrent"],
            Bias = results["dBias"],
            InitialH = results["dH0"],
            InitialC = results["dC0"],
        });
        return results;
    }

    /// <summary>The scalar whose gradients the backward pass computes.</summary>
    public double Objective()
    {
        Dictionary<string, float[]> outputs = Forward(KernelPath.Scalar);
        return Dot(outputs["sequence"], DSequence) + Dot(outputs["last"], DLast) + Dot(outputs["h"], DFinalH) + Dot(outputs["c"], DFinalC);
    }

    private Dictionary<string, float[]> Forward(KernelPath path, bool save, out RecurrentTape? tape)
    {
        int states = Problem.Batch * Problem.Units;
        var results = new Dictionary<string, float[]>
        {
            ["sequence"] = new float[HasSequence ? states * Problem.Time : 0],
            ["last"] = new float[states],
            ["h"] = new float[states],
            ["c"] = new float[Problem.Cell == CellKind.Lstm ? states : 0],
        };
        // Outputs begin as garbage: what is not written must show.
        foreach (float[] array in results.Values)
            Array.Fill(array, 1234.5f);
        tape = RecurrentKernels.Forward(path, Problem, Inputs, new RecurrentOutputs
        {
            Sequence = results["sequence"],
            Last = results["last"],
            FinalH = results["h"],
            FinalC = results["c"],
        }, save);
        return results;
    }

    private float[] Values(int count, float scale = 0.8f) =>
        [.. Enumerable.Range(0, count).Select(_ => scale * (2f * _random.NextSingle() - 1f))];

    private static double Dot(float[] a, float[] b) => a.Zip(b, (x, y) => (double)x * y).Sum();
}
