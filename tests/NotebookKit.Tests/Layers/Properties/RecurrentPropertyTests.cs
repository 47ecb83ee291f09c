using FsCheck;
using FsCheck.Fluent;
using NotebookKit.Layers;

namespace NotebookKit.Tests.Layers.Properties;

/// <summary>What holds for every recurrent layer, whatever its shape, flags and weights.</summary>
public sealed class RecurrentPropertyTests
{
    private const float Close = 2e-6f;

    [Fact]
    public void Gradients_agree_with_central_differences_in_double_precision() => ForAll(60, c =>
    {
        RNN layer = c.Layer();
        Tensor x = c.X().WithGrad();
        Tensor[] states = [.. c.States().Select(s => s.WithGrad())];
        Outputs outputs = layer.Apply([x, .. states], c.Mask());
        Tensor[] cotangents = [.. outputs.Select((y, k) => Tensor.RandomNormal(y.Shape, seed: c.Seed + 30 + k))];
        outputs.Select((y, k) => (y * cotangents[k]).Sum()).Aggregate((a, b) => a + b).Backward();

        Tensor[] leaves = [x, .. layer.Weights.Select(w => w.Value), .. states];
        double[][] values = [.. leaves.Select(l => l.ToArray().Select(v => (double)v).ToArray())];
        var plain = new DoubleRecurrence(c, c.Mask()?.ToArray());
        const double H = 1e-5;
        for (int i = 0; i < leaves.Length; i++)
        {
            for (int j = 0; j < values[i].Length; j++)
            {
                double at = values[i][j];
                values[i][j] = at + H;
                double up = Objective();
                values[i][j] = at - H;
                double down = Objective();
                values[i][j] = at;
                double expected = (up - down) / (2 * H), got = leaves[i].Grad?.Values[j] ?? 0;
                Assert.True(Math.Abs(got - expected) <= 2e-5 * Math.Max(1, Math.Abs(expected)),
                    $"leaf {i} {leaves[i].Shape}, element {j}: the gradient is {got}, the central difference {expected}");
            }
        }

        double Objective() => plain.Run(values).Select((y, k) => y.Zip(cotangents[k].ToArray(), (a, b) => a * b).Sum()).Sum();
    });

    [Fact]
    public void A_run_equals_two_runs_with_the_state_handed_over() => ForAll(60, c =>
    {
        RNN layer = c.Layer(goBackwards: false, returnSequences: true, returnState: true);
        Tensor x = c.X();
        Tensor[] whole = [.. layer.Apply([x, .. c.States()])];
        int cut = c.Time / 2;
        if (cut == 0)
            return;
        Tensor[] first = [.. layer.Apply([x[.., ..cut], .. c.States()])];
        Tensor[] second = [.. layer.Apply([x[.., cut..], .. first.Skip(1)])];
        Same(whole[0], Tensor.Concat([first[0], second[0]], axis: 1));
        Same(whole[1], second[1]);
        Same(whole[^1], second[^1]);
    });

    [Fact]
    public void A_stateful_layer_continues_where_it_ended() => ForAll(40, c =>
    {
        if (c.Time < 2)
            return;
        RNN layer = c.Layer(goBackwards: false, returnSequences: true, stateful: true);
        Tensor whole = layer.Apply(c.X())[0];
        layer.ResetState();
        Tensor first = layer.Apply(c.X()[.., ..1])[0], second = layer.Apply(c.X()[.., 1..])[0];
        Same(whole, Tensor.Concat([first, second], axis: 1));
    });

    [Fact]
    public void A_mask_at_the_right_equals_truncation() => ForAll(60, c =>
    {
        RNN layer = c.Layer(goBackwards: false, returnSequences: true, returnState: true);
        int kept = 1 + c.Seed % c.Time;
        var mask = Tensor.Zeros(c.Batch, c.Time);
        for (int b = 0; b < c.Batch; b++)
            mask.Data.AsSpan(b * c.Time, kept).Fill(1);
        Tensor[] masked = [.. layer.Apply([c.X(), .. c.States()], mask)], cut = [.. layer.Apply([c.X()[.., ..kept], .. c.States()])];
        Same(cut[0], masked[0][.., ..kept]);
        for (int i = 1; i < cut.Length; i++)
            Same(cut[i], masked[i]);
        for (int t = kept; t < c.Time; t++)
            Same(c.ZeroOutputForMask ? Tensor.Zeros(c.Batch, c.Units) : cut[0][.., ^1], masked[0][.., t]);
    });

    [Fact]
    public void GoBackwards_equals_reversing_the_input() => ForAll(60, c =>
    {
        Tensor[] back = [.. c.Layer(goBackwards: true).Apply([c.X(), .. c.States()], c.Mask())];
        Tensor[] turned = [.. c.Layer(goBackwards: false).Apply([c.X().Reverse(1), .. c.States()], c.Mask()?.Reverse(1))];
        for (int i = 0; i < back.Length; i++)
            Same(turned[i], back[i]);
    });

    [Fact]
    public void Bidirectional_equals_its_two_halves() => ForAll(60, c =>
    {
        RNN forward = c.Layer(goBackwards: false), backward = (c with { Seed = c.Seed + 1 }).Layer(goBackwards: true);
        MergeMode mode = Enum.GetValues<MergeMode>()[c.Seed % 5];
        var both = new Bidirectional(forward, mode, backward);
        Tensor[] joined = [.. both.Apply([c.X(), .. c.States(), .. c.States()], c.Mask())];
        Tensor[] a = [.. both.ForwardLayer.Apply([c.X(), .. c.States()], c.Mask())],
            b = [.. both.BackwardLayer.Apply([c.X(), .. c.States()], c.Mask())];
        Tensor turned = c.ReturnSequences ? b[0].Reverse(1) : b[0];
        Tensor[] expected = mode switch
        {
            MergeMode.Concat => [Tensor.Concat([a[0], turned])],
            MergeMode.Sum => [a[0] + turned],
            MergeMode.Mul => [a[0] * turned],
            MergeMode.Ave => [(a[0] + turned) / 2],
            _ => [a[0], turned],
        };
        expected = [.. expected, .. a.Skip(1), .. b.Skip(1)];
        Assert.Equal(expected.Length, joined.Length);
        for (int i = 0; i < expected.Length; i++)
            Same(expected[i], joined[i]);
    });

    [Fact]
    public void The_trace_ends_in_the_outputs_and_states() => ForAll(40, c =>
    {
        RNN layer = c.Layer(returnSequences: true, returnState: true);
        Tensor[] outputs = [.. layer.Apply([c.X(), .. c.States()], c.Mask())];
        CellTrace trace = layer.Trace(c.X(), c.States(), c.Mask());
        string[] names =
            c.Kind switch { "SimpleRNN" => ["h"], "LSTM" => ["i", "f", "g", "o", "c", "h"], _ => ["z", "r", "candidate", "h"] };
        Assert.Equal(names, trace.Names);
        Same(outputs[1], trace["h"][.., ^1]);
        if (c.Kind == "LSTM")
            Same(outputs[2], trace["c"][.., ^1]);
        if (!c.Masked)
            Same(outputs[0], trace["h"]);
    });

    private static void ForAll(int count, Action<RecurrentCase> property) =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(count).WithQuietOnSuccess(true), Prop.ForAll(RecurrentCase.Any, property));

    private static void Same(Tensor expected, Tensor got) =>
        Assert.True(expected.AllClose(got, Close), $"expected {expected.Shape}\n{expected}\ngot {got.Shape}\n{got}");
}
