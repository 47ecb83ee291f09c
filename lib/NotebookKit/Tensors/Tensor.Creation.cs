namespace NotebookKit;

public sealed partial class Tensor
{
    /// <summary>A vector of these values, shape (n,).</summary>
    public static Tensor Of(params float[] values) => new([.. values], new Shape(values.Length));

    /// <summary>A matrix of these values, shape (rows, columns).</summary>
    public static Tensor Of(float[,] values) => FromArray(values);

    /// <summary>A three-dimensional tensor of these values, for example (batch, time, features).</summary>
    public static Tensor Of(float[,,] values) => FromArray(values);

    /// <summary>A tensor of this shape holding a copy of these values in row-major order.</summary>
    /// <exception cref="ArgumentException">The number of values is not the shape's size.</exception>
    public static Tensor Of(ReadOnlySpan<float> values, Shape shape) => new(values.ToArray(), shape);

    /// <summary>A number as a tensor without axes.</summary>
    public static Tensor Scalar(float value) => Full(Shape.Scalar, value);

    /// <summary>A tensor filled with one value.</summary>
    public static Tensor Full(Shape shape, float value)
    {
        Tensor result = Empty(shape);
        result.Data.AsSpan().Fill(value);
        return result;
    }

    /// <summary>A tensor of zeros.</summary>
    public static Tensor Zeros(params int[] shape) => Full(new Shape(shape), 0);

    /// <summary>A tensor of zeros.</summary>
    public static Tensor Zeros(Shape shape) => Full(shape, 0);

    /// <summary>A tensor of ones.</summary>
    public static Tensor Ones(params int[] shape) => Full(new Shape(shape), 1);

    /// <summary>A tensor of ones.</summary>
    public static Tensor Ones(Shape shape) => Full(shape, 1);

    /// <summary>
    /// The integers from <paramref name="start"/> to before <paramref name="stop"/> as a vector, as NumPy's <c>arange</c>.
    /// </summary>
    public static Tensor Arange(int start, int stop) =>
        Of([.. Enumerable.Range(start, Math.Max(0, stop - start)).Select(number => (float)number)]);

    /// <summary>The integers from 0 to before <paramref name="stop"/> as a vector.</summary>
    public static Tensor Arange(int stop) => Arange(0, stop);

    /// <summary>The identity matrix, shape (n, n).</summary>
    public static Tensor Eye(int n)
    {
        Tensor result = Zeros(n, n);
        for (int i = 0; i < n; i++)
            result.Data[i * n + i] = 1;
        return result;
    }

    /// <summary>
    /// Independent normal samples, drawn from the kit's global random stream (<see cref="RandomSeed"/>) or a seed of its own.
    /// </summary>
    public static Tensor RandomNormal(Shape shape, float mean = 0, float stddev = 1, int? seed = null) =>
        RandomNormal(shape, mean, stddev, RandomSeed.Stream(seed));

    /// <summary>Independent normal samples from a stream.</summary>
    internal static Tensor RandomNormal(Shape shape, float mean, float stddev, RandomStream random)
    {
        Tensor result = Empty(shape);
        foreach (ref float value in result.Data.AsSpan())
            value = mean + stddev * random.NextNormal();
        return result;
    }

    /// <summary>Independent uniform samples from [minval, maxval), from the kit's global random stream or a seed of its own.</summary>
    public static Tensor RandomUniform(Shape shape, float minval = 0, float maxval = 1, int? seed = null)
    {
        RandomStream random = RandomSeed.Stream(seed);
        Tensor result = Empty(shape);
        foreach (ref float value in result.Data.AsSpan())
            value = minval + (maxval - minval) * random.NextSingle();
        return result;
    }

    /// <summary>One row a class index, with a 1 in that column: shape of <paramref name="indices"/> plus (depth,).</summary>
    /// <exception cref="ArgumentOutOfRangeException">An index is not an integer from 0 to depth - 1.</exception>
    public static Tensor OneHot(Tensor indices, int depth)
    {
        Tensor result = Zeros(indices.Shape.Append(depth));
        for (int i = 0; i < indices.Size; i++)
        {
            float index = indices.Data[i];
            if (!(index >= 0 && index < depth) || index != MathF.Truncate(index))
            {
                throw new ArgumentOutOfRangeException(nameof(indices), index,
                    $"OneHot expects integers from 0 to {depth - 1}; received {index} at position {i}.");
            }

            result.Data[i * depth + (int)index] = 1;
        }
        return result;
    }

    /// <summary>A tensor whose values the caller sets before anyone reads them.</summary>
    internal static Tensor Empty(Shape shape) => new(BufferPool.Rent(shape.Size), shape);

    private static Tensor FromArray(Array values)
    {
        Tensor result = Empty(new Shape([.. Enumerable.Range(0, values.Rank).Select(values.GetLength)]));
        Buffer.BlockCopy(values, 0, result.Data, 0, result.Size * sizeof(float));
        return result;
    }
}
