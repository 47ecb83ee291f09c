namespace NotebookKit;

/// <summary>The means of several values over the batches seen so far, shown by one <see cref="NotebookKit.Logs"/> that is kept up to date.</summary>
internal sealed class RunningMeans
{
    private readonly double[] sums, counts;
    private readonly float[] means;

    public RunningMeans(string[] names)
    {
        sums = new double[names.Length];
        counts = new double[names.Length];
        means = new float[names.Length];
        Logs = new Logs(names, means);
    }

    /// <summary>The means so far.</summary>
    public Logs Logs { get; }

    public void Reset()
    {
        Array.Clear(sums);
        Array.Clear(counts);
        Array.Clear(means);
    }

    public void Add(int index, double sum, double count)
    {
        sums[index] += sum;
        counts[index] += count;
        means[index] = counts[index] == 0 ? 0 : (float)(sums[index] / counts[index]);
    }
}
