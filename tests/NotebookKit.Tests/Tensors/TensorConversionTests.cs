using NotebookKit.Layers;

namespace NotebookKit.Tests.Tensors;

public class TensorConversionTests
{
    [Fact]
    public void Arrays_of_one_to_three_dimensions_become_tensors_of_their_shape_with_values_of_their_own()
    {
        float[] values = [1, 2, 3];
        var vector = (Tensor)values;
        var matrix = (Tensor)new float[,] { { 1, 2 }, { 3, 4 } };
        var sequence = (Tensor)new float[,,] { { { 1 }, { 2 } } };
        Assert.Equal((new Shape(3), new Shape(2, 2), new Shape(1, 2, 1)), (vector.Shape, matrix.Shape, sequence.Shape));
        values[0] = 9;
        Assert.Equal([1, 2, 3], vector.ToArray());
        Assert.Equal([1, 2, 3, 4], matrix.ToArray());
        Assert.Equal(new Shape(1, 4), ((Tensor)new LSTM(4).Apply(sequence)).Shape);
    }

    [Fact]
    public void A_number_and_a_tensor_without_axes_are_cast_to_each_other()
    {
        var number = (Tensor)2.5f;
        Assert.Equal(Shape.Scalar, number.Shape);
        Assert.Equal(2.5f, (float)number);
        Assert.Equal(2.5f, (float)Tensor.Of(2.5f));
        Assert.Contains("shape (2,)", Assert.Throws<InvalidOperationException>(() => (float)Tensor.Of(1f, 2f)).Message);
    }

    [Fact]
    public void Numbers_stand_on_either_side_of_an_operator()
    {
        Tensor x = Tensor.Of(1f, 4f).WithGrad();
        Assert.Equal([3, 6], (x + 2).ToArray());
        Assert.Equal([3, 6], (2 + x).ToArray());
        Assert.Equal([-1, 2], (x - 2).ToArray());
        Assert.Equal([0, -3], (1 - x).ToArray());
        Assert.Equal([2, 8], (x * 2).ToArray());
        Assert.Equal([2, 8], (2 * x).ToArray());
        Assert.Equal([0.5f, 2], (x / 2).ToArray());
        Assert.Equal([4, 1], (4 / x).ToArray());
        (4 / x).Sum().Backward();
        Assert.Equal([-4, -0.25f], x.Grad!.ToArray());
    }
}
