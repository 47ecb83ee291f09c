using NotebookKit.Tests.Support;

namespace NotebookKit.Tests.Autodiff;

public class TensorAutodiffTests
{
    private static readonly Tensor s_x = Gradients.Sample(2, 3), s_y = Gradients.Sample(2, 3) * 0.7f + 0.11f,
        s_positive = Gradients.Sample(2, 3).Abs();

    public static readonly TheoryData<string> Unary = [.. UnaryOperations.Keys];
    public static readonly TheoryData<string> Binary = [.. BinaryOperations.Keys];

    private static Dictionary<string, (Func<Tensor, Tensor> F, Tensor At)> UnaryOperations => new()
    {
        ["exp"] = (x => x.Exp(), s_x),
        ["log"] = (x => x.Log(), s_positive),
        ["tanh"] = (x => x.Tanh(), s_x),
        ["sigmoid"] = (x => x.Sigmoid(), s_x),
        ["relu"] = (x => x.Relu(), s_x),
        ["sqrt"] = (x => x.Sqrt(), s_positive),
        ["square"] = (x => x.Square(), s_x),
        ["abs"] = (x => x.Abs(), s_x),
        ["pow 3"] = (x => x.Pow(3), s_x),
        ["pow 0.5"] = (x => x.Pow(0.5f), s_positive),
        ["pow 0"] = (x => x.Pow(0), s_x),
        ["clip"] = (x => x.Clip(-0.55f, 0.55f), s_x),
        ["softmax"] = (x => x.Softmax(), s_x),
        ["softmax of axis 0"] = (x => x.Softmax(0), s_x),
        ["negative"] = (x => -x, s_x),
        ["hard sigmoid of Keras 2"] = (Activations.HardSigmoidKeras2.Apply, s_x * 1.5f),
        ["hard sigmoid of Keras 3"] = (Activations.HardSigmoidKeras3.Apply, s_x * 2),
        ["sum"] = (x => x.Sum(), s_x),
        ["sum of axis 0"] = (x => x.Sum(0), s_x),
        ["sum of axis 1 kept"] = (x => x.Sum(1, keepDims: true), s_x),
        ["sum of an axis of length 1"] = (x => x.Reshape(2, 1, 3).Sum(1), s_x),
        ["mean"] = (x => x.Mean(), s_x),
        ["mean of axis -1"] = (x => x.Mean(-1), s_x),
        ["max"] = (x => x.Max(), s_x),
        ["max of axis 0"] = (x => x.Max(0), s_x),
        ["max of axis 1 kept"] = (x => x.Max(1, keepDims: true), s_x),
        ["reshape"] = (x => x.Reshape(3, 2) * x.Reshape(3, -1), s_x),
        ["expand"] = (x => x.ExpandDims(1), s_x),
        ["squeeze"] = (x => x.Reshape(2, 1, 3).Squeeze(1), s_x),
        ["transpose"] = (x => x.Transpose() * 2, s_x),
        ["permute"] = (x => x.Reshape(1, 2, 3).Transpose(2, 0, 1).Square(), s_x),
        ["swap"] = (x => x.SwapAxes(0, 1).Exp(), s_x),
        ["concat"] = (x => Tensor.Concat([x, x * 2, x], 1).Square(), s_x),
        ["stack"] = (x => Tensor.Stack([x, x.Square()], 1), s_x),
        ["broadcast"] = (x => x.BroadcastTo(new Shape(4, 2, 3)).Square(), s_x),
        ["reverse"] = (x => x.Reverse(1) * x, s_x),
        ["gather"] = (x => x.Gather(Tensor.Of(1, 0, 1)).Square(), s_x),
        ["position"] = (x => x[1], s_x),
        ["last"] = (x => x[^1, -1], s_x),
        ["block"] = (x => x[.., 1..].Square(), s_x),
        ["itself"] = (x => x * x + x - x / (x * x + 1), s_x),
        ["detached"] = (x => x + x.Detach() * 0, s_x),
    };

    private static Dictionary<string, (Func<Tensor, Tensor, Tensor> F, Tensor A, Tensor B)> BinaryOperations => new()
    {
        ["add"] = ((a, b) => a + b, s_x, s_y),
        ["subtract"] = ((a, b) => a - b, s_x, s_y),
        ["multiply"] = ((a, b) => a * b, s_x, s_y),
        ["divide"] = ((a, b) => a / b, s_x, s_y),
        ["add a row"] = ((a, b) => a + b, s_x, s_y[0]),
        ["subtract from a row"] = ((a, b) => a - b, s_y[0], s_x),
        ["multiply by a column"] = ((a, b) => a * b, s_x, s_y[.., 0..1]),
        ["divide by a scalar"] = ((a, b) => a / b, s_x, s_y[0, 0]),
        ["divide a scalar"] = ((a, b) => a / b, s_y[0, 0], s_x),
        ["outer product"] = ((a, b) => a * b, s_x.Reshape(2, 3, 1), s_y.Reshape(2, 1, 3)),
        ["two columns"] = ((a, b) => a * b, s_x.Reshape(6, 1), s_y[0, 0..1].Reshape(1, 1)),
        ["maximum"] = (Tensor.Maximum, s_x, s_y),
        ["minimum of a row"] = (Tensor.Minimum, s_x, s_y[0]),
        ["where"] = ((a, b) => Tensor.Where(Tensor.Of(1, 0, 1), a, b), s_x, s_y),
        ["where of a scalar"] = ((a, b) => Tensor.Where(Tensor.Of(1, 0, 1), a, b), s_x[0, 0], s_y),
        ["product of matrices"] = (Tensor.MatMul, s_x, s_y.Transpose()),
        ["product of a stack and a matrix"] = (Tensor.MatMul, Gradients.Sample(2, 2, 3), s_y.Transpose()),
        ["product of stacks"] = (Tensor.MatMul, Gradients.Sample(2, 2, 3), Gradients.Sample(2, 3, 2)),
    };

    [Theory, MemberData(nameof(Unary))]
    public void Gradients_of_one_operand_agree_with_central_differences(string name)
    {
        (Func<Tensor, Tensor>? f, Tensor? at) = UnaryOperations[name];
        Gradients.Check(x => f(x[0]), at);
    }

    [Theory, MemberData(nameof(Binary))]
    public void Gradients_of_two_operands_agree_with_central_differences(string name)
    {
        (Func<Tensor, Tensor, Tensor>? f, Tensor? a, Tensor? b) = BinaryOperations[name];
        Gradients.Check(x => f(x[0], x[1]), a, b);
    }

    [Fact]
    public void A_tensor_used_twice_gets_both_gradients_and_shared_ones_are_not_changed()
    {
        Tensor a = Tensor.Of(1, 2).WithGrad(), b = Tensor.Of(3, 4).WithGrad();
        Tensor p = a * 1, q = b * 1;
        // p + q hands the same gradient to both; the second use of p must not show in q's.
        ((p + q) + p * 10).Sum().Backward();
        Assert.Equal([11f, 11], a.Grad!.ToArray());
        Assert.Equal([1f, 1], b.Grad!.ToArray());
    }

    [Fact]
    public void Views_share_values_but_not_gradients()
    {
        Tensor a = Tensor.Of(1, 2, 3, 4).WithGrad();
        Tensor view = (a * 2).Reshape(2, 2);
        (view + view.Reshape(4).Reshape(2, 2) * 3).Sum().Backward();
        Assert.Equal([8f, 8, 8, 8], a.Grad!.ToArray());
        Assert.Equal([4f, 4, 4, 4], view.Grad!.ToArray());
    }

    [Fact]
    public void Backward_twice_adds_up_in_leaves_and_not_in_results()
    {
        Tensor a = Tensor.Of(1, 2).WithGrad();
        Tensor y = a * 3, loss = y.Sum();
        loss.Backward();
        Tensor first = a.Grad!;
        loss.Backward();
        Assert.Same(first, a.Grad);
        Assert.Equal([6f, 6], a.Grad!.ToArray());
        Assert.Equal([1f, 1], y.Grad!.ToArray());
        a.ZeroGrad();
        Assert.Null(a.Grad);
        loss.Backward();
        Assert.Equal([3f, 3], a.Grad!.ToArray());
    }

    [Fact]
    public void A_leaf_is_its_own_gradient_of_one() => Assert.Equal(1, Backward(Tensor.Scalar(5).WithGrad()).Grad!.Item());

    [Fact]
    public void A_graph_of_100000_operations_does_not_overflow_the_stack()
    {
        Tensor a = Tensor.Scalar(1).WithGrad(), y = a;
        for (int i = 0; i < 100_000; i++)
            y = y + 0;
        Backward(y);
        Assert.Equal(1, a.Grad!.Item());
    }

    [Fact]
    public void A_graph_of_many_diamonds_is_walked_once_for_each_operation()
    {
        Tensor a = Tensor.Scalar(1).WithGrad(), y = a;
        for (int i = 0; i < 60; i++)
            y = y * 0.5f + y * 0.5f;
        Backward(y);
        Assert.Equal(1, a.Grad!.Item());
    }

    [Fact]
    public void Recycled_gradients_keep_their_memory_and_forget_their_values()
    {
        Tensor a = Tensor.Of(1, 2).WithGrad();
        Backward((a * 3).Sum());
        float[] memory = a.Grad!.Data;
        a.RecycleGrad();
        Assert.Null(a.Grad);
        Backward((a * 5).Sum());
        Assert.Same(memory, a.Grad!.Data);
        Assert.Equal([5f, 5], a.Grad.ToArray());
    }

    [Fact]
    public void An_operation_with_several_results_hears_of_each_gradient()
    {
        Tensor a = Tensor.Scalar(2).WithGrad();
        Tensor twice = Tensor.Scalar(4), thrice = Tensor.Scalar(6);
        Tensor.RecordAll([twice, thrice], [a], () =>
        {
            if (twice.Grad is { } g)
                a.Accumulate(g * 2);
            if (thrice.Grad is { } h)
                a.Accumulate(h * 3);
        });
        Backward(twice * 10);
        Assert.Equal(20, a.Grad!.Item());
        Backward(twice + thrice);
        Assert.Equal(25, a.Grad!.Item());
    }

    [Fact]
    public void Errors_say_what_to_do()
    {
        Assert.Equal(
            "Backward() differentiates a single number; this tensor has shape (2,). Reduce it first, for example t.Sum().Backward().",
            Assert.Throws<InvalidOperationException>(() => Tensor.Of(1, 2).WithGrad().Backward()).Message);
        Assert.Equal(
            "Backward() was called on a tensor that depends on nothing with gradients. Mark a tensor by WithGrad() before the computation, "
            + "and compute outside NoGrad.",
            Assert.Throws<InvalidOperationException>(() => Tensor.Scalar(1).Backward()).Message);
        Assert.Equal(
            "WithGrad() is for tensors that start a computation; this one is the result of an operation. Call Detach() first to start anew "
            + "from its values.",
            Assert.Throws<InvalidOperationException>(() => (Tensor.Scalar(1).WithGrad() * 2).WithGrad()).Message);
    }

    private static Tensor Backward(Tensor loss)
    {
        loss.Backward();
        return loss;
    }
}
