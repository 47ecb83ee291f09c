using NotebookKit.Layers;
using NotebookKit.TorchSharp.Layers;
using TorchSharp;
using Parameter = TorchSharp.Modules.Parameter;

namespace NotebookKit.TorchSharp;

/// <summary>A layer's weights into a module that the reader made, in torch's layout.</summary>
public static class LayerExtensions
{
    private static readonly string[] s_parameters = ["weight_ih", "weight_hh", "bias_ih", "bias_hh"];

    /// <summary>
    /// Copies the weights of an LSTM, GRU or SimpleRNN into torch's own <c>nn.LSTM</c>, <c>nn.GRU</c> or <c>nn.RNN</c>: kernels
    /// transposed, gates in torch's order, Keras's one bias as the first of torch's two.
    /// </summary>
    /// <example>
    /// <code>
    /// using var lstm = torch.nn.LSTM(1, 2, batchFirst: true);
    /// layer.CopyWeightsTo(lstm);                          // layer: an LSTM(2) that read one feature
    /// var (output, h, c) = lstm.call(x.ToTorch());        // torch returns all three, always
    /// </code>
    /// </example>
    /// <param name="layer">A built layer.</param>
    /// <param name="module">A module with as many inputs and units.</param>
    /// <param name="level">Which layer of the module's stack: 0 for the first, 1 for the one on it.</param>
    /// <exception cref="ArgumentException">The module has no such parameters, or they have other shapes; nothing is changed
    /// then.</exception>
    /// <exception cref="InvalidOperationException">The layer has no weights yet.</exception>
    /// <exception cref="NotSupportedException">The layer's cell is one of your own.</exception>
    /// <exception cref="TorchLibraryException">libtorch cannot be loaded.</exception>
    public static void CopyWeightsTo(this RNN layer, torch.nn.Module module, int level = 0)
    {
        ArgumentNullException.ThrowIfNull(layer);
        ArgumentNullException.ThrowIfNull(module);
        if (!layer.IsBuilt)
        {
            throw new InvalidOperationException(
                $"{layer.Kind} '{layer.Name}' has no weights yet: they are made when the number of input features is known. Apply the "
                + "layer first.");
        }
        TorchLibrary.Load();
        using DisposeScope scope = torch.NewDisposeScope();
        using IDisposable noGrad = torch.no_grad();
        (string Name, torch.nn.Module Module)[] modules = [.. CellOfTorch.Of(layer.Cell, layer).Modules];
        if (modules.Length != 1)
        {
            throw new ArgumentException(
                $"{layer.Kind} '{layer.Name}' has {modules.Length} cells; copy a layer with one cell into each level of the module.",
                nameof(layer));
        }
        using torch.nn.Module from = modules[0].Module;
        var pairs = new List<(Parameter To, torch.Tensor From)>();
        foreach (string name in s_parameters)
        {
            string there = $"{name}_l{level}";
            Parameter? to = module.has_parameter(there) ? module.get_parameter(there) : null;
            torch.Tensor? value = from.has_parameter($"{name}_l0") ? from.get_parameter($"{name}_l0") : to is null ? null
                : torch.zeros_like(to);
            if (value is null)
            {
                continue;
            }
            if (to is null || !to.shape.AsSpan().SequenceEqual(value.shape))
            {
                throw new ArgumentException(
                    $"{layer.Kind} '{layer.Name}' gives {there} of shape {TensorExtensions.ShapeOf(value)}; the module {module.GetName()} "
                    + $"has {(to is null ? "no such parameter" : TensorExtensions.ShapeOf(to).ToString())}. Make it of the same kind, with "
                    + "as many inputs and units.", nameof(module));
            }
            pairs.Add((to, value));
        }
        foreach ((Parameter? to, torch.Tensor? value) in pairs)
        {
            to.copy_(value);
        }
    }
}
