using System.Runtime.CompilerServices;

namespace NotebookKit.Kernels;

/// <summary>
/// The sums of dZ over rows and steps. Every small group of rows keeps a sum of its own while backward through time runs, and
/// these are added at the end in the order of the rows, so that the result does not depend on how rows were shared among workers.
/// </summary>
internal static unsafe class BiasGradient<S, V> where S : struct, ISimd<V> where V : struct
{
    /// <summary>Groups of a pass: chunks of a tree, otherwise what stays together when rows are shared.</summary>
    public static nint Groups(in RecurrentJob job) =>
        job.Tree.IsUsed ? job.Tree.Chunks : (job.Batch + BatchShare.Rows - 1) / BatchShare.Rows;

    /// <summary>Adds one step's gradients of rows [row, end), where row begins a group.</summary>
    public static void Add(RecurrentJob* job, nint step, nint row, nint end)
    {
        for (nint r = row; r < end; r += BatchShare.Rows)
            AddGroup(job, r / BatchShare.Rows, step, r, Math.Min(r + BatchShare.Rows, end));
    }

    /// <summary>Adds one step's gradients of rows [row, end) to a group.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddGroup(RecurrentJob* job, nint group, nint step, nint row, nint end)
    {
        nint length = job->ZRow, rows = end - row;
        float* sums = job->BiasSums + group * length, z = job->ZAt(step, row);
        for (nint column = 0; column < length; column += S.Lanes)
        {
            V sum = S.Load(sums + column);
            for (nint i = 0; i < rows; i++)
                sum = S.Add(sum, S.Load(z + i * length + column));
            S.Store(sum, sums + column);
        }
    }

    /// <summary>The groups of a repeated input, whose gradients are summed over time already.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddSummed(RecurrentJob* job, nint row, nint end)
    {
        nint length = job->ZRow;
        for (nint r = row; r < end; r++)
        {
            for (nint column = 0; column < length; column += S.Lanes)
            {
                float* sums = job->BiasSums + r / BatchShare.Rows * length + column;
                S.Store(S.Add(S.Load(sums), S.Load(job->SummedGradient + r * length + column)), sums);
            }
        }
    }

    /// <summary>Adds up the groups' sums and writes those of the gates to the bias's gradient.</summary>
    public static void Write(in RecurrentProblem problem, in RecurrentJob job, Span<float> gradient)
    {
        int units = problem.Units, columns = problem.Gates * units, padded = (int)job.Padded;
        var sums = new Span<float>(job.BiasSums, (int)job.ZRow);
        for (nint group = 1; group < Groups(job); group++)
            System.Numerics.Tensors.TensorPrimitives.Add(sums, new ReadOnlySpan<float>(job.BiasSums + group * job.ZRow, sums.Length), sums);
        for (int gate = 0; gate < problem.Gates; gate++)
            sums.Slice(RecurrentPacking<S, V>.InputSlot(problem, gate) * padded, units).CopyTo(gradient[(gate * units)..]);
        if (problem.Cell == CellKind.GruResetAfter)
        {
            for (int gate = 0; gate < 3; gate++)
                sums.Slice((gate + 1) * padded, units).CopyTo(gradient[(columns + gate * units)..]);
        }
    }
}
