using NotebookKit.Kernels;
using Function = (
    System.Action<NotebookKit.Kernels.KernelPath, float[], float[]> Run, System.Func<double, double> Exact, double MaxUlp);

namespace NotebookKit.Tests.Kernels;

public class VectorMathTests(ITestOutputHelper output)
{
    private static readonly Dictionary<string, Function> s_functions = new()
    {
        ["exp"] = ((path, x, y) => VectorMath.Exp(path, x, y), Math.Exp, 2),
        ["sigmoid"] = ((path, x, y) => VectorMath.Apply(path, ActivationKind.Sigmoid, x, y), x => 1 / (1 + Math.Exp(-x)), 3),
        ["tanh"] = ((path, x, y) => VectorMath.Apply(path, ActivationKind.Tanh, x, y), Math.Tanh, 3),
    };

    [Fact]
    public void The_path_in_use_is_the_widest_available()
    {
        output.WriteLine($"kernel path: {Machine.Path}; available: {string.Join(", ", Machine.AvailablePaths)}");
        Assert.Equal(Machine.AvailablePaths[^1], Machine.Path);
        Assert.Equal(KernelPath.Scalar, Machine.AvailablePaths[0]);
    }

    [Fact]
    public void Errors_stay_within_a_few_units_in_the_last_place_on_every_path()
    {
        float[] x = SweepOfAllMagnitudes();
        float[] y = new float[x.Length];
        foreach ((string? name, (Action<KernelPath, float[], float[]>? run, Func<double, double>? exact, double maxUlp)) in s_functions)
        {
            foreach (KernelPath path in Machine.AvailablePaths)
            {
                run(path, x, y);
                double worst = 0, worstAt = 0, sum = 0;
                for (int i = 0; i < x.Length; i++)
                {
                    double ulp = Ulps(y[i], exact(x[i]));
                    sum += ulp;
                    if (ulp > worst)
                        (worst, worstAt) = (ulp, x[i]);
                }
                output.WriteLine(
                    $"{name,-8} {path,-10} mean {sum / x.Length:F3} ulp, worst {worst:F2} ulp at {worstAt:G9} ({x.Length} arguments)");
                Assert.True(worst <= maxUlp, $"{name} on {path}: {worst} ulp at {worstAt:G9}");
            }
        }
    }

    [Fact]
    public void Infinities_and_NaN_keep_their_limits()
    {
        float[] x = [float.NegativeInfinity, float.PositiveInfinity, float.NaN, 0f, -0f, float.MinValue, float.MaxValue];
        foreach (KernelPath path in Machine.AvailablePaths)
        {
            float[] y = new float[x.Length];
            VectorMath.Exp(path, x, y);
            Assert.Equal([0f, float.PositiveInfinity, float.NaN, 1f, 1f, 0f, float.PositiveInfinity], y);
            VectorMath.Apply(path, ActivationKind.Tanh, x, y);
            Assert.Equal([-1f, 1f, float.NaN, 0f, -0f, -1f, 1f], y);
            Assert.True(float.IsNegative(y[4]));
            VectorMath.Apply(path, ActivationKind.Sigmoid, x, y);
            Assert.Equal([0f, 1f, float.NaN, 0.5f, 0.5f, 0f, 1f], y);
            VectorMath.Apply(path, ActivationKind.Relu, x, y);
            Assert.Equal([0f, float.PositiveInfinity, float.NaN, 0f, 0f, 0f, float.MaxValue], y);
            foreach (ActivationKind hard in new[] { ActivationKind.HardSigmoidKeras2, ActivationKind.HardSigmoidKeras3 })
            {
                VectorMath.Apply(path, hard, x, y);
                Assert.Equal([0f, 1f, float.NaN, 0.5f, 0.5f, 0f, 1f], y);
            }
        }
    }

    [Theory]
    [InlineData(ActivationKind.HardSigmoidKeras2, 1.0, 0.7)]
    [InlineData(ActivationKind.HardSigmoidKeras2, 2.5, 1.0)]
    [InlineData(ActivationKind.HardSigmoidKeras2, -2.0, 0.1)]
    [InlineData(ActivationKind.HardSigmoidKeras3, 1.5, 0.75)]
    [InlineData(ActivationKind.HardSigmoidKeras3, 3.0, 1.0)]
    [InlineData(ActivationKind.HardSigmoidKeras3, -2.4, 0.1)]
    internal void Hard_sigmoids_follow_their_definitions(ActivationKind kind, double x, double expected)
    {
        foreach (KernelPath path in Machine.AvailablePaths)
        {
            float[] y = new float[1];
            VectorMath.Apply(path, kind, [(float)x], y);
            Assert.Equal(expected, y[0], 1e-6);
        }
    }

    [Fact]
    public void Every_length_is_computed_whole_and_in_place()
    {
        foreach (KernelPath path in Machine.AvailablePaths)
        {
            for (int length = 0; length < 70; length++)
            {
                float[] x = new float[length + 2];
                for (int i = 0; i < x.Length; i++)
                    x[i] = 0.1f * i - 2f;
                float before = x[0], after = x[^1];
                double[] expected = x.Skip(1).Take(length).Select(v => Math.Tanh(v)).ToArray();
                VectorMath.Apply(path, ActivationKind.Tanh, x.AsSpan(1, length), x.AsSpan(1, length));
                for (int i = 0; i < length; i++)
                    Assert.Equal(expected[i], x[i + 1], 1e-6);
                Assert.Equal((before, after), (x[0], x[^1]));
            }
        }
    }

    [Fact]
    public void Softmax_rows_sum_to_one_and_match_the_definition()
    {
        var random = new Random(5);
        foreach (KernelPath path in Machine.AvailablePaths)
        {
            foreach (int columns in new[] { 1, 2, 3, 4, 7, 12, 16, 17, 40, 100 })
            {
                float[] x = Enumerable.Range(0, 5 * columns).Select(_ => 20f * random.NextSingle() - 10f).ToArray();
                x[0] = 1000f;
                float[] y = new float[x.Length];
                VectorMath.Softmax(path, x, y, columns);
                for (int row = 0; row < 5; row++)
                {
                    double[] values = x.Skip(row * columns).Take(columns).Select(v => (double)v).ToArray();
                    double sum = values.Sum(v => Math.Exp(v - values.Max()));
                    for (int j = 0; j < columns; j++)
                        Assert.Equal(Math.Exp(values[j] - values.Max()) / sum, y[row * columns + j], 1e-6);
                }
            }
        }
    }

    /// <summary>The last vector of a row may reach into the next row; not beyond the array, and not into rows still to be read.</summary>
    [Fact]
    public void Softmax_in_place_gives_the_same_bits_and_touches_nothing_beyond_its_rows()
    {
        var random = new Random(6);
        foreach (KernelPath path in Machine.AvailablePaths)
        {
            foreach (int columns in new[] { 1, 3, 12, 16, 17, 33 })
            {
                foreach (int rows in new[] { 1, 2, 7 })
                {
                    float[] x = Enumerable.Range(0, rows * columns).Select(_ => random.NextSingle()).ToArray();
                    float[] guarded = Enumerable.Repeat(-7f, x.Length + 64).ToArray();
                    VectorMath.Softmax(path, x, guarded.AsSpan(32, x.Length), columns);
                    Assert.All(guarded.Take(32).Concat(guarded.TakeLast(32)), value => Assert.Equal(-7f, value));

                    VectorMath.Softmax(path, x, x, columns);
                    Assert.Equal(guarded.Skip(32).Take(x.Length), x);
                }
            }
        }
    }

    [Fact]
    public void Unequal_lengths_are_refused()
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => VectorMath.Tanh(new float[3], new float[2]));
        Assert.Contains("received 3 and 2", error.Message);
        Assert.Contains("whole rows of 4",
            Assert.Throws<ArgumentException>(() => VectorMath.Softmax(new float[6], new float[6], 4)).Message);
    }

    /// <summary>Floats spread evenly over all bit patterns of both signs, finite, plus a dense stretch around zero.</summary>
    private static float[] SweepOfAllMagnitudes()
    {
        var values = new List<float>();
        for (uint bits = 0; bits < 0x7F800000u; bits += 12345)
        {
            values.Add(BitConverter.UInt32BitsToSingle(bits));
            values.Add(-values[^1]);
        }
        for (float x = -110f; x < 110f; x += 0.00137f)
            values.Add(x);
        return [.. values];
    }

    /// <summary>The distance in units of the last place of a float near the exact value.</summary>
    private static double Ulps(float actual, double exact)
    {
        if (Math.Abs(exact) > float.MaxValue)
            return float.IsInfinity(actual) ? 0 : 1;
        if (float.IsInfinity(actual))
            return Math.Abs(exact) / float.MaxValue > 0.999999 ? 1 : double.PositiveInfinity;
        double unit = Math.Max(Math.Pow(2, Math.Floor(Math.Log2(Math.Abs(exact))) - 23), float.Epsilon);
        return exact == 0 ? Math.Abs(actual) / float.Epsilon : Math.Abs(actual - exact) / unit;
    }
}
