namespace NotebookKit.Layers;

/// <summary>A window that moves along the time axis: which steps of a sequence it covers at each of its places.</summary>
/// <param name="Size">How many steps it covers.</param>
/// <param name="Stride">How far it moves.</param>
/// <param name="Dilation">The distance of the steps it covers.</param>
/// <param name="Padding">What is done at the ends.</param>
internal readonly record struct StepWindow(int Size, int Stride, int Dilation, Padding Padding)
{
    /// <summary>The steps from the first it covers to the last, both counted.</summary>
    private int Span => (Size - 1) * Dilation + 1;

    /// <summary>How many places it has on a sequence, 0 where it does not fit; open where the length is.</summary>
    public int Count(int length)
    {
        if (length == Shape.Unknown)
        {
            return Shape.Unknown;
        }
        int reach = Padding == Padding.Valid ? length - Span + 1 : length;
        return reach <= 0 ? 0 : (reach + Stride - 1) / Stride;
    }

    /// <summary>The step, below 0 for padding, that the window's first stands on at a place.</summary>
    public int Start(int place, int length) => place * Stride - Before(length);

    private int Before(int length) => Padding switch
    {
        Padding.Valid => 0,
        Padding.Causal => Span - 1,
        _ => Math.Max(0, (Count(length) - 1) * Stride + Span - length) / 2,
    };

    /// <summary>
    /// What the window covers at every place, zeros in the padding: (batch, time, features) becomes
    /// (batch, places, size · features).
    /// </summary>
    public Tensor Covered(Tensor x)
    {
        StepWindow window = this;
        int batch = x.Shape[0], length = x.Shape[1], features = x.Shape[2], places = Count(length);
        var result = Tensor.Zeros(batch, places, Size * features);
        Walk(static (sequence, at, covered, to, width) => sequence.AsSpan(at, width).CopyTo(covered.AsSpan(to)), x.Data, result.Data);
        return Tensor.Record(result, [x], g =>
        {
            var gradient = Tensor.Zeros(x.Shape);
            Walk(
                static (sequence, at, covered, from, width) =>
                {
                    Span<float> sum = sequence.AsSpan(at, width);
                    System.Numerics.Tensors.TensorPrimitives.Add(sum, covered.AsSpan(from, width), sum);
                },
                gradient.Data, g.Data);
            x.Accumulate(gradient);
        });

        void Walk(Action<float[], int, float[], int, int> visit, float[] sequence, float[] covered)
        {
            for (int b = 0; b < batch; b++)
            {
                for (int place = 0; place < places; place++)
                {
                    int start = window.Start(place, length);
                    for (int k = 0; k < window.Size; k++)
                    {
                        int step = start + k * window.Dilation;
                        if (step >= 0 && step < length)
                        {
                            visit(sequence, (b * length + step) * features, covered, ((b * places + place) * window.Size + k) * features,
                                features);
                        }
                    }
                }
            }
        }
    }
}
