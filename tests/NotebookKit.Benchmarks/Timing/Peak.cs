using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using NotebookKit.Kernels;

namespace NotebookKit.Benchmarks.Timing;

/// <summary>The multiply-add peak of one core at this moment: independent fused multiply-adds on registers and nothing else.</summary>
internal static class Peak
{
    private const int Rounds = 2_000_000;
    private const int Chains = 12;

    /// <summary>The best of a few short runs, in floating-point operations a second (two for a multiply-add).</summary>
    public static double FlopsPerSecond()
    {
        double best = 0;
        for (int run = 0; run < 10; run++)
        {
            long start = Stopwatch.GetTimestamp();
            float result = Machine.Path switch
            {
                KernelPath.Vector512 => Chain<Simd512, Vector512<float>>(),
                KernelPath.Vector256 => Chain<Simd256, Vector256<float>>(),
                _ => Chain<Simd128, Vector128<float>>(),
            };
            double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
            int lanes = Machine.Path switch { KernelPath.Vector512 => 16, KernelPath.Vector256 => 8, _ => 4 };
            if (!float.IsFinite(result))
            {
                throw new InvalidOperationException("The peak probe left the range of floats.");
            }
            best = Math.Max(best, 2.0 * Rounds * Chains * lanes / seconds);
        }
        return best;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Chain<S, V>() where S : struct, ISimd<V> where V : struct
    {
        V a = S.Create(0.999f), b = S.Create(0.001f);
        V c0 = a, c1 = a, c2 = a, c3 = a, c4 = a, c5 = a, c6 = a, c7 = a, c8 = a, c9 = a, c10 = a, c11 = a;
        for (int i = 0; i < Rounds; i++)
        {
            c0 = S.MultiplyAdd(c0, a, b);
            c1 = S.MultiplyAdd(c1, a, b);
            c2 = S.MultiplyAdd(c2, a, b);
            c3 = S.MultiplyAdd(c3, a, b);
            c4 = S.MultiplyAdd(c4, a, b);
            c5 = S.MultiplyAdd(c5, a, b);
            c6 = S.MultiplyAdd(c6, a, b);
            c7 = S.MultiplyAdd(c7, a, b);
            c8 = S.MultiplyAdd(c8, a, b);
            c9 = S.MultiplyAdd(c9, a, b);
            c10 = S.MultiplyAdd(c10, a, b);
            c11 = S.MultiplyAdd(c11, a, b);
        }
        V sum = S.Add(S.Add(S.Add(c0, c1), S.Add(c2, c3)), S.Add(S.Add(c4, c5), S.Add(c6, c7)));
        return S.Sum(S.Add(sum, S.Add(S.Add(c8, c9), S.Add(c10, c11))));
    }
}
