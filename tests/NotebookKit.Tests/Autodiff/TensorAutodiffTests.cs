using NotebookKit.Tests.Support;

namespace NotebookKit.Tests.Autodiff;

public class TensorAutodiffTests
{
    private static readonly Tensor X = Gradients.Sample(2, 3), Y = Gradients.Sample(2, 3) * 0.7f + 0.11f, Positive = Gradients.Sample(2, 3).Abs();

    public static readonly TheoryData<string> Unary = [.. UnaryOperations.Keys];
    public static readonly TheoryData<string> Binary = [.. BinaryOperations.Keys];

    private static Dictionary<string, (Func<Tensor, Tensor> F, Tensor At)> UnaryOperations => new()
    {
        ["exp"] = (x => x.Exp(), X), ["log"] = (x => x.Log(), Positive), ["tanh"] = (x => x.Tanh(), X), ["sigmoid"] = (x => x.Sigmoid(), X),
        ["relu"] = (x => x.Relu(), X), ["sqrt"] = (x => x.Sqrt(), Positive), ["square"] = (x => x.Square(), X), ["abs"] = (x => x.Abs(), X),
        ["pow 3"] = (x => x.Pow(3), X), ["pow 0.5"] = (x => x.Pow(0.5f), Positive), ["pow 0"] = (x => x.Pow(0), X), ["clip"] = (x => x.Clip(-0.55f, 0.55f), X),
        ["softmax"] = (x => x.Softmax(), X), ["softmax of axis 0"] = (x => x.Softmax(0), X), ["negative"] = (x => -x, X),
        ["hard sigmoid of Keras 2"] = (Activations.HardSigmoidKeras2.Apply, X * 1.5f), ["hard sigmoid of Keras 3"] = (Activations.HardSigmoidKeras3.Apply, X * 2),
        ["sum"] = (x => x.Sum(), X), ["sum of axis 0"] = (x => x.Sum(0), X), ["sum of axis 1 kept"] = (x => x.Sum(1, keepDims: true), X),
        ["sum of an axis of length 1"] = (x => x.Reshape(2, 1, 3).Sum(1), X), ["mean"] = (x => x.Mean(), X), ["mean of axis -1"] = (x => x.Mean(-1), X),
        ["max"] = (x => x.Max(), X), ["max of axis 0"] = (x => x.Max(0), X), ["max of axis 1 kept"] = (x => x.Max(1, keepDims: true), X),
        ["reshape"] = (x => x.Reshape(3, 2) * x.Reshape(3, -1), X), ["expand"] = (x => x.ExpandDims(1), X), ["squeeze"] = (x => x.Reshape(2, 1, 3).Squeeze(1), X),
        ["transpose"] = (x => x.Transpose() * 2, X), ["permute"] = (x => x.Reshape(1, 2, 3).Transpose(2, 0, 1).Square(), X), ["swap"] = (x => x.SwapAxes(0, 1).Exp(), X),
        ["concat"] = (x => Tensor.Concat([x, x * 2, x], 1).Square(), X), ["stack"] = (x => Tensor.Stack([x, x.Square()], 1), X),
        ["broadcast"] = (x => x.BroadcastTo(new Shape(4, 2, 3)).Square(), X), ["reverse"] = (x => x.Reverse(1) * x, X),
        ["gather"] = (x => x.Gather(Tensor.Of(1, 0, 1)).Square(), X), ["position"] = (x => x[1], X), ["last"] = (x => x[^1, -1], X), ["block"] = (x => x[.., 1..].Square(), X),
        ["itself"] = (x => x * x + x - x / (x * x + 1), X), ["detached"] = (x => x + x.Detach() * 0, X),
    };

    private static Dictionary<string, (Func<Tensor, Tensor, Tensor> F, Tensor A, Tensor B)> BinaryOperations => new()
    {
        ["add"] = ((a, b) => a + b, X, Y), ["subtract"] = ((a, b) => a - b, X, Y), ["multiply"] = ((a, b) => a * b, X, Y), ["divide"] = ((a, b) => a / b, X, Y),
        ["add a row"] = ((a, b) => a + b, X, Y[0]), ["subtract from a row"] = ((a, b) => a - b, Y[0], X), ["multiply by a column"] = ((a, b) => a * b, X, Y[.., 0..1]),
        ["divide by a scalar"] = ((a, b) => a / b, X, Y[0, 0]), ["divide a scalar"] = ((a, b) => a / b, Y[0, 0], X),
        ["outer product"] = ((a, b) => a * b, X.Reshape(2, 3, 1), Y.Reshape(2, 1, 3)), ["two columns"] = ((a, b) => a * b, X.Reshape(6, 1), Y[0, 0..1].Reshape(1, 1)),
        ["maximum"] = (Tensor.Maximum, X, Y), ["minimum of a row"] = (Tensor.Minimum, X, Y[0]),
        ["where"] = ((a, b) => Tensor.Where(Tensor.Of(1, 0, 1), a, b), X, Y), ["where of a scalar"] = ((a, b) => Tensor.Where(Tensor.Of(1, 0, 1), a, b), X[0, 0], Y),
        ["product of matrices"] = (Tensor.MatMul, X, Y.Transpose()), ["product of a stack and a matrix"] = (Tensor.MatMul, Gradients.Sample(2, 2, 3), Y.Transpose()),
        ["product of stacks"] = (Tensor.MatMul, Gradients.Sample(2, 2, 3), Gradients.Sample(2, 3, 2)),
    };

    [Theory, MemberData(nameof(Unary))]
    public void Gradients_of_one_operand_agree_with_central_differences(string name)
    {
        var (f, at) = UnaryOperations[name];
        Gradients.Check(x => f(x[0]), at);
    }

    [Theory, MemberData(nameof(Binary))]
    public void Gradients_of_two_operands_agree_with_central_differences(string name)
    {
        var (f, a, b) = BinaryOperations[name];
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
            "Backward() was called on a tensor that depends on nothing with gradients. Mark a tensor by WithGrad() before the computation, and compute outside NoGrad.",
            Assert.Throws<InvalidOperationException>(() => Tensor.Scalar(1).Backward()).Message);
        Assert.Equal(
            "WithGrad() is for tensors that start a computation; this one is the result of an operation. Call Detach() first to start anew from its values.",
            Assert.Throws<InvalidOperationException>(() => (Tensor.Scalar(1).WithGrad() * 2).WithGrad()).Message);
    }

    private static Tensor Backward(Tensor loss)
    {
        loss.Backward();
        return loss;
    }
}
