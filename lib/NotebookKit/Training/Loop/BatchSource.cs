namespace NotebookKit;

/// <summary>Some samples with their targets, out of a <see cref="BatchSource"/>.</summary>
/// <param name="X">One tensor for each input.</param>
/// <param name="Y">One tensor for each output.</param>
/// <param name="SampleWeight">How much each sample counts.</param>
/// <param name="Count">How many samples there are.</param>
internal readonly record struct Batch(Tensor[] X, Tensor[] Y, Tensor? SampleWeight, int Count);

/// <summary>Cuts samples into batches, in an order that can be shuffled.</summary>
internal sealed class BatchSource
{
    private readonly Tensor[] all, parts, x, y;
    private readonly Shape[] fullShapes;
    private readonly bool weighted;
    private readonly int[] rows;
    private readonly int batchSize;

    /// <param name="data">All samples.</param>
    /// <param name="rows">Which of them, in which order at first.</param>
    /// <param name="batchSize">How many make a batch; the last has what is left.</param>
    public BatchSource(TrainingData data, int[] rows, int batchSize)
    {
        this.rows = rows;
        this.batchSize = batchSize;
        x = new Tensor[data.X.Count];
        y = new Tensor[data.Y.Count];
        weighted = data.SampleWeight is not null;
        all = weighted ? [.. data.X, .. data.Y, data.SampleWeight!] : [.. data.X, .. data.Y];
        parts = new Tensor[all.Length];
        fullShapes = Array.ConvertAll(all, t => t.Shape.With(0, batchSize));
    }

    public int Samples => rows.Length;

    public int Batches => rows.Length / batchSize + (rows.Length % batchSize == 0 ? 0 : 1);

    /// <summary>Puts the samples in a new random order.</summary>
    public void Shuffle(RandomStream random) => random.Shuffle<int>(rows);

    /// <summary>Copies the samples of one batch together. The arrays in the result are used again by the next call.</summary>
    public Batch Get(int index)
    {
        ReadOnlySpan<int> chosen = rows.AsSpan(index * batchSize, Math.Min(batchSize, rows.Length - index * batchSize));
        for (int i = 0; i < all.Length; i++)
        {
            Tensor part = Tensor.Empty(chosen.Length == batchSize ? fullShapes[i] : all[i].Shape.With(0, chosen.Length));
            int width = all[i].Size / all[i].Shape[0];
            for (int row = 0; row < chosen.Length; row++)
                all[i].Values.Slice(chosen[row] * width, width).CopyTo(part.Data.AsSpan(row * width));
            parts[i] = part;
        }
        parts.AsSpan(0, x.Length).CopyTo(x);
        parts.AsSpan(x.Length, y.Length).CopyTo(y);
        return new Batch(x, y, weighted ? parts[^1] : null, chosen.Length);
    }
}
