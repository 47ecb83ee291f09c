using System.Runtime.Intrinsics;

namespace NotebookKit.Kernels;

/// <summary>
/// Products of row-major matrices. The result does not depend on the number of threads; it may differ in the last places
/// between vector paths, which sum in different groupings only across blocks of the inner dimension.
/// </summary>
internal static unsafe class MatMul
{
    /// <summary>Multiply-adds up to which the plain loops win.</summary>
    private const long TinyWork = 600;

    /// <summary>Multiply-adds from which a second thread pays.</summary>
    private const long ParallelWork = 1_000_000;

    /// <summary>
    /// C = op(A)·op(B), plus a bias row for every row of C when <paramref name="bias"/> is given, plus C when
    /// <paramref name="accumulate"/>. op(A) is m × k: A is stored m × k, or k × m with <paramref name="transposeA"/>; op(B) is
    /// k × n: B is stored k × n, or n × k with <paramref name="transposeB"/>. C must not overlap A or B.
    /// </summary>
    public static void Multiply(
        bool transposeA, bool transposeB, int m, int n, int k,
        ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c,
        bool accumulate = false, ReadOnlySpan<float> bias = default) =>
        Multiply(Machine.Path, transposeA, transposeB, m, n, k, a, b, c, accumulate, bias);

    internal static void Multiply(
        KernelPath path, bool transposeA, bool transposeB, int m, int n, int k,
        ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c, bool accumulate = false, ReadOnlySpan<float> bias = default)
    {
        CheckLength(nameof(a), a.Length, m, k);
        CheckLength(nameof(b), b.Length, k, n);
        CheckLength(nameof(c), c.Length, m, n);
        if (!bias.IsEmpty && bias.Length != n)
            throw new ArgumentException($"The bias needs one value for each of the {n} columns; received {bias.Length}.", nameof(bias));
        if (!bias.IsEmpty)
        {
            AddBias(c, bias, accumulate);
            accumulate = true;
        }
        fixed (float* pa = a, pb = b, pc = c)
        {
            var job = new MatMulJob
            {
                Rows = new MatMulRows
                {
                    Count = m,
                    A = pa,
                    RowStep = transposeA ? 1 : k,
                    Step = transposeA ? m : 1,
                    C = pc,
                    Ldc = n,
                    Accumulate = accumulate,
                },
                N = n,
                K = k,
                B = pb,
                Ldb = transposeB ? k : n,
                TransposeB = transposeB,
            };
            Run(path, ref job);
        }
    }

    /// <summary>Computes a product described by addresses; used where matrices are parts of larger ones.</summary>
    internal static void Run(KernelPath path, ref MatMulJob job)
    {
        fixed (MatMulJob* only = &job)
            Run(path, only, 1);
    }

    /// <summary>
    /// Computes products of the same size that write to different places. Workers take the parts of one product after those of the
    /// other, so that with two products and two workers each product is one worker's.
    /// </summary>
    internal static void Run(KernelPath path, MatMulJob* jobs, int count)
    {
        long work = 0;
        for (int i = 0; i < count; i++)
            work += (long)(jobs[i].Rows.Count + jobs[i].Also.Count) * jobs[i].N * jobs[i].K;
        if (path == KernelPath.Scalar || work <= TinyWork)
        {
            for (int i = 0; i < count; i++)
                ReferenceMatMul.Run(jobs[i]);
            return;
        }
        int parts = work < ParallelWork ? 1 : (Parallelism.Threads + count - 1) / count;
        for (int i = 0; i < count; i++)
        {
            jobs[i].SplitColumns = jobs[i].N > jobs[i].Rows.Count + jobs[i].Also.Count || jobs[i].Also.Count > 0;
            jobs[i].Parts = parts;
        }
        delegate*<void*, int, void> run = path switch
        {
            KernelPath.Vector512 => &MatMulBlock<Simd512, Vector512<float>>.RunPart,
            KernelPath.Vector256 => &MatMulBlock<Simd256, Vector256<float>>.RunPart,
            _ => &MatMulBlock<Simd128, Vector128<float>>.RunPart,
        };
        if (work >= ParallelWork)
        {
            WorkerPool.Run(parts * count, run, jobs);
        }
        else
        {
            for (int part = 0; part < parts * count; part++)
                run(jobs, part);
        }
    }

    private static void AddBias(Span<float> c, ReadOnlySpan<float> bias, bool accumulate)
    {
        for (int start = 0; start < c.Length; start += bias.Length)
        {
            Span<float> row = c.Slice(start, bias.Length);
            if (accumulate)
                System.Numerics.Tensors.TensorPrimitives.Add(row, bias, row);
            else
                bias.CopyTo(row);
        }
    }

    private static void CheckLength(string name, int length, int rows, int columns)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows, name);
        ArgumentOutOfRangeException.ThrowIfNegative(columns, name);
        if (length != (long)rows * columns)
            throw new ArgumentException($"'{name}' needs {rows} × {columns} values; received {length}.", name);
    }
}
