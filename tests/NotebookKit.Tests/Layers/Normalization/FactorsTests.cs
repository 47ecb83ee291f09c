using NotebookKit.Layers;

namespace NotebookKit.Tests.Layers;

public class FactorsTests
{
    [Fact]
    public void Factors_lie_along_their_axes_and_broadcast_over_the_others()
    {
        var x = new Shape(2, 3, 4);
        Assert.Equal(new Shape(1, 3, 1), Factors.Along(Tensor.Zeros(3), x, 1).Shape);
        Assert.Equal(new Shape(1, 3, 4), Factors.Along(Tensor.Zeros(12), x, 1, 2).Shape);
        Assert.Equal(new Shape(1, 1, 1), Factors.Along(Tensor.Zeros(1), x).Shape);
    }
}
