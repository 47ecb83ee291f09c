namespace NotebookKit;

/// <summary>The share of elements that are right.</summary>
internal sealed class Accuracy() : Metric("accuracy")
{
    public override (double Sum, double Count) Measure(Tensor target, Tensor prediction, Tensor? mask = null)
    {
        var match = new ElementMatch(Name, target, prediction);
        int right = 0, counted = 0;
        for (int i = 0; i < match.Count; i++)
        {
            if (ElementMatch.Counts(mask, i, match.Count))
            {
                counted++;
                right += match[i] ? 1 : 0;
            }
        }
        return (right, counted);
    }
}
