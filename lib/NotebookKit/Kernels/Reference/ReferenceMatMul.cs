namespace NotebookKit.Kernels;

/// <summary>The plain matrix product: three loops, what the fast paths are tested against, and the fastest for tiny sizes.</summary>
internal static unsafe class ReferenceMatMul
{
    public static void Run(in MatMulJob job)
    {
        nint bRowStep = job.TransposeB ? 1 : job.Ldb, bStep = job.TransposeB ? job.Ldb : 1;
        for (nint i = 0; i < job.M; i++)
            for (nint j = 0; j < job.N; j++)
            {
                float sum = job.Accumulate ? job.C[i * job.Ldc + j] : 0f;
                float* a = job.A + i * job.ARowStep, b = job.B + j * bStep;
                for (nint p = 0; p < job.K; p++) sum += a[p * job.AStep] * b[p * bRowStep];
                job.C[i * job.Ldc + j] = sum;
            }
    }
}
