namespace NotebookKit.Kernels;

/// <summary>
/// The tree of the prefixes of a batch of token sequences. Recurrent layers that start from the zero state give sequences the
/// same states as long as their tokens are the same: each distinct prefix is one row of the computation, and the rows that
/// continue it share its recurrent product. In text the first steps of many sequences coincide (padding, digits, common words).
/// </summary>
/// <remarks>
/// The sequences are sorted and divided into chunks, each a tree of its own for one worker. The division depends on the size of
/// the batch only, so that sums over rows, and with them the gradients, do not depend on the number of workers. A chunk's rows
/// lie, at every step, at the positions of its sequences: the first positions of the chunk are used, the others are left out.
/// </remarks>
internal sealed unsafe class PrefixTree : IDisposable
{
    /// <summary>Sequences that a chunk has at least, where there are as many: fewer would share little.</summary>
    private const int FewestSequences = 16;

    /// <summary>Sequences from which a chunk is divided even when there are enough chunks: one step's rows are to stay in cache.</summary>
    private const int MostSequences = 64;

    /// <summary>Enough chunks for the cores of a usual machine; more would share less.</summary>
    private const int EnoughChunks = 8;

    /// <summary>
    /// The share of rows that a tree has to save to be used: gathering what continuations send back takes time and memory, and
    /// long sequences of which only the first steps coincide save next to nothing.
    /// </summary>
    private const double LeastSaving = 1.0 / 8;

    private readonly Scratch _memory;

    private PrefixTree(in RecurrentProblem problem)
    {
        int batch = problem.Batch, time = problem.Time, cells = batch * time;
        int chunks = 1;
        while (batch >= 2 * chunks * FewestSequences && (chunks < EnoughChunks || batch > chunks * MostSequences))
            chunks *= 2;
        _memory = Scratch.Rent(batch + 3 * (nint)cells + 2 * (nint)chunks * time + chunks + 1);
        Rows = new PrefixRows { Batch = batch, Time = time, Chunks = chunks };
        Rows.Order = (int*)_memory.Pointer;
        Rows.Parents = Rows.Order + batch;
        Rows.SequenceOfRow = Rows.Parents + cells;
        Rows.RowOfSequence = Rows.SequenceOfRow + cells;
        Rows.Counts = Rows.RowOfSequence + cells;
        Rows.FirstContinued = Rows.Counts + chunks * time;
        Rows.Starts = Rows.FirstContinued + chunks * time;
    }

    /// <summary>The tree's arrays, as the kernels read them.</summary>
    public PrefixRows Rows;

    /// <summary>
    /// Whether sequences of this problem can share rows: from tokens, the zero state, and without a second product a step.
    /// </summary>
    public static bool Applies(in RecurrentProblem problem, in RecurrentInputs inputs) =>
        !inputs.Tokens.IsEmpty && inputs.InitialH.IsEmpty && inputs.InitialC.IsEmpty && problem.Cell != CellKind.GruResetBefore;

    /// <summary>
    /// The tree of the sequences in <paramref name="inputs"/>, or null where there can be none or it would save too little.
    /// </summary>
    public static PrefixTree? TryBuild(in RecurrentProblem problem, in RecurrentInputs inputs)
    {
        if (!Applies(problem, inputs))
            return null;
        PrefixTree tree = Build(problem, inputs);
        if (tree.Rows.Continued <= (1 - LeastSaving) * problem.Batch * (problem.Time - 1))
            return tree;
        tree.Dispose();
        return null;
    }

    /// <summary>The tree of the sequences in <paramref name="inputs"/>, in the order of processing.</summary>
    public static PrefixTree Build(in RecurrentProblem problem, in RecurrentInputs inputs)
    {
        var tree = new PrefixTree(problem);
        int batch = problem.Batch, time = problem.Time;
        using var memory = Scratch.Rent((nint)batch * time);
        var keys = new Span<int>(memory.Pointer, batch * time);
        ReadKeys(problem, inputs, keys);

        var order = new Span<int>(tree.Rows.Order, batch);
        for (int sequence = 0; sequence < batch; sequence++)
            order[sequence] = sequence;
        order.Sort(new ByKeys((int*)memory.Pointer, time));
        for (int chunk = 0; chunk < tree.Rows.Chunks; chunk++)
            tree.Grow(chunk, keys);
        tree.NumberContinued();
        return tree;
    }

    public void Dispose() => _memory.Dispose();

    /// <summary>What distinguishes the steps of sequences: the token, none, or a masked step whatever its token.</summary>
    private static void ReadKeys(in RecurrentProblem problem, in RecurrentInputs inputs, Span<int> keys)
    {
        const int None = -1, Masked = -2;
        for (int sequence = 0; sequence < problem.Batch; sequence++)
        {
            for (int step = 0; step < problem.Time; step++)
            {
                int at = sequence * problem.Time + problem.InputStep(step);
                bool masked = !inputs.Mask.IsEmpty && inputs.Mask[at] == 0f;
                keys[sequence * problem.Time + step] = masked ? Masked : Math.Max(inputs.Tokens[at], None);
            }
        }
    }

    /// <summary>Walks through a chunk's sorted sequences; each adds rows from where it leaves the one before.</summary>
    private void Grow(int chunk, ReadOnlySpan<int> keys)
    {
        int batch = (int)Rows.Batch, time = (int)Rows.Time;
        (nint start, nint end) = BatchShare.Of(batch, 1, chunk, (int)Rows.Chunks);
        Rows.Starts[chunk] = (int)start;
        Rows.Starts[chunk + 1] = (int)end;
        int* counts = Rows.Counts + chunk * time;
        new Span<int>(counts, time).Clear();
        ReadOnlySpan<int> before = default;
        for (nint position = start; position < end; position++)
        {
            int sequence = Rows.Order[position];
            ReadOnlySpan<int> own = keys.Slice(sequence * time, time);
            int common = position == start ? 0 : own.CommonPrefixLength(before);
            for (int step = 0; step < time; step++)
            {
                if (step >= common)
                {
                    int made = step * batch + (int)start + counts[step]++;
                    Rows.SequenceOfRow[made] = sequence;
                    Rows.Parents[made] = (int)start + (step == 0 ? 0 : counts[step - 1] - 1);
                }
                Rows.RowOfSequence[step * batch + sequence] = (int)start + counts[step] - 1;
            }
            before = own;
        }
    }

    /// <summary>Numbers the rows that have continuations one after another.</summary>
    private void NumberContinued()
    {
        int next = 0;
        for (nint chunk = 0; chunk < Rows.Chunks; chunk++)
        {
            for (nint step = 0; step < Rows.Time - 1; step++)
            {
                Rows.FirstContinued[chunk * Rows.Time + step] = next;
                next += Rows.Counts[chunk * Rows.Time + step];
            }
        }

        Rows.Continued = next;
    }

    private readonly struct ByKeys(int* keys, int time) : IComparer<int>
    {
        public int Compare(int x, int y)
        {
            ReadOnlySpan<int> a = new(keys + x * time, time), b = new(keys + y * time, time);
            int common = a.CommonPrefixLength(b);
            return common == time ? x.CompareTo(y) : a[common].CompareTo(b[common]);
        }
    }
}

/// <summary>The arrays of a <see cref="PrefixTree"/>. A row's number is its position, from 0 to the size of the batch.</summary>
internal unsafe struct PrefixRows
{
    public nint Batch, Time, Chunks;

    /// <summary>The sequences, sorted.</summary>
    public int* Order;

    /// <summary>(chunks + 1): the first position of each chunk.</summary>
    public int* Starts;

    /// <summary>(chunks, time): rows of a chunk at a step.</summary>
    public int* Counts;

    /// <summary>(time, batch), by row: the row it continues, and the first of its sequences.</summary>
    public int* Parents, SequenceOfRow;

    /// <summary>(time, batch), by sequence: its row.</summary>
    public int* RowOfSequence;

    /// <summary>(chunks, time): the number of the chunk's first row at a step among all rows that have continuations.</summary>
    public int* FirstContinued;

    /// <summary>Rows that have continuations: those of all steps but the last.</summary>
    public nint Continued;

    public readonly bool IsUsed => Order != null;

    /// <summary>The rows of a chunk at a step.</summary>
    public readonly (nint Row, nint End) At(nint step, nint chunk) => (Starts[chunk], Starts[chunk] + Counts[chunk * Time + step]);

    /// <summary>The number of a chunk's row among all that have continuations.</summary>
    public readonly nint ContinuedAt(nint step, nint chunk, nint row) => FirstContinued[chunk * Time + step] + row - Starts[chunk];
}
