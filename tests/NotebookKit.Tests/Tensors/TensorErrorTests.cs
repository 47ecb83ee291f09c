namespace NotebookKit.Tests.Tensors;

public class TensorErrorTests
{
    private static readonly Tensor s_m = Tensor.Zeros(2, 3);

    private static readonly (string Message, Action Act)[] s_table =
    [
        ("Shapes (2, 3) and (4,) do not broadcast: axis 1 has lengths 3 and 4; they must be equal, or one of them 1.", () =>
            _ = s_m + Tensor.Zeros(4)),
        ("(2, 3) does not broadcast to (3,): aligned at the last axis, each length must be equal or 1.", () =>
            s_m.BroadcastTo(new Shape(3))),
        ("MatMul multiplies (…, m, k) by (…, k, n); received (2, 3) and (2, 3).", () => s_m.MatMul(s_m)),
        ("MatMul of stacks of matrices needs equal leading axes; received (2, 3) and (1, 3, 2).", () => s_m.MatMul(Tensor.Zeros(1, 3, 2))),
        ("Cannot reshape (2, 3) with 6 elements to (4, -1): the number of elements must stay the same.", () => s_m.Reshape(4, -1)),
        ("Reshape takes at most one -1; received (None, None).", () => s_m.Reshape(-1, -1)),
        ("Squeeze removes an axis of length 1; axis 1 of (2, 3) has length 3.", () => s_m.Squeeze(1)),
        ("ExpandDims of (2, 3) puts an axis at a position from -3 to 2; received 3.", () => s_m.ExpandDims(3)),
        ("Transpose of (2, 3) must name each of its 2 axes once; received (0, 0).", () => s_m.Transpose(0, 0)),
        ("The shape (2, 3) has 2 axes; axis must lie between -2 and 1; received 2.", () => s_m.Sum(2)),
        ("The largest element of an empty axis was asked for: axis 0 of shape (0,).", () => Tensor.Zeros(0).Max()),
        ("Concat along axis 0 needs shapes equal in all other axes; received (2, 3) and (2, 4).", () =>
            Tensor.Concat([s_m, Tensor.Zeros(2, 4)], 0)),
        ("Concat needs at least one tensor; received none.", () => Tensor.Concat([])),
        ("Stack needs at least one tensor; received none.", () => Tensor.Stack([])),
        ("Gather expects whole numbers from 0 to 1; received 2 at position 1.", () => s_m.Gather(Tensor.Of(0, 2))),
        ("Gather expects whole numbers from 0 to 1; received 0.5 at position 0.", () => s_m.Gather(Tensor.Of(0.5f))),
        ("OneHot expects integers from 0 to 2; received 3 at position 0.", () => Tensor.OneHot(Tensor.Of(3), 3)),
        ("Item() reads a tensor of one element; this one has shape (2, 3). Index it first, for example t[0, 0].Item().", () => s_m.Item()),
        ("A tensor of shape (2, 3) takes at most 2 indices; received 3.", () => _ = s_m[0, 0, 0]),
        ("Axis 0 of (2, 3) has length 2; received 2.", () => _ = s_m[2]),
        ("Axis 0 of (2, 3) has length 2; received ^3.", () => _ = s_m[-3]),
        ("Axis 1 of (2, 3) has length 3; received 1..4.", () => _ = s_m[0, 1..4]),
        ("The shape (2, 2) holds 4 values; received 3.", () => Tensor.Of([1, 2, 3], new Shape(2, 2))),
        ("Clip expects low to be at most high; received 1 and 0.", () => s_m.Clip(1, 0)),
    ];

    public static readonly TheoryData<int> Rows = [.. Enumerable.Range(0, s_table.Length)];

    [Theory, MemberData(nameof(Rows))]
    public void Says_what_was_expected_and_what_came(int row)
    {
        Exception error = Assert.ThrowsAny<Exception>(s_table[row].Act);
        Assert.True(error is ArgumentException or InvalidOperationException, error.ToString());
        Assert.Equal(s_table[row].Message, error.Message.Split(" (Parameter '")[0].Split('\n')[0].TrimEnd());
    }
}
