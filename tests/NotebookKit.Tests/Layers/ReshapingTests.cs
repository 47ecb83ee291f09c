using NotebookKit.Layers;

namespace NotebookKit.Tests.Layers;

/// <summary>Reshape, Flatten, Permute, RepeatVector: the same values in another arrangement.</summary>
public sealed class ReshapingTests
{
    private static readonly Tensor s_x = Tensor.Arange(24).Reshape(2, 4, 3);

    [Fact]
    public void ReshapeKeepsTheOrderWithinASample()
    {
        Tensor y = new Reshape(6, -1).Apply(s_x);
        Assert.Equal(new Shape(2, 6, 2), y.Shape);
        Assert.Equal(s_x.ToArray(), y.ToArray());
        Assert.Equal(new Shape(Shape.Unknown, 6, 2), ((SymbolicTensor)new Reshape(6, -1).Apply(new Input(4, 3))).Shape);
        Assert.Equal(new Shape(Shape.Unknown, Shape.Unknown, 2),
            ((SymbolicTensor)new Reshape(-1, 2).Apply(new Input(Shape.Unknown, 3))).Shape);
    }

    [Fact]
    public void FlattenMakesOneRowASample()
    {
        Assert.Equal(new Shape(2, 12), ((Tensor)new Flatten().Apply(s_x)).Shape);
        Assert.Equal(new Shape(2, 1), ((Tensor)new Flatten().Apply(Tensor.Zeros(2))).Shape);
        Assert.Equal(new Shape(Shape.Unknown, Shape.Unknown), ((SymbolicTensor)new Flatten().Apply(new Input(Shape.Unknown, 3))).Shape);
    }

    [Fact]
    public void PermuteCountsAxesFrom1()
    {
        Assert.Equal(s_x.SwapAxes(1, 2).ToArray(), ((Tensor)new Permute(2, 1).Apply(s_x)).ToArray());
        Assert.Equal(new Shape(Shape.Unknown, 3, 4), ((SymbolicTensor)new Permute(2, 1).Apply(new Input(4, 3))).Shape);
    }

    [Fact]
    public void RepeatVectorGivesTheVectorAtEveryStep()
    {
        Tensor y = new RepeatVector(3).Apply(Tensor.Of(new float[,] { { 1, 2 }, { 3, 4 } }));
        Assert.Equal([1, 2, 1, 2, 1, 2, 3, 4, 3, 4, 3, 4], y.ToArray());
        Assert.Equal(new Shape(2, 3, 2), y.Shape);
    }

    [Fact]
    public void ALambdasShapeFollowsItsFunction()
    {
        Assert.Equal(new Shape(Shape.Unknown, 3), ((SymbolicTensor)new Lambda(x => x[.., ^1]).Apply(new Input(Shape.Unknown, 3))).Shape);
        Assert.Equal(new Shape(Shape.Unknown, Shape.Unknown, 6),
            ((SymbolicTensor)new Lambda((a, b) => Tensor.Concat([a, b]))
            .Apply([new Input(Shape.Unknown, 3), new Input(Shape.Unknown, 3)])).Shape);
        Assert.Equal(s_x[.., ^1].ToArray(), ((Tensor)new Lambda(x => x[.., ^1]).Apply(s_x)).ToArray());
    }

    [Fact]
    public void SoftmaxLeavesMaskedValuesOut()
    {
        Tensor y = new Softmax().Apply(Tensor.Of(new float[,] { { 1, 1, 5 } }), mask: Tensor.Of(new float[,] { { 1, 1, 0 } }));
        Assert.Equal([0.5f, 0.5f, 0], y.ToArray());
        Tensor along = new Softmax(1).Apply(s_x);
        Assert.True(along.Sum(1).AllClose(Tensor.Ones(2, 3)));
    }
}
