namespace NotebookKit.Kernels;

/// <summary>
/// What a forward pass keeps for the backward pass: the gates and the states of every step. Backward overwrites the gates, so a
/// tape serves one backward pass; dispose it afterwards, or drop it when no backward pass comes.
/// </summary>
internal sealed class RecurrentTape : IDisposable
{
    public RecurrentTape(KernelPath path, in RecurrentProblem problem, int paddedUnits)
    {
        (Path, Problem, PaddedUnits) = (path, problem, paddedUnits);
        nint rows = (nint)problem.Batch * paddedUnits;
        Gates = Scratch.Rent(rows * problem.Slots * problem.Time);
        H = Scratch.Rent(rows * (problem.Time + 1));
        C = problem.Cell == CellKind.Lstm ? Scratch.Rent(rows * (problem.Time + 1)) : null;
    }

    public KernelPath Path { get; }

    public RecurrentProblem Problem { get; }

    /// <summary>Units of one stored row, the vector width's padding included.</summary>
    public int PaddedUnits { get; }

    /// <summary>(time, rows, slots, units): LSTM i, f, c, o; GRU h, z, r and the recurrent part of h; SimpleRnn the output.</summary>
    public Scratch Gates { get; }

    /// <summary>(time + 1, rows, units): the hidden state before each step and after the last.</summary>
    public Scratch H { get; }

    /// <summary>(time + 1, batch, units): likewise the LSTM's cell state.</summary>
    public Scratch? C { get; }

    /// <summary>Which sequences share rows, where they do.</summary>
    public PrefixTree? Tree { get; init; }

    /// <summary>Set when backward has consumed the gates.</summary>
    public bool IsUsed { get; set; }

    public void Dispose()
    {
        IsUsed = true;
        Gates.Dispose();
        H.Dispose();
        C?.Dispose();
        Tree?.Dispose();
    }
}
