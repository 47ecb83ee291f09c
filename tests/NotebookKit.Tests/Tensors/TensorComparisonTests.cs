namespace NotebookKit.Tests.Tensors;

public class TensorComparisonTests
{
    private static readonly Tensor s_x = Tensor.Of(-1f, 0f, 2f, float.NaN);

    [Fact]
    public void Comparisons_with_a_number_give_1_where_they_hold_and_0_elsewhere()
    {
        Assert.Equal([0, 0, 1, 0], (s_x > 0).ToArray());
        Assert.Equal([1, 0, 0, 0], (s_x < 0).ToArray());
        Assert.Equal([0, 1, 1, 0], (s_x >= 0).ToArray());
        Assert.Equal([1, 1, 0, 0], (s_x <= 0).ToArray());
        Assert.Equal([1, 0, 0, 0], (0 > s_x).ToArray());
        Assert.Equal([0, 0, 1, 0], (0 < s_x).ToArray());
        Assert.Equal([1, 1, 0, 0], (0 >= s_x).ToArray());
        Assert.Equal([0, 1, 1, 0], (0 <= s_x).ToArray());
    }

    [Fact]
    public void Comparisons_of_tensors_broadcast_and_have_no_gradient()
    {
        Tensor rows = Tensor.Of(new float[,] { { 1, 5 }, { 3, 2 } }).WithGrad(), column = Tensor.Of(2f, 4f).Reshape(2, 1);
        Assert.Equal(new Shape(2, 2), (rows > column).Shape);
        Assert.Equal([0, 1, 0, 0], (rows > column).ToArray());
        Assert.Equal([1, 0, 1, 1], (rows < column).ToArray());
        (rows * (rows > column)).Sum().Backward();
        Assert.Equal([0, 1, 0, 0], rows.Grad!.ToArray());
    }

    [Fact]
    public void A_condition_chooses_between_a_tensor_and_a_number()
    {
        var x = Tensor.Of(-1f, 3f);
        Assert.Equal([0, 3], Tensor.Where(x > 0, x, 0).ToArray());
        Assert.Equal([-1, 9], Tensor.Where(x > 0, 9, x).ToArray());
        Assert.Equal([0, 3], Tensor.Maximum(x, 0).ToArray());
        Assert.Equal([-1, 0], Tensor.Minimum(x, 0).ToArray());
    }
}
