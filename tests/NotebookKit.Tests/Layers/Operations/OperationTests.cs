using NotebookKit.Layers;
using NotebookKit.Tests.Support;

namespace NotebookKit.Tests.Layers.Operations;

/// <summary>Calculations between tensors as nodes of a graph.</summary>
public sealed class OperationTests
{
    private static readonly Tensor s_x = Tensor.Arange(24).Reshape(2, 4, 3);

    [Theory]
    [InlineData(":, -1", new[] { 2, 3 }, 9f)]
    [InlineData(":, 0, 1", new[] { 2 }, 1f)]
    [InlineData(":, ::2", new[] { 2, 2, 3 }, 0f)]
    [InlineData(":, ::-1", new[] { 2, 4, 3 }, 9f)]
    [InlineData("..., 1:", new[] { 2, 4, 2 }, 1f)]
    [InlineData(":, 1:-1, ...", new[] { 2, 2, 3 }, 3f)]
    [InlineData("1", new[] { 4, 3 }, 12f)]
    public void GetItem_takes_what_Python_takes(string key, int[] shape, float first)
    {
        Tensor part = new GetItem(key).Apply(s_x);
        Assert.Equal(new Shape(shape), part.Shape);
        Assert.Equal(first, part.Values[0]);
    }

    [Fact]
    public void GetItem_keeps_open_axes_open_and_refuses_what_is_not_there()
    {
        var input = new Input(Shape.Unknown, 3);
        Assert.Equal(new Shape(Shape.Unknown, 3), ((SymbolicTensor)new GetItem(":, -1").Apply(input)).Shape);
        Assert.Equal(new Shape(Shape.Unknown, Shape.Unknown, 2), ((SymbolicTensor)new GetItem(":, 1:, :2").Apply(input)).Shape);
        Assert.Contains("position 4", Assert.Throws<ArgumentException>(() => new GetItem(":, 4").Apply(s_x)).Message,
            StringComparison.Ordinal);
        Assert.Contains("a:b", Assert.Throws<ArgumentException>(() => new GetItem("a:b")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Comparisons_give_ones_and_zeros()
    {
        Tensor x = Tensor.Of([0f, 1, 2]), y = Tensor.Of([2f, 1, 0]);
        Assert.Equal([0f, 1, 1], Of(new BinaryOperation(BinaryFunction.NotEqual, 0).Apply(x)));
        Assert.Equal([0f, 1, 0], Of(new BinaryOperation(BinaryFunction.Equal).Apply([x, y])));
        Assert.Equal([1f, 1, 1], Of(new BinaryOperation(BinaryFunction.LogicalOr).Apply([x, y])));
        Assert.Equal([0f, 1, 0], Of(new BinaryOperation(BinaryFunction.LogicalAnd).Apply([x, y])));
        Assert.Equal([1f, 0, -1], Of(new BinaryOperation(BinaryFunction.Subtract, 1, constantFirst: true).Apply(x)));
        Assert.Equal([1f, 0, 0], Of(new UnaryOperation(UnaryFunction.LogicalNot).Apply(x)));
        Assert.Equal([1f, 1, 1], Of(new UnaryOperation(UnaryFunction.OnesLike).Apply(x)));
    }

    [Fact]
    public void Reductions_take_axes_away_or_leave_them()
    {
        Assert.Equal(new Shape(2, 4), ((Tensor)new Reduction(ReductionFunction.Any, [-1]).Apply(s_x)).Shape);
        Assert.Equal(new Shape(2, 1, 1), ((Tensor)new Reduction(ReductionFunction.Max, [1, 2], keepDims: true).Apply(s_x)).Shape);
        Assert.Equal([0f, 12], Of(new Reduction(ReductionFunction.Min, [1, 2]).Apply(s_x)));
        Assert.Equal([5.5f, 17.5f], Of(new Reduction(ReductionFunction.Mean, [1, -1]).Apply(s_x)));
        Assert.Equal([0f, 1], Of(new Reduction(ReductionFunction.All, [1, 2]).Apply(s_x)));
        Assert.Equal(new Shape(), ((Tensor)new Reduction(ReductionFunction.Sum).Apply(s_x)).Shape);
    }

    [Fact]
    public void Axes_of_length_1_come_and_go()
    {
        Tensor wider = new ExpandDims(-1).Apply(s_x);
        Assert.Equal(new Shape(2, 4, 3, 1), wider.Shape);
        Assert.Equal(s_x.Shape, ((Tensor)new Squeeze(-1).Apply(wider)).Shape);
        Assert.Throws<ArgumentException>(() => new Squeeze(1).Apply(s_x));
    }

    [Fact]
    public void Calculations_have_their_gradients()
    {
        Tensor a = Gradients.Sample(2, 3), b = Gradients.Sample(2, 3).Abs() + 0.5f;
        foreach (BinaryFunction function in (BinaryFunction[])[BinaryFunction.Add, BinaryFunction.Subtract, BinaryFunction.Multiply,
            BinaryFunction.Divide])
        {
            Gradients.Check(x => new BinaryOperation(function).Apply(x), a, b);
        }
        Gradients.Check(x => new BinaryOperation(BinaryFunction.Power, 2).Apply(x[0]), b);
        Gradients.Check(x => new GetItem(":, ::-1").Apply(x[0]), a);
        Gradients.Check(x => new Reduction(ReductionFunction.Mean, [1]).Apply(x[0]), a);
        Gradients.Check(x => new UnaryOperation(UnaryFunction.Square).Apply(x[0]), a);
    }

    [Fact]
    public void A_mask_made_by_operations_is_the_one_that_Masking_makes()
    {
        var input = new Input(4, 2);
        SymbolicTensor counts = new Reduction(ReductionFunction.Any, [-1])
            .Apply(new BinaryOperation(BinaryFunction.NotEqual, 0).Apply(input));
        var lstm = new LSTM(3);
        var byHand = new Model(input, lstm.Apply(input, counts)[0]);
        var byLayer = new Model(input, lstm.Apply(new Masking().Apply(input))[0]);
        Tensor data = Tensor.RandomUniform(new Shape(2, 4, 2), 0.5f, 1, seed: 1) * Tensor.Of([1f, 1, 0, 0]).Reshape(1, 4, 1);
        Assert.Equal(Of(byLayer.Predict(data)), Of(byHand.Predict(data)));
    }

    [Fact]
    public void A_graph_with_operations_is_saved_and_loaded()
    {
        var input = new Input(4, 3);
        SymbolicTensor last = new GetItem(":, -1").Apply(input), twice = new BinaryOperation(BinaryFunction.Multiply, 2).Apply(last);
        SymbolicTensor sum = new BinaryOperation(BinaryFunction.Add).Apply([last, twice]);
        var model = new Model(input, new Reduction(ReductionFunction.Sum, [1], keepDims: true).Apply(sum)[0]);
        string path = Path.Combine(Path.GetTempPath(), $"operations-{Guid.NewGuid():n}.safetensors");
        try
        {
            model.Save(path);
            Assert.Equal([90f, 198], Of(Model.Load(path).Predict(s_x)));
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static float[] Of(Tensor tensor) => tensor.ToArray();
}
