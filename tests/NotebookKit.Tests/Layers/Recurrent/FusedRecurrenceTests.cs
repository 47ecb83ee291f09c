using NotebookKit.Kernels;
using NotebookKit.Layers;

namespace NotebookKit.Tests.Layers;

public class FusedRecurrenceTests(ITestOutputHelper output)
{
    private const int Batch = 4, Time = 5, Features = 3, Units = 7;

    private static IEnumerable<(string Name, BuiltInCell Cell)> Cells(int features)
    {
        yield return ("LSTM", new LSTMCell(Units));
        yield return ("LSTM of Keras 2", new LSTMCell(Units, recurrentActivation: Activations.HardSigmoidKeras2));
        yield return ("LSTM without bias", new LSTMCell(Units, useBias: false, activation: Activations.Relu));
        yield return ("GRU", new GRUCell(Units));
        yield return ("GRU, reset before", new GRUCell(Units, resetAfter: false, recurrentActivation: Activations.HardSigmoidKeras3));
        yield return ("SimpleRNN", new SimpleRNNCell(Units));
        yield return ("SimpleRNN, linear", new SimpleRNNCell(Units, activation: Activations.Linear));
    }

    public static TheoryData<bool, bool, bool, string> Runs
    {
        get
        {
            var runs = new TheoryData<bool, bool, bool, string>();
            foreach (bool sequences in new[] { true, false })
            {
                foreach (bool masked in new[] { true, false })
                {
                    foreach (bool started in new[] { true, false })
                    {
                        foreach (string input in new[] { "dense", "one-hot", "repeated" })
                            runs.Add(sequences, masked, started, input);
                    }
                }
            }

            return runs;
        }
    }

    [Theory]
    [MemberData(nameof(Runs))]
    public void The_fused_operation_gives_the_loop_s_values_and_gradients(bool sequences, bool masked, bool started, string input)
    {
        foreach ((string? name, BuiltInCell? cell) in Cells(Features))
        {
            cell.EnsureBuilt(new Shape(Batch, Features));
            if (cell.Bias is { } bias)
                bias.Data.AsSpan().Fill(0.3f);
            Tensor source = input switch
            {
                "dense" => Tensor.RandomUniform(new Shape(Batch, Time, Features), -1, 1, seed: 3),
                "one-hot" =>
                    Tensor.OneHot(Tensor.Of([.. Enumerable.Range(0, Batch * Time).Select(i => (float)(i * 5 % Features))])
                    .Reshape(Batch, Time), Features),
                _ => Tensor.RandomUniform(new Shape(Batch, Features), -1, 1, seed: 4),
            };
            source.WithGrad();
            Tensor[] states = [.. cell.StateSizes.Select((_, i) => started
                ? Tensor.RandomUniform(new Shape(Batch, Units), -1, 1, seed: 10 + i).WithGrad()
                : Tensor.Zeros(Batch, Units))];
            Tensor? mask = masked ? Tensor.Of([.. Enumerable.Range(0, Batch * Time).Select(i => i % 3 == 0 ? 0f : 1f)]).Reshape(Batch, Time)
                : null;
            Tensor[] leaves =
                [source, cell.Kernel, cell.RecurrentKernel, .. cell.Bias is { } b ? [b] : Array.Empty<Tensor>(), .. started ? states : []];

            RecurrentRun Run() => new(
                cell, input == "repeated" ? (Tensor)new RepeatVector(Time).Apply(source)
                    : source, states, mask, sequences, ZeroOutputForMask: false);
            List<Tensor> expected = ValuesAndGradients(RecurrentLoop.Run(Run()), leaves);
            RecurrentResult? fused = FusedRecurrence.TryRun(Run());
            Assert.NotNull(fused);
            List<Tensor> actual = ValuesAndGradients(fused, leaves);
            Assert.Equal(expected.Count, actual.Count);
            for (int i = 0; i < expected.Count; i++)
                Assert.True(expected[i].AllClose(actual[i], 2e-5f), $"{name}, result {i}: {actual[i]} against {expected[i]}");
        }
        output.WriteLine($"sequences {sequences}, masked {masked}, started {started}, {input}: {Machine.Path}");
    }

    [Fact]
    public void A_second_backward_over_the_same_record_gives_the_same_gradients()
    {
        var lstm = new LSTM(Units, returnSequences: true);
        Tensor x = Tensor.RandomUniform(new Shape(Batch, Time, Features), -1, 1, seed: 3).WithGrad();
        Tensor y = lstm.Apply(x), first = y[.., 0].Sum(), last = y[.., Time - 1].Sum();
        last.Backward();
        Tensor once = x.Grad!.Clone();
        x.ZeroGrad();
        first.Backward();
        Assert.Equal(0f, x.Grad![0, 1, 0].Item());
        x.ZeroGrad();
        last.Backward();
        Assert.Equal(once.ToArray(), x.Grad!.ToArray());
    }

    [Fact]
    public void Cells_and_activations_the_kernels_do_not_know_keep_the_plain_loop()
    {
        var x = Tensor.Ones(Batch, Time, Features);
        foreach (BuiltInCell cell in new BuiltInCell[] { new LSTMCell(Units, activation: Activations.Softmax),
            new GRUCell(Units, recurrentActivation: new ActivationFunction("half", t => t * 0.5f)) })
        {
            cell.EnsureBuilt(new Shape(Batch, Features));
            Assert.Null(FusedRecurrence.TryRun(new RecurrentRun(cell, x, cell.InitialStates(Batch), null, true, false)));
        }
    }

    private static List<Tensor> ValuesAndGradients(RecurrentResult result, Tensor[] leaves)
    {
        foreach (Tensor leaf in leaves)
            leaf.ZeroGrad();
        Tensor[] outputs = [.. result.Sequence is { } sequence ? [sequence] : new[] { result.Last }, .. result.States];
        var total = Tensor.Zeros();
        for (int i = 0; i < outputs.Length; i++)
            total += (outputs[i] * Tensor.RandomUniform(outputs[i].Shape, -1, 1, seed: 100 + i)).Sum();
        total.Backward();
        return [.. outputs.Select(o => o.Detach()), .. leaves.Select(leaf => leaf.Grad!)];
    }
}
