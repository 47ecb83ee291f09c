using TorchSharp;

namespace NotebookKit.TorchSharp.Tests.Tensors;

public class TensorExtensionsTests
{
    [Fact]
    public void Tensors_of_every_rank_go_over_and_come_back_bit_for_bit()
    {
        foreach (Shape shape in (Shape[])[Shape.Scalar, new(1), new(7), new(2, 3), new(2, 3, 4), new(1, 1, 2, 3, 2), new(0), new(2, 0, 3)])
        {
            var tensor = Tensor.RandomNormal(shape, seed: 1);
            using torch.Tensor over = tensor.ToTorch();
            Assert.Equal(torch.ScalarType.Float32, over.dtype);
            var back = over.ToTensor();
            Assert.Equal(tensor.Shape, back.Shape);
            Assert.Equal(tensor.ToArray(), back.ToArray());
        }
    }

    [Fact]
    public void Special_values_survive()
    {
        float[] values = [float.NaN, float.PositiveInfinity, float.NegativeInfinity, -0f, float.Epsilon, float.MaxValue];
        Assert.Equal(values.Select(BitConverter.SingleToInt32Bits),
            Tensor.Of(values).ToTorch().ToTensor().ToArray().Select(BitConverter.SingleToInt32Bits));
    }

    [Fact]
    public void A_copy_is_independent_of_what_it_was_made_from()
    {
        var tensor = Tensor.Of(1, 2);
        using torch.Tensor over = tensor.ToTorch();
        over[0] = 9f;
        Assert.Equal([1, 2], tensor.ToArray());
        var back = over.ToTensor();
        over[1] = 9f;
        Assert.Equal([9, 2], back.ToArray());
    }

    [Fact]
    public void Views_other_types_and_gradients_come_over_as_their_numbers()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        torch.Tensor counted = torch.arange(6, dtype: torch.ScalarType.Int64).reshape(2, 3);
        Assert.Equal([0, 3, 1, 4, 2, 5], counted.t().ToTensor().ToArray());
        Assert.Equal([2, 5], counted.select(1, 2).ToTensor().ToArray());
        Assert.Equal([0, 1, 1], counted[0].ne(0).ToTensor().ToArray());
        Assert.Equal([0.5f], torch.tensor([0.5], dtype: torch.ScalarType.Float64).ToTensor().ToArray());
        Assert.Equal([0.5f], torch.tensor([0.5f]).to(torch.ScalarType.Float16).ToTensor().ToArray());
        Assert.Equal([3, 3], torch.tensor(3f).expand(2).ToTensor().ToArray());
        torch.Tensor learned = torch.ones(2, requires_grad: true);
        Assert.Equal([2, 2], (learned * 2).ToTensor().ToArray());
        Assert.False((learned * 2).ToTensor().RequiresGrad);
    }

    [Fact]
    public void Complex_numbers_are_refused_with_the_remedy()
    {
        using torch.Tensor complex = torch.tensor((1f, 2f));
        Assert.Contains("real", Assert.Throws<ArgumentException>(complex.ToTensor).Message);
    }
}
