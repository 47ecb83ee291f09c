namespace NotebookKit.Tests.Layers.Properties;

/// <summary>The formulas of the layers once more, index by index in double precision: what central differences are taken of.</summary>
internal static class DoubleLayers
{
    public static Grid Dense(Grid x, Grid kernel, Grid? bias, Func<double, double> activation) =>
        Grid.Make([.. x.Shape[..^1], kernel.Shape[1]], i =>
        activation(Grid.Sum(x.Shape[^1], f => x[Grid.With(i, -1, f)] * kernel[f, i[^1]]) + (bias?[i[^1]] ?? 0)));

    public static Grid Concat(Grid a, Grid b, int axis)
    {
        int[] shape = [.. a.Shape];
        shape[axis] += b.Shape[axis];
        return Grid.Make(shape, i => i[axis] < a.Shape[axis] ? a[i] : b[Grid.With(i, axis, i[axis] - a.Shape[axis])]);
    }

    /// <summary>Products of the sequences' steps with one another, (batch, a's steps, b's steps).</summary>
    public static Grid Products(Grid a, Grid b) => Grid.Make([a.Shape[0], a.Shape[1], b.Shape[1]], i =>
        Grid.Sum(a.Shape[2], f => a[i[0], i[1], f] * b[i[0], i[2], f]));

    public static Grid SwapAxes(Grid x) => Grid.Make([x.Shape[0], x.Shape[2], x.Shape[1]], i => x[i[0], i[2], i[1]]);

    /// <summary>Each row divided by its length.</summary>
    public static Grid UnitLength(Grid x) =>
        Grid.Make(x.Shape, i => x[i] / Math.Sqrt(Grid.Sum(x.Shape[^1], k => Math.Pow(x[Grid.With(i, -1, k)], 2))));

    public static Grid Normalize(Grid x, int axis, double epsilon, Grid gamma, Grid? beta)
    {
        int length = x.Shape[axis];
        return Grid.Make(x.Shape, i =>
        {
            double mean = Grid.Sum(length, k => x[Grid.With(i, axis, k)]) / length;
            double variance = Grid.Sum(length, k => Math.Pow(x[Grid.With(i, axis, k)] - mean, 2)) / length;
            return (x[i] - mean) / Math.Sqrt(variance + epsilon) * gamma[i[axis]] + (beta?[i[axis]] ?? 0);
        });
    }

    /// <summary>Scores Σ weight(f) · tanh(scale · (q + k)).</summary>
    public static Grid TanhScores(Grid query, Grid key, double scale, Func<int, double> weight) =>
        Grid.Make([query.Shape[0], query.Shape[1], key.Shape[1]], i =>
        Grid.Sum(query.Shape[2], f => weight(f) * Math.Tanh(scale * (query[i[0], i[1], f] + key[i[0], i[2], f]))));

    /// <summary>The weighted means of the values, and the weights.</summary>
    public static Grid[] Attend(Grid scores, Grid value, bool causal = false)
    {
        Grid weights = (causal ? Grid.Make(scores.Shape, i => i[2] <= i[1] ? scores[i] : scores[i] - 1e9) : scores).Softmax();
        var output = Grid.Make([value.Shape[0], scores.Shape[1], value.Shape[2]], i =>
            Grid.Sum(value.Shape[1], k => weights[i[0], i[1], k] * value[i[0], k, i[2]]));
        return [output, weights];
    }

    /// <summary>
    /// A standard recurrent layer with bias and all outputs: the sequence in the order of processing, the last output, the final states.
    /// </summary>
    public static (Grid Sequence, Grid Last, Grid[] States) Recurrent(string kind, Grid x, Grid kernel, Grid recurrent, Grid bias,
        float[]? mask, bool goBackwards, bool zeroOutputForMask)
    {
        int batch = x.Shape[0], time = x.Shape[1], units = recurrent.Shape[0];
        var c = new RecurrentCase(kind, batch, time, x.Shape[2], units, true, true, true, goBackwards, zeroOutputForMask, false, false,
            true, 0);
        double[][] values = [x.Data, kernel.Data, recurrent.Data, bias.Data];
        double[][] all = new DoubleRecurrence(c, mask).Run(values),
            last = new DoubleRecurrence(c with { ReturnSequences = false }, mask).Run(values);
        return (new Grid([batch, time, units], all[0]), new Grid([batch, units], last[0]),
            [.. all.Skip(1).Select(s => new Grid([batch, units], s))]);
    }

    /// <summary>h = decay ∗ h_tm1 + tanh(x · kernel), kept where masked; a masked step repeats the output before it.</summary>
    public static Grid Decay(Grid x, Grid kernel, Grid decay, float[] mask)
    {
        Grid input = Dense(x, kernel, null, Math.Tanh);
        int time = x.Shape[1];
        return Grid.Make(input.Shape, i =>
        {
            double h = 0;
            for (int t = 0; t <= i[1]; t++)
            {
                if (mask[i[0] * time + t] != 0)
                    h = h * decay[i[2]] + input[i[0], t, i[2]];
            }

            return h;
        });
    }
}
