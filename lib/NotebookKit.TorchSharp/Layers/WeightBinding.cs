using TorchSharp;
using Parameter = TorchSharp.Modules.Parameter;

namespace NotebookKit.TorchSharp.Layers;

/// <summary>One of the kit's weights with the torch parameters that stand for it, which may be several in another layout.</summary>
/// <param name="Weight">The kit's weight: its name, shape and whether it is trained.</param>
/// <param name="Parameters">The parameters as they are now; moving a module to another device replaces them.</param>
/// <param name="Split">From a tensor in the kit's layout to one for each parameter.</param>
/// <param name="Join">And back.</param>
internal sealed record WeightBinding(
    Weight Weight, Func<Parameter[]> Parameters, Func<torch.Tensor, torch.Tensor[]> Split, Func<torch.Tensor[], torch.Tensor> Join)
{
    /// <summary>Whether a step of training changes it.</summary>
    public bool IsTrained => Parameters()[0].requires_grad;

    /// <summary>The values in the kit's layout, on the parameters' device.</summary>
    public torch.Tensor Read()
    {
        using IDisposable noGrad = torch.no_grad();
        return Join([.. Parameters().Select(p => p.detach())]);
    }

    /// <summary>The gradients in the kit's layout; null where no parameter has one.</summary>
    public torch.Tensor? ReadGradient()
    {
        using IDisposable noGrad = torch.no_grad();
        Parameter[] parameters = Parameters();
        torch.Tensor?[] gradients = Array.ConvertAll(parameters, p => p.grad);
        return Array.TrueForAll(gradients, g => g is null)
            ? null
            : Join([.. gradients.Select((g, i) => g ?? torch.zeros_like(parameters[i]))]);
    }

    /// <summary>Sets the values.</summary>
    /// <param name="value">In the kit's layout and shape, on any device.</param>
    public void Write(torch.Tensor value)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using IDisposable noGrad = torch.no_grad();
        torch.Tensor[] parts = Split(value);
        Parameter[] parameters = Parameters();
        for (int i = 0; i < parts.Length; i++)
        {
            parameters[i].copy_(parts[i]);
        }
    }

    /// <summary>
    /// Freezes the weight, or lets training change it. A part that only pads the weight out, as a second bias, stays frozen.
    /// </summary>
    public void SetTrained(bool trained)
    {
        Parameter[] parameters = Parameters();
        for (int i = 0; i < parameters.Length; i++)
        {
            parameters[i].requires_grad = trained && (i == 0 || !SecondIsPadding);
        }
    }

    /// <summary>Whether the parameters after the first only pad the weight out, and never learn.</summary>
    public bool SecondIsPadding { get; init; }
}
