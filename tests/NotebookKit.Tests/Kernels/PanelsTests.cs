using System.Runtime.Intrinsics;
using NotebookKit.Kernels;

namespace NotebookKit.Tests.Kernels;

public unsafe class PanelsTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 5)]
    [InlineData(4, 4)]
    [InlineData(7, 32)]
    [InlineData(64, 12)]
    [InlineData(66, 35)]
    [InlineData(131, 70)]
    public void Every_element_stands_in_its_panel_and_the_rest_is_zero(int k, int n)
    {
        foreach (KernelPath path in Machine.AvailablePaths)
        {
            foreach (bool transposed in new[] { false, true })
            {
                switch (path)
                {
                    case KernelPath.Vector512:
                        Check<Simd512, Vector512<float>>(transposed, k, n);
                        break;
                    case KernelPath.Vector256:
                        Check<Simd256, Vector256<float>>(transposed, k, n);
                        break;
                    case KernelPath.Vector128:
                        Check<Simd128, Vector128<float>>(transposed, k, n);
                        break;
                }
            }
        }
    }

    private static void Check<S, V>(bool transposed, int k, int n) where S : struct, ISimd<V> where V : struct
    {
        int width = Tile<S, V>.Width, panels = (int)Panels<S, V>.Count(n), gap = 3, ldb = (transposed ? k : n) + gap;
        float[] b = new float[(transposed ? n : k) * ldb];
        for (int i = 0; i < b.Length; i++)
            b[i] = i + 1;
        int panelStep = k * width + gap;
        float[] expected = Enumerable.Repeat(-1f, panels * panelStep).ToArray();
        for (int panel = 0; panel < panels; panel++)
        {
            for (int p = 0; p < k; p++)
            {
                for (int j = 0; j < width; j++)
                {
                    int column = panel * width + j;
                    expected[panel * panelStep + p * width + j] = column >= n ? 0f : b[transposed ? column * ldb + p : p * ldb + column];
                }
            }
        }

        float[] packed = Enumerable.Repeat(-1f, panels * panelStep).ToArray();
        fixed (float* from = b, to = packed)
            Panels<S, V>.Pack(from, ldb, transposed, k, n, to, panelStep);

        Assert.Equal(expected, packed);
    }
}
