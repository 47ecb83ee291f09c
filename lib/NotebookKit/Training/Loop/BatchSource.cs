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
    private readonly Tensor[] _all, _parts, _x, _y;
    private readonly Shape[] _fullShapes;
    private readonly bool _weighted;
    private readonly int[] _rows;
    private readonly int _batchSize;

    /// <param name="data">All samples.</param>
    /// <param name="rows">Which of them, in which order at first.</param>
    /// <param name="batchSize">How many make a batch; the last has what is left.</param>
    public BatchSource(TrainingData data, int[] rows, int batchSize)
    {
        _rows = rows;
        _batchSize = batchSize;
        _x = new Tensor[data.X.Count];
        _y = new Tensor[data.Y.Count];
        _weighted = data.SampleWeight is not null;
        _all = _weighted ? [.. data.X, .. data.Y, data.SampleWeight!] : [.. data.X, .. data.Y];
        _parts = new Tensor[_all.Length];
        _fullShapes = Array.ConvertAll(_all, t => t.Shape.With(0, batchSize));
    }

    public int Samples => _rows.Length;

    public int Batches => _rows.Length / _batchSize + (_rows.Length % _batchSize == 0 ? 0 : 1);

    /// <summary>Puts the samples in a new random order.</summary>
    public void Shuffle(RandomStream random) => random.Shuffle<int>(_rows);

    /// <summary>Copies the samples of one batch together. The arrays in the result are used again by the next call.</summary>
    public Batch Get(int index)
    {
        ReadOnlySpan<int> chosen = _rows.AsSpan(index * _batchSize, Math.Min(_batchSize, _rows.Length - index * _batchSize));
        for (int i = 0; i < _all.Length; i++)
        {
            var part = Tensor.Empty(chosen.Length == _batchSize ? _fullShapes[i] : _all[i].Shape.With(0, chosen.Length));
            int width = _all[i].Size / _all[i].Shape[0];
            for (int row = 0; row < chosen.Length; row++)
                _all[i].Values.Slice(chosen[row] * width, width).CopyTo(part.Data.AsSpan(row * width));
            _parts[i] = part;
        }
        _parts.AsSpan(0, _x.Length).CopyTo(_x);
        _parts.AsSpan(_x.Length, _y.Length).CopyTo(_y);
        return new Batch(_x, _y, _weighted ? _parts[^1] : null, chosen.Length);
    }
}
