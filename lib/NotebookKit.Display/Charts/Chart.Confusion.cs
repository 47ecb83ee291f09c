namespace NotebookKit.Display;

/// <content>Which classes a classifier takes for which.</content>
public sealed partial class Chart
{
    /// <summary>
    /// A confusion matrix: a row for each true class, a column for each predicted one, and in the cells how many samples fell
    /// there. What lies on the diagonal is right. The tints leave the diagonal out, so that the mistakes can be compared.
    /// </summary>
    /// <param name="classes">The names of the classes, in the order of their indices.</param>
    /// <param name="truth">The index of each sample's true class.</param>
    /// <param name="predicted">The index of the class each sample was taken for.</param>
    /// <exception cref="ArgumentException">There are no samples, not as many of both, or an index without a class.</exception>
    public static Chart Confusion(IReadOnlyList<string> classes, IReadOnlyList<int> truth, IReadOnlyList<int> predicted)
    {
        if (truth.Count != predicted.Count || truth.Count == 0)
        {
            throw new ArgumentException(
                $"Chart.Confusion: received {truth.Count} true and {predicted.Count} predicted classes; expected as many of both, and at "
                    + $"least one.");
        }
        double[][] counts = [.. classes.Select(_ => new double[classes.Count])];
        for (int i = 0; i < truth.Count; i++)
        {
            counts[Known(truth[i], "true")][Known(predicted[i], "predicted")]++;
        }
        double mistakes = counts.SelectMany((row, i) => row.Where((_, j) => j != i)).DefaultIfEmpty(0).Max();
        return new Chart([new Heatmap { z = counts, x = classes, y = classes, zmin = 0, zmax = Math.Max(1, mistakes) }])
            .WithXTitle("predicted").WithYTitle("true");

        int Known(int index, string which) => index >= 0 && index < classes.Count ? index
            : throw new ArgumentException(
                $"Chart.Confusion: a {which} class has the index {index}; there are {classes.Count} classes, 0 to {classes.Count - 1}.");
    }
}
