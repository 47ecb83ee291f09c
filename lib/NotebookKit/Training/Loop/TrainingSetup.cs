namespace NotebookKit;

/// <summary>What <see cref="Model.Compile(Optimizer, Loss, Metric[])"/> settles: how a model learns and what is measured.</summary>
internal sealed class TrainingSetup(Optimizer optimizer, Loss[] losses, float[]? lossWeights, Metric[] metrics)
{
    public Optimizer Optimizer => optimizer;

    public Loss[] Losses => losses;

    public float[]? LossWeights => lossWeights;

    public Metric[] Metrics => metrics;

    /// <summary>The loss of one of the outputs; a single loss serves all.</summary>
    public Loss LossOf(int output) => losses.Length == 1 ? losses[0] : losses[output];

    /// <summary>How much the loss of an output counts in the total.</summary>
    public float LossWeightOf(int output) => lossWeights?[output] ?? 1;

    /// <summary>The names of the values measured: loss, with several outputs each one's loss, then each output's metrics.</summary>
    public string[] Names(Model model)
    {
        string[] outputs = OutputNames(model);
        if (losses.Length > 1 && losses.Length != outputs.Length)
        {
            throw new InvalidOperationException(
                $"{model.Kind} '{model.Name}' was compiled with {losses.Length} losses but has {outputs.Length} "
                + $"output{(outputs.Length == 1 ? "" : "s")} ({string.Join(", ", outputs)}). Give one loss for each, or a single "
                + "one for all.");
        }

        if (outputs.Length == 1)
            return ["loss", .. metrics.Select(m => m.Name)];
        return ["loss", .. outputs.Select(o => $"{o}_loss"), .. outputs.SelectMany(o => metrics.Select(m => $"{o}_{m.Name}"))];
    }

    /// <summary>The names of the output layers, told apart by a number where one layer gives several.</summary>
    private static string[] OutputNames(Model model)
    {
        var counts = new Dictionary<string, int>();
        return [.. model.Outputs.Select(output =>
        {
            int seen = counts[output.Layer.Name] = counts.GetValueOrDefault(output.Layer.Name) + 1;
            return seen == 1 ? output.Layer.Name : $"{output.Layer.Name}_{seen - 1}";
        })];
    }
}
