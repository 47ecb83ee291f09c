using System.Runtime.CompilerServices;

namespace NotebookKit.Kernels;

/// <summary>A worker's share of a forward pass: its rows of the batch through all time steps, without waiting for anyone.</summary>
internal static unsafe class SequenceForward<S, V, C> where S : struct, ISimd<V> where V : struct where C : struct, ICell
{
    /// <summary>Whether the recurrent product's sums can begin with a repeated input's projection, which then need not be copied.</summary>
    private static bool ReadsRepeated => C.RecurrentSlot == 0;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(void* state, int part)
    {
        var job = (RecurrentJob*)state;
        if (job->Tree.IsUsed)
        {
            RunTree(job, part);
            return;
        }
        (nint row, nint end) = BatchShare.Of(job->Batch, BatchShare.Rows, part, job->Parts);
        if (row == end)
            return;
        for (nint first = 0; first < job->Time; first += job->ProjectionSteps)
        {
            nint last = Math.Min(first + job->ProjectionSteps, job->Time);
            InputProjection<S, V>.Project(job, first, last, row, end, ReadsRepeated);
            for (nint step = first; step < last; step++)
            {
                for (int phase = 0; phase < C.ForwardPhases; phase++)
                {
                    for (nint unit = 0; unit < job->Padded; unit += Tile<S, V>.Width)
                    {
                        if (phase == 0)
                            AddProduct(job, step, row, end - row, unit);
                        for (nint r = row; r < end; r += S.TileRows)
                            C.Forward<S, V>(job, phase, step, r, Math.Min(S.TileRows, end - r), unit);
                    }
                }

                SequenceOutput.Write(job, step, row, end);
            }
        }
    }

    /// <summary>Adds the recurrent product of the previous states to the projected input in Z.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddProduct(RecurrentJob* job, nint step, nint row, nint rows, nint unit)
    {
        nint padded = job->Padded, zRow = job->ZRow;
        float* z = job->ZAt(step, row) + unit;
        for (nint slot = job->Gates; slot < C.RecurrentSlot + C.RecurrentGates; slot++)
        {
            for (nint r = 0; r < rows; r++)
                Tile<S, V>.CopyPanel(job->Bias + slot * padded + unit, z + r * zRow + slot * padded);
        }

        if (!job->HasState(step))
            return;
        bool repeated = ReadsRepeated && job->RepeatedInput;
        nint startStep = repeated ? job->Gates * padded : zRow;
        float* start = repeated ? job->Projected + row * startStep + unit : z;
        Tile<S, V>.Gates(
            C.RecurrentGates, rows, job->Units, job->HAt(step, row), padded,
            job->Recurrent + unit * job->Units, padded * job->Units,
            start + C.RecurrentSlot * padded, startStep, z + C.RecurrentSlot * padded, zRow, padded,
            job->Next(job->Recurrent, job->Units, unit, Tile<S, V>.Width));
    }

    /// <summary>A chunk of the tree of prefixes: at each step its rows continue those of the step before.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void RunTree(RecurrentJob* job, int chunk)
    {
        nint padded = job->Padded, zRow = job->ZRow;
        for (nint step = 0; step < job->Time; step++)
        {
            (nint row, nint end) = job->Tree.At(step, chunk);
            nint previousEnd = step == 0 ? row : job->Tree.At(step - 1, chunk).End;
            for (nint unit = 0; unit < job->Padded; unit += Tile<S, V>.Width)
            {
                Tile<S, V>.Gates(
                    C.RecurrentGates, previousEnd - row, job->Units, job->HAt(step, row), padded,
                    job->Recurrent + unit * job->Units, padded * job->Units,
                    null, 0, job->Continued + row * zRow + C.RecurrentSlot * padded + unit, zRow, padded);
                for (nint r = row; r < end; r += S.TileRows)
                {
                    nint rows = Math.Min(S.TileRows, end - r);
                    for (nint i = r; i < r + rows; i++)
                        Continue(job, step, i, unit);
                    C.Forward<S, V>(job, 0, step, r, rows, unit);
                }
            }
            SequenceOutput.Write(job, step, job->Tree.Starts[chunk], job->Tree.Starts[chunk + 1]);
        }
    }

    /// <summary>Begins a row's panel of Z: what its token's row of the kernel and the state that it continues send to each gate.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Continue(RecurrentJob* job, nint step, nint row, nint unit)
    {
        nint padded = job->Padded, zRow = job->ZRow;
        float* z = job->ZAt(step, row) + unit;
        float* state = step == 0 ? null : job->Continued + job->Previous(step, row) * zRow + unit;
        int token = job->TokenOf(step, row);
        float* input = token < 0 ? null : job->Kernel + (nint)token * job->Gates * padded + unit;
        for (nint slot = 0; slot < C.RecurrentSlot + C.RecurrentGates; slot++)
        {
            float* first = slot >= job->Gates ? job->Bias + slot * padded + unit : input == null ? null : input + slot * padded;
            float* second = state == null || slot < C.RecurrentSlot ? null : state + slot * padded;
            Tile<S, V>.AddPanels(first, second, z + slot * padded);
        }
    }
}

/// <summary>Divides the rows of a batch among workers.</summary>
internal static class BatchShare
{
    /// <summary>Rows that stay together: as many as the tiles of every vector width divide evenly into.</summary>
    public const int Rows = 4;

    /// <summary>The rows of share <paramref name="part"/> of <paramref name="parts"/>, in whole groups but for the last.</summary>
    public static (nint Start, nint End) Of(nint batch, nint group, nint part, nint parts)
    {
        nint groups = (batch + group - 1) / group;
        return (Math.Min(batch, groups * part / parts * group), Math.Min(batch, groups * (part + 1) / parts * group));
    }
}
