using System.Numerics.Tensors;

namespace NotebookKit.Kernels;

/// <summary>
/// The gradient of an input kernel whose rows were looked up: each step's gradient is added to the row its token selected.
/// Workers share groups of rows and their columns, so that every element is summed in the same order whatever their number.
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
        public RowGroups Groups;

        /// <summary>(groups, features, gates, padded).</summary>
        public float* Rows;
        public int Columns;

        /// <summary>Shares of the columns.</summary>
        public int Parts;
    }

    public static void Write(in RecurrentProblem problem, in RecurrentJob steps, Span<float> gradient)
    {
        int units = problem.Units, padded = (int)steps.Padded, columns = problem.Gates * padded;
        int size = problem.Features * columns;
        var groups = new RowGroups(steps);
        using var rows = Scratch.Rent((nint)groups.Count * size);
        var job = new Job { Steps = steps, Groups = groups, Rows = rows.Pointer, Columns = columns };
        bool parallel = (long)problem.Batch * problem.Time * columns >= ParallelWork;
        job.Parts = parallel ? Math.Clamp(columns / ShareColumns, 1, (Parallelism.Threads + groups.Count - 1) / groups.Count) : 1;
        if (parallel)
        {
            WorkerPool.Run(groups.Count * job.Parts, &AddColumns, &job);
        }
        else
        {
            for (int group = 0; group < groups.Count; group++)
                AddColumns(&job, group);
        }
        if (groups.Count > 1)
            Sum.Add(rows.Pointer, rows.Pointer + size, size);

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

    private static void AddColumns(void* state, int task)
    {
        ref Job job = ref *(Job*)state;
        int group = task / job.Parts, part = task % job.Parts;
        int start = job.Columns * part / job.Parts, count = job.Columns * (part + 1) / job.Parts - start;
        float* sums = job.Rows + group * job.Steps.Features * job.Columns + start;
        for (nint feature = 0; feature < job.Steps.Features; feature++)
            new Span<float>(sums + feature * job.Columns, count).Clear();
        (nint chunk, nint endChunk) = job.Groups.Chunks(group);
        (nint row, nint end) = job.Groups.Rows(group);
        for (nint step = 0; step < job.Steps.Time; step++)
        {
            if (!job.Steps.Tree.IsUsed)
                AddRows(job, step, row, end, sums, start, count);
            for (nint c = chunk; c < endChunk && job.Steps.Tree.IsUsed; c++)
            {
                (row, end) = job.Steps.Tree.At(step, c);
                AddRows(job, step, row, end, sums, start, count);
            }
        }
    }

    private static void AddRows(in Job job, nint step, nint row, nint end, float* sums, int start, int count)
    {
        for (nint r = row; r < end; r++)
        {
            int token = job.Steps.TokenOf(step, r);
            if (token < 0)
                continue;
            var sum = new Span<float>(sums + (nint)token * job.Columns, count);
            TensorPrimitives.Add(sum, new ReadOnlySpan<float>(job.Steps.ZAt(step, r) + start, count), sum);
        }
    }
}
