using TorchSharp;

namespace NotebookKit.TorchSharp.Layers;

/// <summary>What layers add to the total loss while a step of training runs on this thread.</summary>
internal static class Penalties
{
    [ThreadStatic]
    private static List<torch.Tensor>? t_collected;

    /// <summary>Counts a number in the loss, where a step collects them.</summary>
    public static void Add(torch.Tensor penalty) => t_collected?.Add(penalty);

    /// <summary>Runs a network and gives the sum of what its layers added; null where none did.</summary>
    public static (Masked[] Outputs, torch.Tensor? Sum) Collect(Func<Masked[]> run)
    {
        List<torch.Tensor>? outer = t_collected;
        List<torch.Tensor> collected = t_collected = [];
        try
        {
            Masked[] outputs = run();
            return (outputs, collected.Count == 0 ? null : collected.Aggregate((a, b) => a + b));
        }
        finally
        {
            t_collected = outer;
        }
    }
}
