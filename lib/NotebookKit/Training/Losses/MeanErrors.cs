namespace NotebookKit;

/// <summary>(y - t)², the mean over the last axis.</summary>
internal sealed class MeanSquaredError() : Loss("mean_squared_error")
{
    public override Tensor PerElement(Tensor target, Tensor prediction) =>
        (prediction - Matched(target, prediction, "Reshape the targets, or end the network in as many units as the targets have.")).Square()
            .Mean(-1);
}

/// <summary>|y - t|, the mean over the last axis.</summary>
internal sealed class MeanAbsoluteError() : Loss("mean_absolute_error")
{
    public override Tensor PerElement(Tensor target, Tensor prediction) =>
        (prediction - Matched(target, prediction, "Reshape the targets, or end the network in as many units as the targets have.")).Abs()
            .Mean(-1);
}
