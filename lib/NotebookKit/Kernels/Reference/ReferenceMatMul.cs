namespace NotebookKit.Kernels;

/// <summary>The plain matrix product: three loops, what the fast paths are tested against, and the fastest for tiny sizes.</summary>
internal static unsafe class ReferenceMatMul
{
    public static void Run(in MatMulJob job)
    {
        Multiply(job, job.Rows);
        Multiply(job, job.Also);
    }

    private static void Multiply(in MatMulJob job, in MatMulRows rows)
    {
        nint bRowStep = job.TransposeB ? 1 : job.Ldb, bStep = job.TransposeB ? job.Ldb : 1;
        nint run = job.Run == 0 ? job.K : job.Run;
        for (nint i = 0; i < rows.Count; i++)
        {
            for (nint j = 0; j < job.N; j++)
            {
                float sum = rows.Accumulate ? rows.C[i * rows.Ldc + j] : 0f;
                float* a = rows.A + i * rows.RowStep, b = job.B + j * bStep;
                for (nint first = 0; first < job.K; first += run, a += rows.RunStep, b += job.BRunStep)
                {
                    for (nint p = 0; p < run; p++)
                        sum += a[p * rows.Step] * b[p * bRowStep];
                }
                rows.C[i * rows.Ldc + j] = sum;
            }
        }
    }
}
