using NotebookKit.Layers;

namespace NotebookKit.Tests.Layers;

public sealed class RNNTests
{
    private static readonly Tensor s_x = Tensor.RandomNormal(new Shape(2, 5, 3), seed: 1);

    /// <summary>A simple recurrent network as a reader writes one.</summary>
    private sealed class PlainCell(int units) : RecurrentCell("plain")
    {
        private Weight? _kernel, _recurrentKernel;

        public override IReadOnlyList<int> StateSizes => [units];

        protected override void Build(IReadOnlyList<Shape> inputShapes)
        {
            _kernel = AddWeight("kernel", new Shape(inputShapes[0][-1], units), new GlorotUniform(1));
            _recurrentKernel = AddWeight("recurrent_kernel", new Shape(units, units), new Orthogonal(seed: 2));
        }

        public override CellStep Step(Tensor x, TensorList states)
        {
            Tensor h = (x.MatMul(_kernel!.Value) + states[0].MatMul(_recurrentKernel!.Value)).Tanh();
            return new CellStep(h, [h]);
        }
    }

    [Fact]
    public void A_cell_of_ones_own_runs_as_the_layer_does()
    {
        var own = new RNN(new PlainCell(4), returnSequences: true, returnState: true);
        var layer = new SimpleRNN(4, useBias: false, returnSequences: true, returnState: true);
        (Tensor? y, Tensor? h) = own.Apply(s_x);
        layer.EnsureBuilt(s_x.Shape);
        layer.SetWeights(own.GetWeights());
        (Tensor? expectedY, Tensor? expectedH) = layer.Apply(s_x);
        Assert.True(expectedY.AllClose(y));
        Assert.True(expectedH.AllClose(h));
        Assert.Equal(4 * 3 + 4 * 4, own.CountParams());
        Assert.Equal(["h"], own.Trace(s_x).Names);
    }

    public static TheoryData<string> Kinds => ["LSTM", "GRU", "SimpleRNN"];

    [Theory, MemberData(nameof(Kinds))]
    public void RNN_of_a_cell_is_the_layer_and_the_steps_of_a_cell_are_its_sequence(string kind)
    {
        RecurrentCell cell = kind switch { "LSTM" => new LSTMCell(4), "GRU" => new GRUCell(4), _ => new SimpleRNNCell(4) };
        RNN layer = kind switch
        {
            "LSTM" => new LSTM(4, returnSequences: true),
            "GRU" => new GRU(4, returnSequences: true),
            _ => new SimpleRNN(4, returnSequences: true),
        };
        Tensor expected = new RNN(cell, returnSequences: true).Apply(s_x);
        layer.EnsureBuilt(s_x.Shape);
        layer.SetWeights(cell.GetWeights());
        Assert.True(expected.AllClose(layer.Apply(s_x)));

        (Tensor? output, TensorList states) = cell.Call(s_x[.., 0]);
        for (int t = 1; t < 5; t++)
            (output, states) = cell.Call(s_x[.., t], states);
        Assert.True(expected[.., ^1].AllClose(output));
        Assert.Equal(cell.StateSizes.Count, states.Count);
    }

    [Fact]
    public void A_step_by_itself_drops_nothing_after_a_sequence_that_did()
    {
        foreach (RNN layer in new RNN[] { new LSTM(4, recurrentDropout: 0.5f, seed: 1), new GRU(4, recurrentDropout: 0.5f, seed: 1),
            new SimpleRNN(4, recurrentDropout: 0.5f, seed: 1) })
        {
            layer.EnsureBuilt(new Shape(2, 3, 1));
            Tensor x = Tensor.Ones(2, 1), h = Tensor.Ones(2, 4);
            Tensor[] states = [.. layer.StateSizes.Select(_ => h)];
            Tensor before = layer.Cell.Call(x, states).Output;
            _ = layer.Apply(Tensor.Ones(2, 3, 1), training: true);
            Assert.Equal(before.ToArray(), layer.Cell.Call(x, states).Output.ToArray());
            _ = layer.Apply(Tensor.Ones(5, 3, 1), training: true);
            Assert.Equal(before.ToArray(), layer.Cell.Call(x, states).Output.ToArray());
        }
    }

    [Fact]
    public void The_outputs_are_what_the_flags_say()
    {
        Assert.Equal([new Shape(2, 4)], new LSTM(4).Apply(s_x).Select(t => t.Shape));
        Assert.Equal([new Shape(2, 5, 4)], new LSTM(4, returnSequences: true).Apply(s_x).Select(t => t.Shape));
        Assert.Equal([new Shape(2, 4), new Shape(2, 4), new Shape(2, 4)], new LSTM(4, returnState: true).Apply(s_x).Select(t => t.Shape));
        Assert.Equal([new Shape(2, 5, 4), new Shape(2, 4)],
            new GRU(4, returnSequences: true, returnState: true).Apply(s_x).Select(t => t.Shape));
        Assert.Equal(
            ["lstm[0] (None, None, 4)", "lstm[1] (None, 4)", "lstm[2] (None, 4)"],
            new LSTM(4, returnSequences: true, returnState: true, name: "lstm").Apply(new Input(Shape.Unknown, 3))
                .Select(t => t.ToString()));
    }

    [Fact]
    public void The_last_output_is_the_state_h()
    {
        (Tensor? y, Tensor? h, Tensor? c) = new LSTM(4, returnSequences: true, returnState: true).Apply(s_x);
        Assert.Equal(y[.., ^1].ToArray(), h.ToArray());
        Assert.NotEqual(h.ToArray(), c.ToArray());
    }

    [Theory]
    [InlineData(true, new float[] { 0, 0, 1, 1, 0, 0, 0, 0 })]
    [InlineData(false, new float[] { 0, 0, 0, 0, 0, 0, 0, 0 })]
    public void The_forget_gate_starts_at_1_unless_turned_off(bool unitForgetBias, float[] expected)
    {
        var layer = new LSTM(2, biasInitializer: new Constant(0), unitForgetBias: unitForgetBias);
        layer.EnsureBuilt(s_x.Shape);
        Assert.Equal(expected, layer.GetWeights()[2].ToArray());
    }

    [Fact]
    public void Weights_have_the_shapes_and_counts_of_Keras()
    {
        AssertWeights(new LSTM(4), "kernel (3, 16)", "recurrent_kernel (4, 16)", "bias (16,)");
        AssertWeights(new GRU(4), "kernel (3, 12)", "recurrent_kernel (4, 12)", "bias (2, 12)");
        AssertWeights(new GRU(4, resetAfter: false), "kernel (3, 12)", "recurrent_kernel (4, 12)", "bias (12,)");
        AssertWeights(new SimpleRNN(4, useBias: false), "kernel (3, 4)", "recurrent_kernel (4, 4)");

        static void AssertWeights(RNN layer, params string[] expected)
        {
            layer.EnsureBuilt(s_x.Shape);
            Assert.Equal(expected, layer.Weights.Select(w => w.ToString()));
        }
    }

    [Theory]
    [InlineData(
        true,
        "GRU 'gru' expects bias of shape (2, 12); received (12,). A bias of one row belongs to a GRU with resetAfter: false; make the "
        + "layer with it. (Parameter 'values')")]
    [InlineData(
        false,
        "GRU 'gru' expects bias of shape (12,); received (2, 12). A bias of two rows belongs to a GRU with resetAfter: true; make the "
        + "layer with it. (Parameter 'values')")]
    public void Weights_of_the_other_form_of_GRU_are_named_as_such(bool resetAfter, string expected)
    {
        GRU layer = Built("gru", resetAfter), other = Built("other", !resetAfter);
        Assert.Equal(expected, Assert.Throws<ArgumentException>(() => layer.SetWeights(other.GetWeights())).Message);

        static GRU Built(string name, bool resetAfter)
        {
            var gru = new GRU(4, resetAfter: resetAfter, name: name);
            gru.EnsureBuilt(s_x.Shape);
            return gru;
        }
    }

    [Fact]
    public void The_states_of_an_encoder_start_a_decoder_in_a_graph_as_at_once()
    {
        var encoder = new LSTM(4, returnState: true);
        var decoder = new LSTM(4, returnSequences: true);
        var source = new Input(5, 3);
        var target = new Input(2, 3);
        (SymbolicTensor _, SymbolicTensor? h, SymbolicTensor? c) = encoder.Apply(source);
        var model = new Model([source, target], decoder.Apply(target, initialState: [h, c]));

        var second = Tensor.RandomNormal(new Shape(2, 2, 3), seed: 2);
        (Tensor _, Tensor? hNow, Tensor? cNow) = encoder.Apply(s_x);
        Tensor atOnce = decoder.Apply(second, initialState: [hNow, cNow]);
        Assert.True(atOnce.AllClose(model.Predict([s_x, second])));
    }

    [Fact]
    public void A_stateful_layer_in_a_model_continues_until_reset()
    {
        var input = new Input([2, 3], name: null, batchSize: 2);
        var layer = new GRU(4, stateful: true);
        var model = new Model(input, layer.Apply(input));
        Tensor first = model.Predict(s_x[.., ..2]), second = model.Predict(s_x[.., ..2]);
        Assert.NotEqual(first.ToArray(), second.ToArray());
        layer.ResetState();
        Assert.Equal(first.ToArray(), ((Tensor)model.Predict(s_x[.., ..2])).ToArray());
        layer.ResetState();
        var twice = new GRU(4);
        twice.EnsureBuilt(s_x.Shape);
        twice.SetWeights(layer.GetWeights());
        Assert.True(second.AllClose(twice.Apply(Tensor.Concat([s_x[.., ..2], s_x[.., ..2]], axis: 1))));
    }

    [Fact]
    public void A_trace_names_every_quantity_and_obeys_the_equations()
    {
        var layer = new LSTM(4, name: "lstm");
        CellTrace trace = layer.Trace(s_x);
        Assert.Equal(["i", "f", "g", "o", "c", "h"], trace.Names);
        Assert.All(trace.Quantities, q => Assert.Equal(new Shape(2, 5, 4), q.Values.Shape));
        Tensor c = trace["f"][.., 1..] * trace["c"][.., ..^1] + trace["i"][.., 1..] * trace["g"][.., 1..];
        Assert.True(c.AllClose(trace["c"][.., 1..]));
        Assert.True((trace["o"] * trace["c"].Tanh()).AllClose(trace["h"]));
        Assert.StartsWith("LSTM 'lstm': i (input gate) (2, 5, 4), f (forget gate)", trace.ToString());
    }

    [Fact]
    public void A_trace_shows_kept_states_at_masked_steps_and_leaves_a_stateful_layer_alone()
    {
        var mask = Tensor.Of(new float[,] { { 1, 0, 1, 1, 0 }, { 1, 1, 1, 1, 1 } });
        Tensor h = new GRU(4).Trace(s_x, mask)["h"];
        Assert.Equal(h[0, 0].ToArray(), h[0, 1].ToArray());
        Assert.Equal(h[0, 3].ToArray(), h[0, 4].ToArray());

        var stateful = new LSTM(4, stateful: true);
        stateful.Apply(s_x);
        Tensor once = stateful.Trace(s_x)["h"], again = stateful.Trace(s_x)["h"];
        Assert.Equal(once.ToArray(), again.ToArray());
        Assert.Equal(once[.., ^1].ToArray(), ((Tensor)stateful.Apply(s_x)).ToArray(), (a, b) => MathF.Abs(a - b) < 1e-6f);
    }
}
