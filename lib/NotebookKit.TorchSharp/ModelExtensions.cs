using TorchSharp;

namespace NotebookKit.TorchSharp;

/// <summary>Models over to TorchSharp.</summary>
public static class ModelExtensions
{
    /// <summary>
    /// The model as a TorchSharp module that computes the same numbers: the same layer names, the weights and the states of
    /// stateful layers copied. From then on the two go their own ways; see <see cref="TorchModel.CopyWeightsTo"/>.
    /// </summary>
    /// <param name="model">A model whose weights exist.</param>
    /// <param name="device">Where it lives; the processor if not given, <c>torch.CUDA</c> for a graphics card.</param>
    /// <exception cref="NotSupportedException">A layer cannot go over; the message names it and says why.</exception>
    /// <exception cref="InvalidOperationException">The model has no weights yet.</exception>
    /// <exception cref="TorchLibraryException">libtorch cannot be loaded; the message says why.</exception>
    public static TorchModel ToTorch(this Model model, torch.Device? device = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        TorchLibrary.Load();
        return new TorchModel(model, device ?? torch.CPU);
    }
}
