namespace NotebookKit.Tests.Initializers;

public class InitializerTests
{
    [Theory]
    [InlineData(3, 12, 15)]
    [InlineData(128, 512, 640)]
    public void Glorot_stays_within_its_bound_and_fills_it(int rows, int columns, int fans)
    {
        Tensor w = new GlorotUniform(seed: 1).Sample(new Shape(rows, columns));
        float limit = MathF.Sqrt(6f / fans);
        Assert.InRange(w.Abs().Max().Item(), 0.9f * limit, limit);
        Assert.True(w.Max().Item() > 0.7f * limit && (-w).Max().Item() > 0.7f * limit);
        // The variance of a uniform distribution on ±limit is limit²/3.
        if (w.Size > 10_000)
        {
            Assert.Equal(1 / 3f, (w / limit).Square().Mean().Item(), 0.01f);
            Assert.Equal(0, (w / limit).Mean().Item(), 0.01f);
        }
    }

    [Fact]
    public void Fans_of_higher_ranks_and_vectors_are_counted_as_Keras_counts_them()
    {
        // (3, 2, 4, 8): 6 · 4 in, 6 · 8 out; (n,): n and n.
        float limit = MathF.Sqrt(6f / (24 + 48)), ofVector = MathF.Sqrt(6f / 14);
        Assert.InRange(new GlorotUniform(seed: 1).Sample(new Shape(3, 2, 4, 8)).Abs().Max().Item(), 0.9f * limit, limit);
        Assert.InRange(new GlorotUniform(seed: 1).Sample(new Shape(7)).Abs().Max().Item(), 0.5f * ofVector, ofVector);
    }

    [Theory]
    [InlineData(8, 8)]
    [InlineData(4, 16)]
    [InlineData(128, 512)]
    [InlineData(16, 4)]
    [InlineData(1, 4)]
    [InlineData(4, 1)]
    public void Orthogonal_has_orthonormal_rows_or_columns(int rows, int columns)
    {
        // Keras makes an LSTM's recurrent kernel (u, 4u) as one matrix, whose u rows are orthonormal.
        Tensor q = new Orthogonal(seed: 3).Sample(new Shape(rows, columns));
        Tensor product = rows <= columns ? q.MatMul(q.Transpose()) : q.Transpose().MatMul(q);
        Assert.True(product.AllClose(Tensor.Eye(Math.Min(rows, columns)), 2e-6f));
    }

    [Fact]
    public void Orthogonal_takes_a_gain_and_flattens_leading_axes()
    {
        Tensor q = new Orthogonal(gain: 3, seed: 3).Sample(new Shape(2, 3, 4)).Reshape(6, 4);
        Assert.True(q.Transpose().MatMul(q).AllClose(Tensor.Eye(4) * 9, 2e-5f));
        Assert.Equal(
            "Orthogonal makes matrices; received the shape (4,). Use another initializer for it. (Parameter 'shape')",
            Assert.Throws<ArgumentException>(() => new Orthogonal().Sample(new Shape(4))).Message);
    }

    [Fact]
    public void Distributions_have_their_moments()
    {
        Tensor normal = new RandomNormal(mean: 2, stddev: 0.5f, seed: 1).Sample(new Shape(20_000));
        Assert.Equal(2, normal.Mean().Item(), 0.02f);
        Assert.Equal(0.25f, (normal - 2).Square().Mean().Item(), 0.01f);
        Tensor uniform = new RandomUniform(-1, 3, seed: 1).Sample(new Shape(20_000));
        Assert.Equal(1, uniform.Mean().Item(), 0.05f);
        Assert.InRange(uniform.Max().Item(), 2.9f, 2.9999998f);
        Assert.InRange((-uniform).Max().Item(), 0.9f, 1);
        Assert.Equal([0f, 0], new Zeros().Sample(new Shape(2)).ToArray());
        Assert.Equal([1f, 1], new Ones().Sample(new Shape(2)).ToArray());
        Assert.Equal([0.1f, 0.1f], new Constant(0.1f).Sample(new Shape(2)).ToArray());
    }

    [Fact]
    public void A_seed_of_its_own_gives_the_same_values_every_time_and_none_other_ones()
    {
        Shape shape = new(3, 4);
        Assert.Equal(new GlorotUniform(7).Sample(shape).ToArray(), new GlorotUniform(7).Sample(shape).ToArray());
        Assert.Equal(new Orthogonal(seed: 7).Sample(shape).ToArray(), new Orthogonal(seed: 7).Sample(shape).ToArray());
        Assert.NotEqual(new GlorotUniform(7).Sample(shape).ToArray(), new GlorotUniform(8).Sample(shape).ToArray());
        Assert.NotEqual(new GlorotUniform().Sample(shape).ToArray(), new GlorotUniform().Sample(shape).ToArray());
    }
}
