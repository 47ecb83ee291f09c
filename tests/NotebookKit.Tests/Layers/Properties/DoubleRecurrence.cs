namespace NotebookKit.Tests.Layers.Properties;

/// <summary>
/// The recurrent layers once more, by their equations in double precision and element by element: what central differences
/// are taken of.
/// </summary>
/// <param name="c">Kind, sizes and flags.</param>
/// <param name="mask">Which steps count, (batch, time), or null.</param>
internal sealed class DoubleRecurrence(RecurrentCase c, float[]? mask)
{
    /// <summary>All outputs of the layer, one after the other in row-major order.</summary>
    /// <param name="values">The input, the weights in Keras's order, then any initial states.</param>
    public double[][] Run(double[][] values)
    {
        int units = c.Units, weights = c.UseBias ? 3 : 2, stateCount = c.Kind == "LSTM" ? 2 : 1;
        double[] x = values[0], kernel = values[1], recurrent = values[2];
        double[]? bias = c.UseBias ? values[3] : null;
        double[] sequence = new double[c.Batch * c.Time * units], last = new double[c.Batch * units];
        double[][] final = [.. Enumerable.Range(0, stateCount).Select(_ => new double[c.Batch * units])];
        for (int b = 0; b < c.Batch; b++)
        {
            double[][] states = [.. Enumerable.Range(0, stateCount).Select(s =>
                c.GivenStates ? values[1 + weights + s][(b * units)..((b + 1) * units)] : new double[units])];
            double[] output = new double[units];
            for (int step = 0; step < c.Time; step++)
            {
                int t = c.GoBackwards ? c.Time - 1 - step : step;
                if (mask is null || mask[b * c.Time + t] != 0)
                {
                    states = Step(x[((b * c.Time + t) * c.Features)..((b * c.Time + t + 1) * c.Features)], kernel, recurrent, bias, states);
                    output = states[0];
                }
                else if (c.ZeroOutputForMask)
                {
                    output = new double[units];
                }

                output.CopyTo(sequence, (b * c.Time + step) * units);
            }
            output.CopyTo(last, b * units);
            for (int s = 0; s < stateCount; s++)
                states[s].CopyTo(final[s], b * units);
        }
        double[] y = c.ReturnSequences ? sequence : last;
        return c.ReturnState ? [y, .. final] : [y];
    }

    private double[][] Step(double[] x, double[] kernel, double[] recurrent, double[]? bias, double[][] states)
    {
        double[] h = states[0];
        switch (c.Kind)
        {
            case "SimpleRNN":
                return [Each(j => Math.Tanh(FromX(j) + FromH(h, j)))];
            case "LSTM":
                {
                    int u = c.Units;
                    double[] i = Each(j => Gate(FromX(j) + FromH(h, j))), f = Each(j => Gate(FromX(u + j) + FromH(h, u + j)));
                    double[] g = Each(j => Math.Tanh(FromX(2 * u + j) + FromH(h, 2 * u + j))),
                        o = Each(j => Gate(FromX(3 * u + j) + FromH(h, 3 * u + j)));
                    double[] cell = Each(j => f[j] * states[1][j] + i[j] * g[j]);
                    return [Each(j => o[j] * Math.Tanh(cell[j])), cell];
                }
            default:
                {
                    int u = c.Units;
                    double[] z = Each(j => Gate(FromX(j) + FromH(h, j))), r = Each(j => Gate(FromX(u + j) + FromH(h, u + j)));
                    double[] reset = Each(j => r[j] * h[j]);
                    double[] n =
                        Each(j => Math.Tanh(FromX(2 * u + j) + (c.Kind == "GRU" ? r[j] * FromH(h, 2 * u + j) : FromH(reset, 2 * u + j))));
                    return [Each(j => z[j] * h[j] + (1 - z[j]) * n[j])];
                }
        }

        double[] Each(Func<int, double> value) => [.. Enumerable.Range(0, c.Units).Select(value)];
        static double Gate(double v) => 1 / (1 + Math.Exp(-v));
        double FromX(int column) => Product(x, kernel, column) + (bias is null ? 0 : bias[column]);
        // With reset_after the second row of the bias belongs to the state's part.
        double FromH(double[] state, int column) =>
            Product(state, recurrent, column) + (bias is not null && c.Kind == "GRU" ? bias[3 * c.Units + column] : 0);
    }

    private static double Product(double[] row, double[] matrix, int column)
    {
        int columns = matrix.Length / row.Length;
        double sum = 0;
        for (int k = 0; k < row.Length; k++)
            sum += row[k] * matrix[k * columns + column];
        return sum;
    }
}
