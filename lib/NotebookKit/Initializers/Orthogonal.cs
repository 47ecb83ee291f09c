namespace NotebookKit;

/// <summary>
/// A random matrix with orthonormal rows or columns (whichever are fewer), which neither shrinks nor grows a state it is
/// applied to again and again (Saxe, McClelland and Ganguli, "Exact solutions to the nonlinear dynamics of learning in deep
/// linear neural networks", 2013). The default of recurrent kernels.
/// </summary>
/// <param name="gain">A factor on the whole matrix.</param>
/// <param name="seed">Makes the same weights every time.</param>
public sealed class Orthogonal(float gain = 1, int? seed = null) : Initializer(seed)
{
    /// <summary>A factor on the whole matrix.</summary>
    public float Gain { get; } = gain;

    /// <inheritdoc/>
    protected override void Fill(Span<float> values, Shape shape, RandomStream random)
    {
        if (shape.Rank < 2)
        {
            throw new ArgumentException($"Orthogonal makes matrices; received the shape {shape}. Use another initializer for it.",
                nameof(shape));
        }

        int columns = shape[-1], rows = values.Length / Math.Max(1, columns);
        int count = Math.Min(rows, columns), length = Math.Max(rows, columns);

        // Gram-Schmidt on normal vectors gives a uniformly distributed orthonormal set; in double, and each vector reduced
        // twice, the result is orthonormal to float precision.
        double[][] vectors = new double[count][];
        for (int i = 0; i < count; i++)
        {
            double[] v = vectors[i] = new double[length];
            for (int j = 0; j < length; j++)
                v[j] = random.NextNormal();
            for (int pass = 0; pass < 2; pass++)
            {
                for (int k = 0; k < i; k++)
                {
                    double[] u = vectors[k];
                    double along = 0;
                    for (int j = 0; j < length; j++)
                        along += u[j] * v[j];
                    for (int j = 0; j < length; j++)
                        v[j] -= along * u[j];
                }
            }

            double norm = 0;
            foreach (double x in v)
                norm += x * x;
            norm = Math.Sqrt(norm);
            for (int j = 0; j < length; j++)
                v[j] /= norm;
        }
        for (int r = 0; r < rows; r++)
        {
            for (int c = 0; c < columns; c++)
                values[r * columns + c] = Gain * (float)(rows <= columns ? vectors[r][c] : vectors[c][r]);
        }
    }
}
