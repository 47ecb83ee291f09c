using NotebookKit.Layers;

namespace NotebookKit.Tests.Tensors;

/// <summary>The names of axes: where they come from, and what operations make of them.</summary>
public sealed class TensorAxesTests
{
    private static readonly Tensor Plain = Tensor.RandomNormal(new Shape(2, 3, 4), seed: 1), X = Plain.WithAxes("batch", "time", "unit");

    private static string Names(Tensor tensor) => tensor.AxisNames is { } names ? string.Join(" ", names.Select(n => n ?? "?")) : "none";

    [Fact]
    public void WithAxesNamesANewViewOfTheValues()
    {
        Assert.Equal("none", Names(Plain));
        Assert.Equal("batch time unit", Names(X));
        Assert.Equal(Plain.ToArray(), X.ToArray());
        Tensor embedded = new Embedding(3, 2, maskZero: true).Apply(Tensor.Of(new float[,] { { 1, 0 } }));
        Assert.Same(embedded.Mask, embedded.WithAxes("text", "word", "unit").Mask);
    }

    [Fact]
    public void GradientsFlowThroughAndHaveTheNamesOfTheirTensors()
    {
        Tensor w = Tensor.Ones(2, 2).WithAxes("input", "unit").WithGrad();
        (w.WithAxes("a", "b") * 3).Sum().Backward();
        Assert.Equal([3, 3, 3, 3], w.Grad!.ToArray());
        Assert.Equal("input unit", Names(w.Grad));
    }

    [Fact]
    public void AWrongNumberOfNamesOrAnEmptyOneIsRefused()
    {
        Assert.StartsWith("WithAxes expects a name for each of the 3 axes of (2, 3, 4); received 'time', 'unit'.", Assert.Throws<ArgumentException>(() => Plain.WithAxes("time", "unit")).Message);
        Assert.Contains("received 'a', '', 'c'", Assert.Throws<ArgumentException>(() => Plain.WithAxes("a", "", "c")).Message);
        Assert.Contains("received none", Assert.Throws<ArgumentException>(() => Plain.WithAxes()).Message);
    }

    public static TheoryData<string, string> Operations => new()
    {
        { "tanh", "batch time unit" }, { "clone", "batch time unit" }, { "detach", "batch time unit" }, { "negative", "batch time unit" }, { "reverse", "batch time unit" },
        { "plus a number", "batch time unit" }, { "a number minus", "batch time unit" }, { "plus a bias", "batch time unit" }, { "masked", "batch time unit" },
        { "softmax over time", "batch time unit" }, { "last step", "batch unit" }, { "some steps", "batch time unit" }, { "one number", "" },
        { "transposed", "unit time batch" }, { "swapped", "batch unit time" }, { "expanded", "batch ? time unit" }, { "squeezed", "time unit" },
        { "sum over time", "batch unit" }, { "sum over time, kept", "batch time unit" }, { "max over units", "batch time" }, { "argmax", "batch time" },
        { "concat", "batch time unit" }, { "concat with unnamed", "none" }, { "stack", "batch time ? unit" }, { "reshape", "none" }, { "sum", "none" },
        { "times a kernel", "batch time unit" }, { "times an unnamed matrix", "batch time ?" }, { "an unnamed one times a kernel", "none" },
        { "an unnamed one of the kernel's shape times it", "none" }, { "maximum", "batch time unit" },
        { "outer", "batch unit time" }, { "gather", "time unit" }, { "broadcast of two", "batch unit" },
    };

    [Theory, MemberData(nameof(Operations))]
    public void OperationsHandNamesOn(string operation, string expected)
    {
        Tensor kernel = Tensor.Ones(4, 4).WithAxes("input", "unit");
        Tensor result = operation switch
        {
            "tanh" => X.Tanh(),
            "clone" => X.Clone(),
            "detach" => X.Detach(),
            "negative" => -X,
            "reverse" => X.Reverse(1),
            "plus a number" => X + 1,
            "a number minus" => 1 - X,
            "plus a bias" => X + Tensor.Ones(4).WithAxes("unit"),
            "masked" => X * Tensor.Ones(2, 3, 1),
            "softmax over time" => X.Softmax(1),
            "last step" => X[.., ^1],
            "some steps" => X[.., 1..],
            "one number" => X[0, 1, 2],
            "transposed" => X.Transpose(),
            "swapped" => X.SwapAxes(1, 2),
            "expanded" => X.ExpandDims(1),
            "squeezed" => X[..1].Squeeze(0),
            "sum over time" => X.Sum(1),
            "sum over time, kept" => X.Sum(1, keepDims: true),
            "max over units" => X.Max(-1),
            "argmax" => X.ArgMax(),
            "concat" => Tensor.Concat([X, X], axis: 1),
            "concat with unnamed" => Tensor.Concat([X, Plain], axis: 1),
            "stack" => Tensor.Stack([X, X], axis: 2),
            "reshape" => X.Reshape(6, 4),
            "sum" => X.Sum(),
            "times a kernel" => X.MatMul(kernel),
            "times an unnamed matrix" => X.MatMul(Tensor.Ones(4, 2)),
            "an unnamed one times a kernel" => Plain.MatMul(kernel),
            "an unnamed one of the kernel's shape times it" => Tensor.Ones(4, 4).MatMul(kernel),
            "maximum" => Tensor.Maximum(X, 0),
            "outer" => X[..1].SwapAxes(1, 2).MatMul(X[..1, .., ..2].SwapAxes(1, 2).SwapAxes(1, 2).MatMul(Tensor.Ones(2, 3).WithAxes("unit", "time"))),
            "gather" => kernel.Gather(Tensor.Of(0, 2).WithAxes("time")),
            _ => Tensor.Ones(2, 1).WithAxes("batch", "one") * Tensor.Ones(1, 4).WithAxes("one", "unit"),
        };
        Assert.Equal(expected, Names(result));
    }

    [Fact]
    public void ASquareMatrixTransposedHasItsNamesTurned() =>
        Assert.Equal("unit input", Names(Tensor.Ones(3, 3).WithAxes("input", "unit").Transpose()));

    [Fact]
    public void LayersNameTheirOutputsAndLeaveTheirInputsAlone()
    {
        Assert.Equal("batch time unit", Names(new GRU(2, returnSequences: true).Apply(Plain)));
        Assert.Equal("batch unit", Names(new SimpleRNN(2).Apply(Plain)));
        Assert.Equal("batch time unit", Names(new Dense(2).Apply(Plain)));
        Assert.Equal("batch time feature", Names(new Masking().Apply(Plain.WithAxes("batch", "time", "feature"))));
        Assert.Equal("batch time", Names(((Tensor)new Masking().Apply(Plain)).Mask!));
        Assert.Equal("none", Names(new Lambda(x => x.Reshape(x.Shape[0], -1)).Apply(Plain)));
        Assert.Equal("batch unit time", Names(new Permute(2, 1).Apply(X)));
        Assert.Same(Plain, new Dropout(0.5f).Apply(Plain)[0]);
        Assert.Equal("none", Names(Plain));
        CellStep step = new LSTMCell(2).Call(Plain[.., 0]);
        Assert.Equal(["batch unit", "batch unit", "batch unit"], step.States.Append(step.Output).Select(Names));
        Assert.Equal("batch time unit", Names(new LSTM(2).Trace(Plain)["i"]));
    }

    [Fact]
    public void AModelsOutputsHaveTheirLayersNamesInOneBatchOrMany()
    {
        var input = new Input(3, 4);
        SymbolicTensor h = new LSTM(2).Apply(input);
        var model = new Model(input, [h, new Permute(2, 1).Apply(input)]);
        foreach (int batchSize in new[] { 1, 2 })
            Assert.Equal(["batch unit", "none"], model.Predict(Plain, batchSize).Select(Names));
    }

    [Fact]
    public void WeightsAreInputsByUnits()
    {
        var dense = new Dense(2);
        dense.EnsureBuilt(Plain.Shape);
        Assert.Equal(["input unit", "unit"], dense.GetWeights().Select(Names));
        var lstm = new LSTM(2);
        lstm.EnsureBuilt(Plain.Shape);
        Assert.Equal(["input ?", "unit ?", "none"], lstm.GetWeights().Select(Names));
        var simple = new SimpleRNN(2);
        simple.EnsureBuilt(Plain.Shape);
        Assert.Equal(["input unit", "unit unit", "unit"], simple.GetWeights().Select(Names));
    }

    [Fact]
    public void TrainingLeavesNamesAsTheyAre()
    {
        var model = new Sequential(new Input(3, 4), new LSTM(2), new Dense(1));
        model.Compile(new Adam(), Losses.MeanSquaredError);
        model.Fit(Plain, Tensor.Zeros(2, 1), epochs: 2, verbose: 0);
        Assert.Equal(["input ?", "unit ?", "none", "input unit", "unit"], model.GetWeights().Select(Names));
    }
}
