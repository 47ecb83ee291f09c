namespace NotebookKit.Tests.Tensors;

/// <summary>Every operation against values worked out by hand; their gradients are in Autodiff.</summary>
public class TensorOperationsTests
{
    private static readonly Tensor s_m = Tensor.Of(new float[,] { { 1, -2, 3 }, { 4, 5, -6 } });

    private static void Same(string expected, Tensor actual) => Assert.Equal(expected.Replace("|", "\n"), actual.ToString());

    [Fact]
    public void Arithmetic_broadcasts()
    {
        Same("[[  2.  -4.   6.]| [  8.  10. -12.]]", s_m + s_m);
        Same("[[11. 18. 33.]| [14. 25. 24.]]", s_m + Tensor.Of(10, 20, 30));
        Same("[[0. 0. 0.]| [0. 0. 0.]]", s_m - s_m);
        Same("[[ 9. 12.  7.]| [ 6.  5. 16.]]", 10 - s_m);
        Same("[[ 10. -20.  30.]| [ -4.  -5.   6.]]", s_m * Tensor.Of(10, -1).Reshape(2, 1));
        Same("[[ 0.5 -1.   1.5]| [ 2.   2.5 -3. ]]", s_m / 2);
        Same("[[4. 5.]| [5. 6.]| [6. 7.]]", Tensor.Of(1, 2, 3).Reshape(3, 1) + Tensor.Of(3, 4));
        Same("[[-1.  2. -3.]| [-4. -5.  6.]]", -s_m);
        Assert.Equal(new Shape(0, 3), (Tensor.Zeros(0, 3) + Tensor.Of(1, 2, 3)).Shape);
        Assert.Equal(new Shape(2, 0), (Tensor.Zeros(2, 0) * Tensor.Ones(2, 1)).Shape);
        Assert.Equal(new Shape(1, 1, 3), (Tensor.Of(new float[1, 1, 1]) + Tensor.Of(1, 2, 3)).Shape);
    }

    [Fact]
    public void Maximum_minimum_and_where_choose_between_two()
    {
        Same("[[1. 1. 3.]| [4. 5. 1.]]", Tensor.Maximum(s_m, 1));
        Same("[[ 1. -2.  1.]| [ 1.  1. -6.]]", Tensor.Minimum(s_m, 1));
        Same("[nan nan  2.]", Tensor.Maximum(Tensor.Of(float.NaN, 1, 2), Tensor.Of(1, float.NaN, 1)));
        Same("[[ 0.  0. -3.]| [ 0.  0.  6.]]", Tensor.Where(Tensor.Of(1, -1, 0), 0, -s_m));
    }

    [Fact]
    public void Functions_act_element_by_element()
    {
        Assert.True(Tensor.Of(0, 1, -1).Exp().AllClose(Tensor.Of(1, 2.7182817f, 0.36787945f)));
        Assert.True(Tensor.Of(1, 2, 0).Log().AllClose(Tensor.Of(0, 0.6931472f, float.NegativeInfinity)));
        Assert.True(Tensor.Of(0, 0.5f, -20).Tanh().AllClose(Tensor.Of(0, 0.46211717f, -1)));
        Assert.True(Tensor.Of(0, 2, -2).Sigmoid().AllClose(Tensor.Of(0.5f, 0.880797f, 0.11920292f)));
        Same("[[1. 0. 3.]| [4. 5. 0.]]", s_m.Relu());
        Same("[[1. 2. 3.]| [4. 5. 6.]]", s_m.Abs());
        Same("[[ 1.  4.  9.]| [16. 25. 36.]]", s_m.Square());
        Same("[[  1.  -8.  27.]| [ 64. 125.  64.]]", Tensor.Concat([s_m[0].Pow(3), Tensor.Of(4, 5, 4).Pow(3)], 0).Reshape(2, 3));
        Same("[1. 2. 3.]", Tensor.Of(1, 4, 9).Sqrt());
        Same("[[ 1. -1.  2.]| [ 2.  2. -1.]]", s_m.Clip(-1, 2));
        Assert.True(Tensor.Of(new float[,] { { 0, 0 }, { 88, 89 } }).Softmax(0).AllClose(Tensor.Of(new float[,] { { 0, 0 }, { 1, 1 } })));
        Same("[]", Tensor.Zeros(0, 3).Softmax());
    }

    [Fact]
    public void Reductions_are_along_one_axis_or_all()
    {
        Assert.Equal((5f, 5 / 6f, 5f), (s_m.Sum().Item(), s_m.Mean().Item(), (float)s_m.Max()));
        Same("[ 5.  3. -3.]", s_m.Sum(0));
        Same("[[2.]| [3.]]", s_m.Sum(-1, keepDims: true));
        Same("[ 2.5  1.5 -1.5]", s_m.Mean(0));
        Same("[4. 5. 3.]", s_m.Max(0));
        Same("[2. 1.]", s_m.ArgMax());
        Same("[1. 1. 0.]", s_m.ArgMax(0));
        Same("[1. 0.]", Tensor.Of(new float[,] { { 1, float.NaN, 3 }, { 7, 7, 7 } }).ArgMax());
        Same("[0. 0.]", Tensor.Zeros(0, 2).Sum(0));
        Tensor cube = Tensor.Arange(24).Reshape(2, 3, 4);
        Same("[[12. 15. 18. 21.]| [48. 51. 54. 57.]]", cube.Sum(1));
        Same("[[ 8.  9. 10. 11.]| [20. 21. 22. 23.]]", cube.Max(1));
        // A sum along an axis of length 1 is a tensor of its own, so that marking it leaves the operand alone.
        Assert.NotSame(cube, cube.Reshape(1, 24).Sum(0, keepDims: true));
    }

    [Fact]
    public void Shaping_moves_values_and_changes_none()
    {
        Same("[[ 1. -2.]| [ 3.  4.]| [ 5. -6.]]", s_m.Reshape(3, -1));
        Assert.Equal(new Shape(2, 1, 3), s_m.ExpandDims(1).Shape);
        Assert.Equal(new Shape(2, 3, 1), s_m.ExpandDims(-1).Shape);
        Assert.Equal(new Shape(2, 3), s_m.ExpandDims(0).Squeeze(0).Shape);
        Same("[[ 1.  4.]| [-2.  5.]| [ 3. -6.]]", s_m.Transpose());
        Tensor cube = Tensor.Arange(6).Reshape(1, 2, 3);
        Same("[[[0.]|  [3.]]|| [[1.]|  [4.]]|| [[2.]|  [5.]]]", cube.Transpose(2, 1, 0));
        Same("[[[0. 3.]|  [1. 4.]|  [2. 5.]]]", cube.SwapAxes(1, -1));
        Same("[[ 1. -2.  3.  4.  5. -6.]]", Tensor.Concat([s_m[0..1], s_m[1..2]], 1));
        Same("[[ 1.  4.]| [-2.  5.]| [ 3. -6.]]", Tensor.Stack([s_m[0], s_m[1]], -1));
        Same("[[1. 2.]| [1. 2.]]", Tensor.Of(1, 2).BroadcastTo(new Shape(2, 2)));
        Same("[[ 3. -2.  1.]| [-6.  5.  4.]]", s_m.Reverse(1));
        Same("[[ 4.  5. -6.]| [ 1. -2.  3.]]", s_m.Reverse(0));
        Same("[[ 4.  5. -6.]| [ 4.  5. -6.]| [ 1. -2.  3.]]", s_m.Gather(Tensor.Of(1, 1, 0)));
        Assert.Equal(new Shape(2, 2, 3), s_m.Gather(Tensor.Of(new float[,] { { 1, 0 }, { 0, 1 } })).Shape);
    }

    [Fact]
    public void Products_are_of_the_last_two_axes_batch_by_batch()
    {
        Same("[[ 14. -24.]| [-24.  77.]]", s_m.MatMul(s_m.Transpose()));
        Assert.Equal(new Shape(4, 2, 5), Tensor.MatMul(Tensor.Ones(4, 2, 3), Tensor.Ones(3, 5)).Shape);
        Tensor a = Tensor.Arange(8).Reshape(2, 2, 2);
        Same("[[[ 2.  3.]|  [ 6. 11.]]|| [[46. 55.]|  [66. 79.]]]", a.MatMul(a));
        Same("[[0. 0.]]", Tensor.MatMul(Tensor.Zeros(1, 0), Tensor.Zeros(0, 2)));
        Assert.Equal(new Shape(0, 2), Tensor.MatMul(Tensor.Zeros(0, 3), Tensor.Zeros(3, 2)).Shape);
    }

    [Fact]
    public void Parts_are_taken_by_indices_and_ranges()
    {
        Same("[ 4.  5. -6.]", s_m[1]);
        Same("[ 4.  5. -6.]", s_m[-1]);
        Same("[ 3. -6.]", s_m[.., ^1]);
        Same("[[-2.  3.]| [ 5. -6.]]", s_m[.., 1..]);
        Same("[[5.]]", s_m[1.., 1..^1]);
        Assert.Equal(-6, s_m[^1, -1].Item());
        Assert.Equal(new Shape(0, 3), s_m[1..1].Shape);
        Assert.Equal(new Shape(), s_m[0, 0].Shape);
        Tensor cube = Tensor.Arange(24).Reshape(2, 3, 4);
        Same("[[ 5.  6.]| [17. 18.]]", cube[.., 1, 1..3]);
        Same("[18. 22.]", cube[1, 1.., 2]);
        Assert.Equal(cube.ToArray(), cube[..].ToArray());
    }

    [Fact]
    public void Parts_are_copies()
    {
        var t = Tensor.Of(1, 2);
        t[0..1].Data[0] = 9;
        Assert.Equal(1, t.Values[0]);
    }

    [Fact]
    public void Tensors_are_made_of_ranges_arrays_and_tokens()
    {
        Same("[2. 3. 4.]", Tensor.Arange(2, 5));
        Same("[]", Tensor.Arange(5, 2));
        Same("[[1. 0.]| [0. 1.]]", Tensor.Eye(2));
        Same("[[0. 0. 1.]| [1. 0. 0.]]", Tensor.OneHot(Tensor.Of(2, 0), 3));
        Same("[[[1.]|  [2.]]]", Tensor.Of(new float[,,] { { { 1 }, { 2 } } }));
        float[] values = [1, 2];
        var copy = Tensor.Of(values);
        values[0] = 9;
        Assert.Equal(1, copy.Values[0]);
        Assert.True(Tensor.Of(1, float.PositiveInfinity).AllClose(Tensor.Of(1.0000001f, float.PositiveInfinity)));
        Assert.False(Tensor.Of(float.NaN).AllClose(Tensor.Of(float.NaN)));
        Assert.False(Tensor.Of(1).AllClose(Tensor.Scalar(1)));
    }
}
