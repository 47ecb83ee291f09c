namespace NotebookKit;

/// <summary>
/// What layers add to the loss of the batch that runs on this thread, as ActivityRegularization does: a layer anywhere in
/// models inside models can add to it, and each application counts.
/// </summary>
internal static class Penalties
{
    [ThreadStatic]
    private static List<Tensor>? t_collected;

    /// <summary>Whether a training step or an evaluation waits for penalties.</summary>
    public static bool IsCollecting => t_collected is not null;

    /// <summary>Adds to the loss.</summary>
    public static void Add(Tensor penalty) => t_collected?.Add(penalty);

    /// <summary>Runs a model and gives what its layers add to the loss beside what it computes; null for nothing.</summary>
    public static (Tensor[] Outputs, Tensor? Sum) Collect(Func<Tensor[]> run)
    {
        List<Tensor>? outer = t_collected;
        List<Tensor> collected = t_collected = [];
        try
        {
            Tensor[] outputs = run();
            return (outputs, collected.Count == 0 ? null : collected.Aggregate((a, b) => a + b));
        }
        finally
        {
            t_collected = outer;
        }
    }
}
