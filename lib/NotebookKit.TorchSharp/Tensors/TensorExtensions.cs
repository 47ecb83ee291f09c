using System.Runtime.InteropServices;
using TorchSharp;

namespace NotebookKit.TorchSharp;

/// <summary>Tensors over to torch and back: copies with the same shape and numbers.</summary>
public static class TensorExtensions
{
    /// <summary>
    /// A torch tensor (float32) with the same shape and numbers. A mask stays behind: hand it over as a tensor of its own.
    /// </summary>
    /// <param name="tensor">The kit's tensor.</param>
    /// <param name="device">Where it lives; the processor if not given.</param>
    /// <exception cref="TorchLibraryException">libtorch cannot be loaded.</exception>
    public static torch.Tensor ToTorch(this Tensor tensor, torch.Device? device = null)
    {
        TorchLibrary.Load();
        return torch.tensor(tensor.ToArray(), Lengths(tensor.Shape), dtype: torch.ScalarType.Float32, device: device);
    }

    /// <summary>
    /// The kit's tensor with the same shape and numbers, as float32: whole numbers beyond 2^24 and float64 are rounded, true is 1.
    /// What torch recorded for differentiation stays behind.
    /// </summary>
    /// <param name="tensor">A torch tensor of any device.</param>
    /// <exception cref="ArgumentException">Its numbers are complex, or it is sparse and too large to be spread out.</exception>
    public static Tensor ToTensor(this torch.Tensor tensor)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        TorchLibrary.Load();
        if (torch.is_complex(tensor))
        {
            throw new ArgumentException(
                $"The kit's tensors hold real numbers; received {tensor.dtype} of shape {ShapeOf(tensor)}. Take its real or imaginary part "
                + "first: t.real.ToTensor().", nameof(tensor));
        }
        using DisposeScope scope = torch.NewDisposeScope();
        using IDisposable noGrad = torch.no_grad();
        torch.Tensor dense = tensor.is_sparse ? tensor.to_dense() : tensor;
        torch.Tensor values = dense.detach().to(torch.ScalarType.Float32).cpu().contiguous();
        return Tensor.Of(values.numel() == 0 ? [] : MemoryMarshal.Cast<byte, float>(values.bytes), ShapeOf(tensor));
    }

    /// <summary>The shape of a torch tensor.</summary>
    internal static Shape ShapeOf(torch.Tensor tensor) => new(Array.ConvertAll(tensor.shape, n => checked((int)n)));

    /// <summary>A shape in torch's type.</summary>
    internal static long[] Lengths(Shape shape) => [.. shape.Select(n => (long)n)];
}
