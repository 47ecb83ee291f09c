using NotebookKit.Kernels;

namespace NotebookKit.Tests.Kernels;

[Collection("Parallelism.Threads")]
public class AdditiveScoresTests
{
    private static readonly (int Batch, int Queries, int Keys, int Units)[] s_sizes =
        [(1, 1, 1, 1), (2, 3, 2, 5), (3, 1, 4, 16), (2, 4, 7, 33), (5, 10, 29, 64)];

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Every_path_gives_the_scores_and_gradients_of_the_formula(bool scaled)
    {
        foreach ((int Batch, int Queries, int Keys, int Units) size in s_sizes)
        {
            Case expected = Run(KernelPath.Scalar, size, scaled);
            foreach (KernelPath path in Machine.AvailablePaths)
            {
                Case got = Run(path, size, scaled);
                foreach ((string name, float[] right, float[] ours) in expected.Beside(got))
                    Assert.True(Near(right, ours), $"{path} {size} {name}");
            }
        }
    }

    [Fact]
    public void The_formula_s_gradients_are_its_slopes()
    {
        (int Batch, int Queries, int Keys, int Units) size = (2, 3, 2, 5);
        Case at = Run(KernelPath.Scalar, size, scaled: true);
        foreach ((float[] values, float[] gradient) in new[]
        {
            (at.Query, at.ToQuery), (at.Key, at.ToKey), (at.Scale, at.ToScale),
        })
        {
            for (int i = 0; i < values.Length; i++)
            {
                float kept = values[i];
                values[i] = kept + 1e-2f;
                double above = Weighed(at, size);
                values[i] = kept - 1e-2f;
                double below = Weighed(at, size);
                values[i] = kept;
                Assert.Equal((above - below) / 2e-2, gradient[i], 2e-3);
            }
        }
    }

    [Fact]
    public void The_number_of_threads_changes_no_bit()
    {
        int threads = Parallelism.Threads;
        try
        {
            Parallelism.Threads = 1;
            Case one = Run(Machine.Path, (9, 6, 20, 48), scaled: true);
            Parallelism.Threads = 3;
            foreach ((string name, float[] expected, float[] got) in one.Beside(Run(Machine.Path, (9, 6, 20, 48), scaled: true)))
                Assert.True(expected.SequenceEqual(got), name);
        }
        finally
        {
            Parallelism.Threads = threads;
        }
    }

    [Fact]
    public void Gradients_that_nobody_wants_are_left_out()
    {
        (int Batch, int Queries, int Keys, int Units) size = (2, 3, 4, 6);
        Case all = Run(Machine.Path, size, scaled: true);
        foreach (KernelPath path in new[] { KernelPath.Scalar, Machine.Path })
        {
            float[] key = new float[all.Key.Length];
            AdditiveScores.Backward(path, all.Inputs(size), all.Weights, new AdditiveScoreGradients { Key = key });
            Assert.True(Near(all.ToKey, key));
        }
    }

    [Fact]
    public void Data_of_the_wrong_length_is_refused_by_name()
    {
        Case right = Run(Machine.Path, (2, 3, 4, 6), scaled: true);
        string message = Assert.Throws<ArgumentException>(
            () => AdditiveScores.Forward(Machine.Path, right.Inputs((2, 3, 4, 7)), right.Scores)).Message;
        Assert.Equal("The queries need 2 × 3 × 7 values; received 36.", message);
    }

    private sealed record Case(float[] Query, float[] Key, float[] Scale, float[] Weights)
    {
        public float[] Scores { get; } = new float[Weights.Length];

        public float[] ToQuery { get; } = new float[Query.Length];

        public float[] ToKey { get; } = new float[Key.Length];

        public float[] ToScale { get; } = new float[Scale.Length];

        public AdditiveScoreInputs Inputs((int Batch, int Queries, int Keys, int Units) size) => new()
        {
            Batch = size.Batch,
            Queries = size.Queries,
            Keys = size.Keys,
            Units = size.Units,
            Query = Query,
            Key = Key,
            Scale = Scale,
        };

        public IEnumerable<(string Name, float[] Expected, float[] Got)> Beside(Case other) =>
        [
            ("scores", Scores, other.Scores), ("query", ToQuery, other.ToQuery), ("key", ToKey, other.ToKey),
            ("scale", ToScale, other.ToScale),
        ];
    }

    private static Case Run(KernelPath path, (int Batch, int Queries, int Keys, int Units) size, bool scaled)
    {
        var random = new Random(7);
        float[] Values(int count) => [.. Enumerable.Range(0, count).Select(_ => 4 * random.NextSingle() - 2)];
        (int batch, int queries, int keys, int units) = size;
        var made = new Case(
            Values(batch * queries * units), Values(batch * keys * units), scaled ? Values(units) : [], Values(batch * queries * keys));
        // What is left in the gradients' memory must not count.
        made.ToQuery.AsSpan().Fill(9);
        made.ToKey.AsSpan().Fill(9);
        made.ToScale.AsSpan().Fill(9);
        AdditiveScores.Forward(path, made.Inputs(size), made.Scores);
        AdditiveScores.Backward(
            path, made.Inputs(size), made.Weights,
            new AdditiveScoreGradients { Query = made.ToQuery, Key = made.ToKey, Scale = made.ToScale });
        return made;
    }

    /// <summary>The sum of the scores, each times its weight: what the gradients are those of.</summary>
    private static double Weighed(Case at, (int Batch, int Queries, int Keys, int Units) size)
    {
        AdditiveScores.Forward(KernelPath.Scalar, at.Inputs(size), at.Scores);
        return at.Scores.Zip(at.Weights, (score, weight) => (double)score * weight).Sum();
    }

    private static bool Near(float[] expected, float[] got) =>
        expected.Zip(got).All(pair => Math.Abs(pair.First - pair.Second) <= 2e-5f * (1 + Math.Abs(pair.First)));
}
