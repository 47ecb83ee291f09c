using NotebookKit.Layers;

namespace NotebookKit.Tests.Tensors;

/// <summary>The names of axes: where they come from, and what operations make of them.</summary>
public sealed class TensorAxesTests
{
    private static readonly Tensor s_plain = Tensor.RandomNormal(new Shape(2, 3, 4), seed: 1),
        s_x = s_plain.WithAxes("batch", "time", "unit");

    private static string Names(Tensor tensor) => tensor.AxisNames is { } names ? string.Join(" ", names.Select(n => n ?? "?")) : "none";

    [Fact]
    public void WithAxes_names_a_new_view_of_the_values()
    {
        Assert.Equal("none", Names(s_plain));
        Assert.Equal("batch time unit", Names(s_x));
        Assert.Equal(s_plain.ToArray(), s_x.ToArray());
        Tensor embedded = new Embedding(3, 2, maskZero: true).Apply(Tensor.Of(new float[,] { { 1, 0 } }));
        Assert.Same(embedded.Mask, embedded.WithAxes("text", "word", "unit").Mask);
    }

    [Fact]
    public void Gradients_flow_through_and_have_the_names_of_their_tensors()
    {
        Tensor w = Tensor.Ones(2, 2).WithAxes("input", "unit").WithGrad();
        (w.WithAxes("a", "b") * 3).Sum().Backward();
        Assert.Equal([3, 3, 3, 3], w.Grad!.ToArray());
        Assert.Equal("input unit", Names(w.Grad));
    }

    [Fact]
    public void A_wrong_number_of_names_or_an_empty_one_is_refused()
    {
        Assert.StartsWith("WithAxes expects a name for each of the 3 axes of (2, 3, 4); received 'time', 'unit'.",
            Assert.Throws<ArgumentException>(() => s_plain.WithAxes("time", "unit")).Message);
        Assert.Contains("received 'a', '', 'c'", Assert.Throws<ArgumentException>(() => s_plain.WithAxes("a", "", "c")).Message);
        Assert.Contains("received none", Assert.Throws<ArgumentException>(() => s_plain.WithAxes()).Message);
    }

    public static TheoryData<string, string> Operations => new()
    {
        { "tanh", "batch time unit" }, { "clone", "batch time unit" }, { "detach", "batch time unit" }, { "negative", "batch time unit" },
        { "reverse", "batch time unit" },
        { "plus a number", "batch time unit" }, { "a number minus", "batch time unit" }, { "plus a bias", "batch time unit" },
        { "masked", "batch time unit" },
        { "softmax over time", "batch time unit" }, { "last step", "batch unit" }, { "some steps", "batch time unit" },
        { "one number", "" },
        { "transposed", "unit time batch" }, { "swapped", "batch unit time" }, { "expanded", "batch ? time unit" },
        { "squeezed", "time unit" },
        { "sum over time", "batch unit" }, { "sum over time, kept", "batch time unit" }, { "max over units", "batch time" },
        { "argmax", "batch time" },
        { "concat", "batch time unit" }, { "concat with unnamed", "none" }, { "stack", "batch time ? unit" }, { "reshape", "none" },
        { "sum", "none" },
        { "times a kernel", "batch time unit" }, { "times an unnamed matrix", "batch time ?" }, { "an unnamed one times a kernel", "none" },
        { "an unnamed one of the kernel's shape times it", "none" }, { "maximum", "batch time unit" },
        { "outer", "batch unit time" }, { "gather", "time unit" }, { "broadcast of two", "batch unit" },
    };

    [Theory, MemberData(nameof(Operations))]
    public void Operations_hand_names_on(string operation, string expected)
    {
        Tensor kernel = Tensor.Ones(4, 4).WithAxes("input", "unit");
        Tensor result = operation switch
        {
            "tanh" => s_x.Tanh(),
            "clone" => s_x.Clone(),
            "detach" => s_x.Detach(),
            "negative" => -s_x,
            "reverse" => s_x.Reverse(1),
            "plus a number" => s_x + 1,
            "a number minus" => 1 - s_x,
            "plus a bias" => s_x + Tensor.Ones(4).WithAxes("unit"),
            "masked" => s_x * Tensor.Ones(2, 3, 1),
            "softmax over time" => s_x.Softmax(1),
            "last step" => s_x[.., ^1],
            "some steps" => s_x[.., 1..],
            "one number" => s_x[0, 1, 2],
            "transposed" => s_x.Transpose(),
            "swapped" => s_x.SwapAxes(1, 2),
            "expanded" => s_x.ExpandDims(1),
            "squeezed" => s_x[..1].Squeeze(0),
            "sum over time" => s_x.Sum(1),
            "sum over time, kept" => s_x.Sum(1, keepDims: true),
            "max over units" => s_x.Max(-1),
            "argmax" => s_x.ArgMax(),
            "concat" => Tensor.Concat([s_x, s_x], axis: 1),
            "concat with unnamed" => Tensor.Concat([s_x, s_plain], axis: 1),
            "stack" => Tensor.Stack([s_x, s_x], axis: 2),
            "reshape" => s_x.Reshape(6, 4),
            "sum" => s_x.Sum(),
            "times a kernel" => s_x.MatMul(kernel),
            "times an unnamed matrix" => s_x.MatMul(Tensor.Ones(4, 2)),
            "an unnamed one times a kernel" => s_plain.MatMul(kernel),
            "an unnamed one of the kernel's shape times it" => Tensor.Ones(4, 4).MatMul(kernel),
            "maximum" => Tensor.Maximum(s_x, 0),
            "outer" =>
                s_x[..1].SwapAxes(1, 2)
                .MatMul(s_x[..1, .., ..2].SwapAxes(1, 2).SwapAxes(1, 2).MatMul(Tensor.Ones(2, 3).WithAxes("unit", "time"))),
            "gather" => kernel.Gather(Tensor.Of(0, 2).WithAxes("time")),
            _ => Tensor.Ones(2, 1).WithAxes("batch", "one") * Tensor.Ones(1, 4).WithAxes("one", "unit"),
        };
        Assert.Equal(expected, Names(result));
    }

    [Fact]
    public void A_square_matrix_transposed_has_its_names_turned() =>
        Assert.Equal("unit input", Names(Tensor.Ones(3, 3).WithAxes("input", "unit").Transpose()));

    [Fact]
    public void Layers_name_their_outputs_and_leave_their_inputs_alone()
    {
        Assert.Equal("batch time unit", Names(new GRU(2, returnSequences: true).Apply(s_plain)));
        Assert.Equal("batch unit", Names(new SimpleRNN(2).Apply(s_plain)));
        Assert.Equal("batch time unit", Names(new Dense(2).Apply(s_plain)));
        Assert.Equal("batch time feature", Names(new Masking().Apply(s_plain.WithAxes("batch", "time", "feature"))));
        Assert.Equal("batch time", Names(((Tensor)new Masking().Apply(s_plain)).Mask!));
        Assert.Equal("none", Names(new Lambda(x => x.Reshape(x.Shape[0], -1)).Apply(s_plain)));
        Assert.Equal("batch unit time", Names(new Permute(2, 1).Apply(s_x)));
        Assert.Same(s_plain, new Dropout(0.5f).Apply(s_plain)[0]);
        Assert.Equal("none", Names(s_plain));
        CellStep step = new LSTMCell(2).Call(s_plain[.., 0]);
        Assert.Equal(["batch unit", "batch unit", "batch unit"], step.States.Append(step.Output).Select(Names));
        Assert.Equal("batch time unit", Names(new LSTM(2).Trace(s_plain)["i"]));
    }

    [Fact]
    public void The_outputs_of_a_model_have_the_names_of_their_layers_in_one_batch_or_many()
    {
        var input = new Input(3, 4);
        SymbolicTensor h = new LSTM(2).Apply(input);
        var model = new Model(input, [h, new Permute(2, 1).Apply(input)]);
        foreach (int batchSize in new[] { 1, 2 })
            Assert.Equal(["batch unit", "none"], model.Predict(s_plain, batchSize).Select(Names));
    }

    [Fact]
    public void Weights_are_inputs_by_units()
    {
        var dense = new Dense(2);
        dense.EnsureBuilt(s_plain.Shape);
        Assert.Equal(["input unit", "unit"], dense.GetWeights().Select(Names));
        var lstm = new LSTM(2);
        lstm.EnsureBuilt(s_plain.Shape);
        Assert.Equal(["input ?", "unit ?", "none"], lstm.GetWeights().Select(Names));
        var simple = new SimpleRNN(2);
        simple.EnsureBuilt(s_plain.Shape);
        Assert.Equal(["input unit", "unit unit", "unit"], simple.GetWeights().Select(Names));
    }

    [Fact]
    public void Training_leaves_names_as_they_are()
    {
        var model = new Sequential(new Input(3, 4), new LSTM(2), new Dense(1));
        model.Compile(new Adam(), Losses.MeanSquaredError);
        model.Fit(s_plain, Tensor.Zeros(2, 1), epochs: 2, verbose: 0);
        Assert.Equal(["input ?", "unit ?", "none", "input unit", "unit"], model.GetWeights().Select(Names));
    }
}
