using NotebookKit.Kernels;

namespace NotebookKit.Tests.Kernels;

[Collection("Parallelism.Threads")]
public class RecurrentKernelsTests(ITestOutputHelper output)
{
    private static readonly CellKind[] s_cells = Enum.GetValues<CellKind>();

    /// <summary>A kernel so large that its panels are asked for ahead, by two tiles or five and not by the rows left over.</summary>
    private static RecurrentProblem Far(CellKind cell) =>
        new(cell, Batch: 21, Time: 2, Features: 3, Units: cell == CellKind.SimpleRnn ? 520 : 300);

    private static IEnumerable<RecurrentCase> Cases(CellKind cell)
    {
        var small = new RecurrentProblem(cell, Batch: 5, Time: 4, Features: 3, Units: 6);
        yield return new RecurrentCase(small);
        yield return new RecurrentCase(small, bias: false);
        yield return new RecurrentCase(small, initialState: false);
        yield return new RecurrentCase(small, sequence: false);
        yield return new RecurrentCase(small, mask: true);
        yield return new RecurrentCase(small, mask: true, initialState: false);
        yield return new RecurrentCase(small with { ZeroOutputForMask = true }, mask: true);
        yield return new RecurrentCase(small with { RepeatedInput = true });
        yield return new RecurrentCase(small with { RepeatedInput = true }, mask: true);
        yield return new RecurrentCase(small, tokens: true);
        foreach (bool mask in new[] { false, true })
        {
            yield return new RecurrentCase(small, tokens: true, initialState: false, mask: mask);
            yield return new RecurrentCase(small with { ZeroOutputForMask = true }, tokens: true, initialState: false, mask: mask,
                bias: false);
            // Enough sequences for several chunks of the tree of prefixes, of few tokens, so that many begin alike.
            yield return new RecurrentCase(
                new RecurrentProblem(cell, Batch: 75, Time: 5, Features: 3, Units: 40), tokens: true, initialState: false, mask: mask);
            yield return new RecurrentCase(
                new RecurrentProblem(cell, Batch: 33, Time: 3, Features: 50, Units: 8), tokens: true, initialState: false, mask: mask,
                    sequence: false);
        }
        yield return new RecurrentCase(small with { Time = 1 }, tokens: true, initialState: false);
        yield return new RecurrentCase(small with { Batch = 1 }, tokens: true, initialState: false);
        yield return new RecurrentCase(small with { Time = 1 });
        yield return new RecurrentCase(new RecurrentProblem(cell, Batch: 1, Time: 9, Features: 5, Units: 33));
        yield return new RecurrentCase(new RecurrentProblem(cell, Batch: 1, Time: 6, Features: 2, Units: 1));
        yield return new RecurrentCase(new RecurrentProblem(cell, Batch: 2, Time: 7, Features: 4, Units: 16), mask: true);
        yield return new RecurrentCase(new RecurrentProblem(cell, Batch: 19, Time: 5, Features: 40, Units: 64));
        yield return new RecurrentCase(new RecurrentProblem(cell, Batch: 67, Time: 3, Features: 12, Units: 70), mask: true);
        // Rows enough for two groups, whose weight gradients are summed apart.
        var large = new RecurrentProblem(cell, Batch: 130, Time: 5, Features: 9, Units: 20);
        yield return new RecurrentCase(large);
        yield return new RecurrentCase(large, initialState: false, mask: true);
        yield return new RecurrentCase(large with { RepeatedInput = true });
        yield return new RecurrentCase(large with { Features = 3 }, tokens: true, initialState: false);
        yield return new RecurrentCase(large, tokens: true);
        yield return new RecurrentCase(large with { Batch = 520, Time = 1 }, initialState: false);
        yield return new RecurrentCase(large with { Batch = 520, Time = 1 }, tokens: true, initialState: false);
        yield return new RecurrentCase(Far(cell));
        foreach (ActivationKind activation in Enum.GetValues<ActivationKind>())
            yield return new RecurrentCase(small with { Activation = activation });
        foreach (ActivationKind gate in Enum.GetValues<ActivationKind>())
            yield return new RecurrentCase(small with { RecurrentActivation = gate });
    }

    [Theory]
    [MemberData(nameof(CellNames))]
    public void Every_path_gives_the_results_and_gradients_of_the_plain_loops(string cell)
    {
        foreach (RecurrentCase test in Cases(Enum.Parse<CellKind>(cell)))
        {
            Dictionary<string, float[]> expected = test.ForwardAndBackward(KernelPath.Scalar);
            foreach (KernelPath path in Machine.AvailablePaths.Where(path => path != KernelPath.Scalar))
            {
                string what = $"{path} {test.Problem} bias={test.Bias.Length} h0={test.H0.Length} mask={test.Mask.Length} "
                    + $"tokens={test.Tokens.Length}";
                AssertClose(expected, test.ForwardAndBackward(path), what);
                AssertClose(expected, test.Forward(path), what + " without saving");
            }
            AssertClose(expected, test.Forward(KernelPath.Scalar), "scalar without saving");
        }
        output.WriteLine($"{cell}: {string.Join(", ", Machine.AvailablePaths)}");
    }

    [Theory]
    [MemberData(nameof(CellNames))]
    public void The_number_of_threads_does_not_change_a_bit(string cell)
    {
        CellKind kind = Enum.Parse<CellKind>(cell);
        int threads = Parallelism.Threads;
        try
        {
            foreach (RecurrentCase? test in new[]
                     {
                         new RecurrentCase(new RecurrentProblem(kind, Batch: 45, Time: 6, Features: 20, Units: 40), mask: true),
                         new RecurrentCase(new RecurrentProblem(kind, Batch: 45, Time: 6, Features: 20, Units: 40, RepeatedInput: true)),
                         new RecurrentCase(new RecurrentProblem(kind, Batch: 130, Time: 6, Features: 3, Units: 40), tokens: true,
                             initialState: false),
                         new RecurrentCase(new RecurrentProblem(kind, Batch: 130, Time: 6, Features: 20, Units: 40)),
                         new RecurrentCase(new RecurrentProblem(kind, Batch: 130, Time: 6, Features: 20, Units: 40, RepeatedInput: true)),
                         new RecurrentCase(new RecurrentProblem(kind, Batch: 130, Time: 6, Features: 50, Units: 40), tokens: true),
                         new RecurrentCase(Far(kind)),
                     })
            {
                Parallelism.Threads = 1;
                Dictionary<string, float[]> expected = test.ForwardAndBackward(Machine.Path);
                foreach (int count in new[] { 2, 3, 5 })
                {
                    Parallelism.Threads = count;
                    Dictionary<string, float[]> actual = test.ForwardAndBackward(Machine.Path);
                    foreach ((string? name, float[]? values) in expected)
                        Assert.Equal(values, actual[name]);
                }
            }
        }
        finally
        {
            Parallelism.Threads = threads;
        }
    }

    /// <summary>Nor does what tiles ask for meanwhile: three rows by themselves ask for nothing.</summary>
    [Theory]
    [MemberData(nameof(CellNames))]
    public void How_many_rows_there_are_does_not_change_a_bit_of_each(string cell)
    {
        var many = new RecurrentCase(Far(Enum.Parse<CellKind>(cell)));
        var few = new RecurrentCase(many.Problem with { Batch = 3 });
        foreach ((float[] from, float[] to) in new[]
                 {
                     (many.X, few.X), (many.Kernel, few.Kernel), (many.Recurrent, few.Recurrent), (many.Bias, few.Bias),
                     (many.H0, few.H0), (many.C0, few.C0), (many.DSequence, few.DSequence), (many.DLast, few.DLast),
                     (many.DFinalH, few.DFinalH), (many.DFinalC, few.DFinalC),
                 })
        {
            Array.Copy(from, to, to.Length);
        }

        foreach (KernelPath path in Machine.AvailablePaths)
        {
            Dictionary<string, float[]> expected = few.ForwardAndBackward(path), actual = many.ForwardAndBackward(path);
            foreach (string name in (string[])["sequence", "last", "h", "c", "dX", "dH0", "dC0"])
                Assert.Equal(expected[name], actual[name].Take(expected[name].Length));
        }
    }

    [Fact]
    public void A_one_hot_input_and_its_tokens_are_the_same()
    {
        var problem = new RecurrentProblem(CellKind.Lstm, Batch: 6, Time: 4, Features: 11, Units: 20);
        var tokens = new RecurrentCase(problem, tokens: true);
        var oneHot = new RecurrentCase(problem);
        for (int i = 0; i < oneHot.X.Length; i++)
            oneHot.X[i] = tokens.Tokens[i / 11] == i % 11 ? 1f : 0f;
        foreach ((float[]? from, float[]? to) in new[] { (tokens.Kernel, oneHot.Kernel), (tokens.Recurrent, oneHot.Recurrent),
            (tokens.Bias, oneHot.Bias), (tokens.H0, oneHot.H0), (tokens.C0, oneHot.C0) })
        {
            from.CopyTo(to, 0);
        }

        foreach (KernelPath path in Machine.AvailablePaths)
            AssertClose(oneHot.Forward(path), tokens.Forward(path), path.ToString());
    }

    [Fact]
    public void A_training_step_allocates_almost_nothing_after_warm_up()
    {
        var test = new RecurrentCase(new RecurrentProblem(CellKind.Lstm, Batch: 40, Time: 5, Features: 12, Units: 64));
        (float[]? y, float[]? dKernel, float[]? dRecurrent) =
            (new float[test.DSequence.Length], new float[test.Kernel.Length], new float[test.Recurrent.Length]);
        void Step()
        {
            RecurrentTape? tape = RecurrentKernels.Forward(test.Problem, test.Inputs, new RecurrentOutputs { Sequence = y }, save: true);
            RecurrentKernels.Backward(tape!, test.Inputs,
                new RecurrentGradients { Sequence = y, Kernel = dKernel, RecurrentKernel = dRecurrent });
        }
        for (int i = 0; i < 3; i++)
            Step();
        long before = GC.GetAllocatedBytesForCurrentThread();
        Step();
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        output.WriteLine($"{allocated} bytes a step");
        Assert.InRange(allocated, 0, 1000);
    }

    [Fact]
    public void Misfits_are_named()
    {
        var problem = new RecurrentProblem(CellKind.Lstm, Batch: 2, Time: 3, Features: 2, Units: 4);
        ArgumentException wrong = Assert.Throws<ArgumentException>(() =>
            RecurrentKernels.Forward(problem, new RecurrentInputs { X = new float[11] }, default, save: false));
        Assert.Contains("x needs 12 values; received 11", wrong.Message);
        var test = new RecurrentCase(problem, tokens: true);
        test.Tokens[3] = 2;
        Assert.Contains("vocabulary size 2", Assert.Throws<ArgumentException>(() => test.Forward(Machine.Path)).Message);
    }

    [Fact]
    public void Gradients_of_what_was_not_given_are_refused()
    {
        var test = new RecurrentCase(new RecurrentProblem(CellKind.Lstm, Batch: 2, Time: 3, Features: 2, Units: 4), tokens: true,
            initialState: false);
        string Refusal(Func<RecurrentGradients> wanted)
        {
            using RecurrentTape tape = RecurrentKernels.Forward(test.Problem, test.Inputs, default, save: true)!;
            return Assert.Throws<ArgumentException>(() => RecurrentKernels.Backward(tape, test.Inputs, wanted())).Message;
        }
        Assert.Contains("no gradient of tokens", Refusal(() => new RecurrentGradients { X = new float[12] }));
        Assert.Contains("no gradient of an absent initial h", Refusal(() => new RecurrentGradients { InitialH = new float[8] }));
        Assert.Contains("no gradient of an absent initial c", Refusal(() => new RecurrentGradients { InitialC = new float[8] }));
    }

    [Fact]
    public void A_tape_serves_one_backward_pass()
    {
        var test = new RecurrentCase(new RecurrentProblem(CellKind.SimpleRnn, Batch: 2, Time: 3, Features: 2, Units: 4));
        RecurrentTape tape = RecurrentKernels.Forward(test.Problem, test.Inputs, default, save: true)!;
        RecurrentKernels.Backward(tape, test.Inputs, default);
        Assert.Throws<InvalidOperationException>(() => RecurrentKernels.Backward(tape, test.Inputs, default));
    }

    public static TheoryData<string> CellNames => [.. s_cells.Select(cell => cell.ToString())];

    private static void AssertClose(Dictionary<string, float[]> expected, Dictionary<string, float[]> actual, string what)
    {
        foreach ((string? name, float[]? values) in actual)
        {
            Assert.Equal(expected[name].Length, values.Length);
            double scale = expected[name].Select(v => (double)Math.Abs(v)).Append(1e-3).Max();
            for (int i = 0; i < values.Length; i++)
            {
                Assert.True(Math.Abs(expected[name][i] - values[i]) <= 5e-6 * scale,
                    $"{what}: {name}[{i}] is {values[i]}, the plain loops give {expected[name][i]} (largest {scale})");
            }
        }
    }
}
