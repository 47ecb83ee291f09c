using NotebookKit.Kernels;

namespace NotebookKit.Tests.Kernels;

[Collection("Parallelism.Threads")]
public class MatMulTests(ITestOutputHelper output)
{
    public static TheoryData<int, int, int> Sizes => new()
    {
        { 1, 1, 1 }, { 1, 12, 128 }, { 1, 512, 300 }, { 2, 3, 4 }, { 3, 33, 5 }, { 7, 17, 31 }, { 8, 32, 16 }, { 9, 64, 200 },
        { 13, 100, 193 }, { 31, 12, 128 }, { 50, 48, 400 }, { 64, 530, 20 }, { 100, 128, 64 }, { 5, 1, 70 }, { 3, 150, 20 }, { 130, 1, 9 },
        { 12, 40, 0 },
    };

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Every_path_and_transposition_matches_the_double_result(int m, int n, int k)
    {
        var random = new Random(m * 1000 + n * 10 + k);
        float[] a = Values(random, m * k), b = Values(random, k * n), start = Values(random, m * n), bias = Values(random, n);
        foreach (KernelPath path in Machine.AvailablePaths)
        {
            foreach (bool transposeA in new[] { false, true })
            {
                foreach (bool transposeB in new[] { false, true })
                {
                    foreach (bool accumulate in new[] { false, true })
                    {
                        foreach (bool withBias in new[] { false, true })
                        {
                            float[] c = (float[])start.Clone();
                            MatMul.Multiply(path, transposeA, transposeB, m, n, k, a, b, c, accumulate, withBias ? bias : default);
                            for (int i = 0; i < m; i++)
                            {
                                for (int j = 0; j < n; j++)
                                {
                                    double sum = (accumulate ? start[i * n + j] : 0) + (withBias ? bias[j] : 0);
                                    for (int p = 0; p < k; p++)
                                        sum += (double)a[transposeA ? p * m + i : i * k + p] * b[transposeB ? j * k + p : p * n + j];
                                    Assert.True(Math.Abs(sum - c[i * n + j]) <= 4e-7 * (Math.Sqrt(k) * 4 + 4),
                                        $"{path} transposeA={transposeA} transposeB={transposeB} accumulate={accumulate} ({i}, {j}): "
                                        + $"{c[i * n + j]} against {sum}");
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    [Theory]
    [InlineData(203, 131, 400)]
    [InlineData(96, 700, 64)]
    public void The_number_of_threads_does_not_change_a_bit(int m, int n, int k)
    {
        var random = new Random(3);
        float[] a = Values(random, m * k), b = Values(random, k * n);
        int threads = Parallelism.Threads;
        try
        {
            var results = new List<float[]>();
            foreach (int count in new[] { 1, 2, 3, 7 })
            {
                Parallelism.Threads = count;
                float[] c = new float[m * n];
                MatMul.Multiply(false, false, m, n, k, a, b, c);
                results.Add(c);
            }
            output.WriteLine($"{Machine.Path}, {m}×{n}×{k}: threads 1, 2, 3, 7");
            Assert.All(results, c => Assert.Equal(results[0], c));
        }
        finally
        {
            Parallelism.Threads = threads;
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_row_is_the_same_however_many_stand_beside_it(bool transposeA)
    {
        const int Rows = 45, N = 70, K = 37;
        var random = new Random(4);
        float[] a = Values(random, Rows * K), b = Values(random, K * N);
        foreach (KernelPath path in Machine.AvailablePaths)
        {
            // Tiles have twelve rows, eight, four, two and one, and each number of rows divides into others of them.
            float[] all = Product(path, Rows);
            for (int rows = 1; rows < Rows; rows++)
                Assert.Equal(all[..(rows * N)], Product(path, rows));
        }

        float[] Product(KernelPath path, int rows)
        {
            float[] c = new float[rows * N], first = transposeA ? Transposed(a, rows, K) : a[..(rows * K)];
            MatMul.Multiply(path, transposeA, false, rows, N, K, first, b, c, accumulate: false, default);
            return c;
        }
    }

    private static float[] Transposed(float[] a, int rows, int k)
    {
        float[] result = new float[rows * k];
        for (int i = 0; i < rows; i++)
        {
            for (int p = 0; p < k; p++)
                result[p * rows + i] = a[i * k + p];
        }
        return result;
    }

    /// <summary>Columns of C, rows of either product, length of a run, runs.</summary>
    [Theory]
    [InlineData(70, 20, 9, 3, 5)]
    [InlineData(12, 40, 0, 7, 60)]
    [InlineData(96, 8, 130, 100, 4)]
    [InlineData(33, 5, 3, 1, 9)]
    [InlineData(33, 5, 3, 1, 0)]
    public unsafe void An_inner_dimension_in_runs_is_summed_as_if_it_were_one(int n, int rows, int also, int run, int runs)
    {
        const int Between = 3;
        var random = new Random(n + rows);
        // Each run is followed by rows that belong to others.
        float[] a = Values(random, (run + Between) * runs * rows + 1), second = Values(random, (run + Between) * runs * also + 1);
        float[] b = Values(random, (run + Between) * runs * n + 1);
        foreach (KernelPath path in Machine.AvailablePaths)
        {
            float[] c = Values(new Random(1), rows * n), d = Values(new Random(2), also * n + 1), cBefore = [.. c];
            fixed (float* pa = a, ps = second, pb = b, pc = c, pd = d)
            {
                MatMulRows Left(float* from, float* to, int count, bool accumulate) => new()
                {
                    Count = count,
                    A = from,
                    RowStep = 1,
                    Step = count,
                    RunStep = (run + Between) * count,
                    C = to,
                    Ldc = n,
                    Accumulate = accumulate,
                };
                var job = new MatMulJob
                {
                    Rows = Left(pa, pc, rows, true),
                    Also = Left(ps, pd, also, false),
                    N = n,
                    K = run * runs,
                    B = pb,
                    Ldb = n,
                    Run = run,
                    BRunStep = (run + Between) * n,
                };
                MatMul.Run(path, ref job);
            }
            AssertSums(path, a, b, rows, c, cBefore);
            AssertSums(path, second, b, also, d, new float[also * n]);
        }

        void AssertSums(KernelPath path, float[] left, float[] b, int count, float[] actual, float[] before)
        {
            for (int i = 0; i < count * n; i++)
            {
                double sum = before[i];
                for (int p = 0; p < run * runs; p++)
                {
                    int at = p / run * (run + Between) + p % run;
                    sum += (double)left[at * count + i / n] * b[at * n + i % n];
                }
                Assert.True(Math.Abs(sum - actual[i]) <= 4e-7 * (Math.Sqrt(run * runs) * 4 + 4), $"{path} {i}: {actual[i]} against {sum}");
            }
        }
    }

    [Fact]
    public void Wrong_lengths_are_named()
    {
        ArgumentException error =
            Assert.Throws<ArgumentException>(() => MatMul.Multiply(false, false, 2, 3, 4, new float[8], new float[11], new float[6]));
        Assert.Equal("b", error.ParamName);
        Assert.Contains("4 × 3", error.Message);
        Assert.Throws<ArgumentException>(() =>
            MatMul.Multiply(false, false, 1, 2, 1, new float[1], new float[2], new float[2], bias: new float[3]));
    }

    private static float[] Values(Random random, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => 2f * random.NextSingle() - 1f)];
}
