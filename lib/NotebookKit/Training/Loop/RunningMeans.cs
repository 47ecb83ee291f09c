namespace NotebookKit;

/// <summary>
/// The means of several values over the batches seen so far, shown by one <see cref="NotebookKit.Logs"/> that is kept up to date.
/// </summary>
internal sealed class RunningMeans
{
    private readonly double[] _sums, _counts;
    private readonly float[] _means;

    public RunningMeans(string[] names)
    {
        _sums = new double[names.Length];
        _counts = new double[names.Length];
        _means = new float[names.Length];
        Logs = new Logs(names, _means);
    }

    /// <summary>The means so far.</summary>
    public Logs Logs { get; }

    public void Reset()
    {
        Array.Clear(_sums);
        Array.Clear(_counts);
        Array.Clear(_means);
    }

    public void Add(int index, double sum, double count)
    {
        _sums[index] += sum;
        _counts[index] += count;
        _means[index] = _counts[index] == 0 ? 0 : (float)(_sums[index] / _counts[index]);
    }
}
