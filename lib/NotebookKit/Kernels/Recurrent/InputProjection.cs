using System.Runtime.CompilerServices;

namespace NotebookKit.Kernels;

/// <summary>The input's contribution x·K to the gates, for several steps at once, written to the first slots of Z.</summary>
internal static unsafe class InputProjection<S, V> where S : struct, ISimd<V> where V : struct
{
    /// <summary>
    /// Projects the steps [firstStep, endStep) for rows [row, end). With <paramref name="readsRepeated"/>, a repeated input's
    /// projection is written to Z only for a step without a recurrent product; the others read it from Projected.
    /// </summary>
    public static void Project(RecurrentJob* job, nint firstStep, nint endStep, nint row, nint end, bool readsRepeated)
    {
        if (job->Tokens != null)
            LookUp(job, firstStep, endStep, row, end);
        else if (job->RepeatedInput)
            Repeat(job, firstStep, endStep, row, end, readsRepeated);
        else
            Multiply(job, firstStep, endStep, row, end);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Multiply(RecurrentJob* job, nint firstStep, nint endStep, nint row, nint end)
    {
        nint width = Tile<S, V>.Width, features = job->Features, rowLength = job->Time * features;
        nint steps = endStep - firstStep, columns = job->Gates * job->Padded;
        for (nint column = 0; column < columns; column += width)
        {
            float* panel = job->Kernel + column * features;
            float* next = !job->AsksAhead ? null : column + width < columns ? panel + width * features : job->Kernel;
            if (end - row >= steps)
            {
                for (nint step = firstStep; step < endStep; step++)
                {
                    Tile<S, V>.Panel(
                        end - row, features, job->X + row * rowLength + step * features, rowLength, panel,
                        null, 0, job->ZAt(step, row) + column, job->ZRow, step == firstStep ? next : null);
                }

                continue;
            }
            // Few sequences: the steps of each make the rows of the tiles.
            for (nint r = row; r < end; r++)
            {
                Tile<S, V>.Rows(
                    steps, features, job->X + r * rowLength + firstStep * features, features, 1,
                    panel, width, job->ZAt(firstStep, r) + column, job->Batch * job->ZRow, accumulate: false);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void LookUp(RecurrentJob* job, nint firstStep, nint endStep, nint row, nint end)
    {
        int length = (int)(job->Gates * job->Padded);
        for (nint step = firstStep; step < endStep; step++)
        {
            for (nint r = row; r < end; r++)
            {
                int token = job->TokenOf(step, r);
                var gates = new Span<float>(job->ZAt(step, r), length);
                if (token < 0)
                    gates.Clear();
                else
                    new ReadOnlySpan<float>(job->Kernel + (nint)token * length, length).CopyTo(gates);
            }
        }
    }

    /// <summary>
    /// A repeated input is projected at the first step, and its projection copied to the steps that do not read it there.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Repeat(RecurrentJob* job, nint firstStep, nint endStep, nint row, nint end, bool readsRepeated)
    {
        int length = (int)(job->Gates * job->Padded);
        for (nint column = 0; firstStep == 0 && column < length; column += Tile<S, V>.Width)
        {
            Tile<S, V>.Rows(
                end - row, job->Features, job->X + row * job->Features, job->Features, 1, job->Kernel + column * job->Features,
                Tile<S, V>.Width, job->Projected + row * length + column, length, accumulate: false);
        }

        for (nint step = firstStep; step < endStep; step++)
        {
            for (nint r = row; r < end && !(readsRepeated && job->HasState(step)); r++)
                new ReadOnlySpan<float>(job->Projected + r * length, length).CopyTo(new Span<float>(job->ZAt(step, r), length));
        }
    }
}
