using System.Numerics.Tensors;

namespace NotebookKit.Kernels;

/// <summary>
/// The gradient of an input kernel whose rows were looked up: each step's gradient is added to the row its token selected.
/// Workers share the columns, so that every element is summed in the order of the steps whatever their number.
/// </summary>
internal static unsafe class TokenGradient
{
    /// <summary>Columns of the smallest share: below, looking at all tokens costs more than adding.</summary>
    private const int ShareColumns = 64;

    /// <summary>Additions from which a second thread pays.</summary>
    private const long ParallelWork = 200_000;

    private struct Job
    {
        public RecurrentJob Steps;

        /// <summary>(features, gates, padded).</summary>
        public float* Rows;
        public int Columns, Parts;
    }

    public static void Write(in RecurrentProblem problem, in RecurrentJob steps, Span<float> gradient)
    {
        int units = problem.Units, padded = (int)steps.Padded, columns = problem.Gates * padded;
        using var rows = Scratch.Rent((nint)problem.Features * columns);
        var job = new Job { Steps = steps, Rows = rows.Pointer, Columns = columns };
        bool parallel = (long)problem.Batch * problem.Time * columns >= ParallelWork;
        job.Parts = parallel ? Math.Clamp(columns / ShareColumns, 1, Parallelism.Threads) : 1;
        WorkerPool.Run(job.Parts, &AddColumns, &job);

        int first = problem.Gates == 3 ? 1 : 0;
        for (int feature = 0; feature < problem.Features; feature++)
        {
            for (int gate = 0; gate < problem.Gates; gate++)
            {
                new ReadOnlySpan<float>(rows.Pointer + (nint)feature * columns + (gate + first) % problem.Gates * padded, units)
                    .CopyTo(gradient.Slice((feature * problem.Gates + gate) * units, units));
            }
        }
    }

    private static void AddColumns(void* state, int part)
    {
        ref Job job = ref *(Job*)state;
        int start = job.Columns * part / job.Parts, count = job.Columns * (part + 1) / job.Parts - start;
        for (nint feature = 0; feature < job.Steps.Features; feature++)
            new Span<float>(job.Rows + feature * job.Columns + start, count).Clear();
        if (!job.Steps.Tree.IsUsed)
        {
            for (nint step = 0; step < job.Steps.Time; step++)
                AddRows(job, step, 0, job.Steps.Batch, start, count);
            return;
        }
        for (nint step = 0; step < job.Steps.Time; step++)
        {
            for (nint chunk = 0; chunk < job.Steps.Tree.Chunks; chunk++)
            {
                (nint row, nint end) = job.Steps.Tree.At(step, chunk);
                AddRows(job, step, row, end, start, count);
            }
        }
    }

    private static void AddRows(in Job job, nint step, nint row, nint end, int start, int count)
    {
        for (nint r = row; r < end; r++)
        {
            int token = job.Steps.TokenOf(step, r);
            if (token < 0)
                continue;
            var sum = new Span<float>(job.Rows + (nint)token * job.Columns + start, count);
            TensorPrimitives.Add(sum, new ReadOnlySpan<float>(job.Steps.ZAt(step, r) + start, count), sum);
        }
    }
}
