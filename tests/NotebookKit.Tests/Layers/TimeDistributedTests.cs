using NotebookKit.Layers;

namespace NotebookKit.Tests.Layers;

public sealed class TimeDistributedTests
{
    private static readonly Tensor X = Tensor.RandomNormal(new Shape(2, 5, 3), seed: 1);

    [Fact]
    public void OfDenseIsDense()
    {
        var dense = new Dense(4, "softmax");
        Tensor direct = dense.Apply(X), distributed = new TimeDistributed(dense).Apply(X);
        Assert.Equal(direct.ToArray(), distributed.ToArray());
        Assert.Equal(3 * 4 + 4, new TimeDistributed(dense).CountParams());
    }

    [Fact]
    public void AnLstmInsideReadsEveryInnerSequence()
    {
        var lstm = new LSTM(4);
        Tensor nested = Tensor.RandomNormal(new Shape(2, 6, 5, 3), seed: 2), y = new TimeDistributed(lstm).Apply(nested);
        Assert.Equal(new Shape(2, 6, 4), y.Shape);
        Assert.True(((Tensor)lstm.Apply(nested[.., 4])).AllClose(y[.., 4]));
        Assert.Equal(new Shape(Shape.Unknown, 6, 4), ((SymbolicTensor)new TimeDistributed(new LSTM(4)).Apply(new Input(6, 5, 3))).Shape);
    }
}
