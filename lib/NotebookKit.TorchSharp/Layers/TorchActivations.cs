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
        ["elu"] = x => torch.nn.functional.elu(x, 1),
        ["selu"] = x => torch.nn.functional.selu(x),
        ["celu"] = x => torch.nn.functional.celu(x, 1),
        ["softplus"] = x => torch.nn.functional.softplus(x),
        ["softsign"] = x => x / (1 + x.abs()),
        ["exponential"] = x => x.exp(),
        ["gelu"] = x => torch.nn.functional.gelu(x),
        ["silu"] = x => x * x.sigmoid(),
        ["swish"] = x => x * x.sigmoid(),
        ["relu6"] = x => x.clamp(0, 6),
        ["leaky_relu"] = x => torch.where(x.ge(0), x, x * 0.2f),
        ["mish"] = x => x * torch.nn.functional.softplus(x).tanh(),
        ["hard_silu"] = x => x * (x / 6 + 0.5f).clamp(0, 1),
        ["hard_swish"] = x => x * (x / 6 + 0.5f).clamp(0, 1),
        ["hard_tanh"] = x => x.clamp(-1, 1),
        ["log_sigmoid"] = x => -torch.nn.functional.softplus(-x),
        ["log_softmax"] = x => x.log_softmax(-1),
        ["squareplus"] = x => (x + (x.square() + 4).sqrt()) * 0.5f,
        ["tanh_shrink"] = x => x - x.tanh(),
        ["soft_shrink"] = x => torch.where(x.gt(0.5f), x - 0.5f, torch.where(x.lt(-0.5f), x + 0.5f, torch.zeros_like(x))),
        ["hard_shrink"] = x => torch.where(x.abs().gt(0.5f), x, torch.zeros_like(x)),
        ["sparse_plus"] = x => torch.where(x.le(-1), torch.zeros_like(x), torch.where(x.ge(1), x, (x + 1).square() * 0.25f)),
        ["sparse_sigmoid"] = x => ((x + 1) * 0.5f).clamp(0, 1),
    };

    /// <summary>The function that computes the same.</summary>
    /// <param name="function">One of <see cref="Activations"/>.</param>
    /// <param name="owner">The layer that uses it, for the error.</param>
    /// <exception cref="NotSupportedException">It is a function of the reader's own, or one that the bridge does not know.</exception>
    public static Func<torch.Tensor, torch.Tensor> Of(ActivationFunction function, Layer owner) =>
        !IsStandard(function)
            ? throw LayerMaker.Refused(owner,
                $"its activation '{function.Name}' is a function of your own over the kit's tensors, which torch cannot run. Use one of "
                + "Activations")
            : s_known.TryGetValue(function.Name, out Func<torch.Tensor, torch.Tensor>? known)
                ? known
                : throw LayerMaker.Refused(owner, $"the bridge does not know the activation '{function.Name}' yet");

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
