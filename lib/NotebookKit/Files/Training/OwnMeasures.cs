namespace NotebookKit;

/// <summary>Stands in a loaded model where a loss of the reader's own was, which a file cannot hold.</summary>
internal sealed class OwnLoss(string name) : Loss(name)
{
    public override Tensor PerElement(Tensor target, Tensor prediction) => throw Missing("loss", Name);

    internal static InvalidOperationException Missing(string what, string name) => new(
        $"The model was saved with the {what} '{name}' of your own, and a file cannot hold code. Compile the loaded model with it and with "
        + "the optimizer from the file, Compile(model.Optimizer, loss, metrics): training then resumes where it stopped.");
}

/// <summary>Stands in a loaded model where a metric of the reader's own was, which a file cannot hold.</summary>
internal sealed class OwnMetric(string name) : Metric(name)
{
    public override (double Sum, double Count) Measure(Tensor target, Tensor prediction, Tensor? mask = null) =>
        throw OwnLoss.Missing("metric", Name);
}
