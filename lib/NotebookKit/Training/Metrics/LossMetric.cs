namespace NotebookKit;

/// <summary>A loss shown as a metric: the mean over elements that count, without sample weights.</summary>
internal sealed class LossMetric(Loss loss) : Metric(loss.Name)
{
    public override bool HigherIsBetter => false;

    public override (double Sum, double Count) Measure(Tensor target, Tensor prediction, Tensor? mask = null)
    {
        using var noGrad = new NoGrad();
        Tensor losses = loss.PerElement(target, prediction);
        double sum = 0, count = 0;
        for (int i = 0; i < losses.Size; i++)
        {
            if (ElementMatch.Counts(mask, i, losses.Size))
            {
                sum += losses.Values[i];
                count++;
            }
        }

        return (sum, count);
    }
}
