using TorchSharp;

namespace NotebookKit.TorchSharp.Layers;

/// <summary>The kit's activation functions in torch's operations.</summary>
internal static class TorchActivations
{
    private static readonly Dictionary<string, Func<torch.Tensor, torch.Tensor>> s_known = new()
    {
        ["linear"] = x => x,
        ["tanh"] = x => x.tanh(),
        ["sigmoid"] = x => x.sigmoid(),
        ["relu"] = x => x.relu(),
        ["softmax"] = x => x.softmax(-1),
        ["hard_sigmoid_keras2"] = x => (x * 0.2f + 0.5f).clamp(0, 1),
        ["hard_sigmoid_keras3"] = x => (x / 6 + 0.5f).clamp(0, 1),
    };

    /// <summary>The function that computes the same.</summary>
    /// <param name="function">One of <see cref="Activations"/>.</param>
    /// <param name="owner">The layer that uses it, for the error.</param>
    /// <exception cref="NotSupportedException">It is a function of the reader's own.</exception>
    public static Func<torch.Tensor, torch.Tensor> Of(ActivationFunction function, Layer owner) =>
        IsStandard(function) && s_known.TryGetValue(function.Name, out Func<torch.Tensor, torch.Tensor>? known)
            ? known
            : throw new NotSupportedException($"{owner.Kind} '{owner.Name}' cannot go over to TorchSharp: its activation '{function.Name}' is a function of your own over the kit's tensors, which torch cannot run. Use one of Activations.");

    /// <summary>Whether the function is the library's own of that name, and not another that happens to be called so.</summary>
    private static bool IsStandard(ActivationFunction function)
    {
        try
        {
            return ReferenceEquals(Activations.ByName(function.Name), function);
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
