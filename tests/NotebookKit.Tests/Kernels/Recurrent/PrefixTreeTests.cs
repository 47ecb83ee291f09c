using NotebookKit.Kernels;

namespace NotebookKit.Tests.Kernels;

public class PrefixTreeTests
{
    private static RecurrentProblem Problem(int batch, int time, int features = 3) =>
        new(CellKind.Lstm, batch, time, features, Units: 2);

    private static int[] RandomTokens(int count, int features, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => random.Next(-1, features))];
    }

    [Theory]
    [InlineData(1, 4, false)]
    [InlineData(15, 1, false)]
    [InlineData(40, 5, false)]
    [InlineData(40, 5, true)]
    [InlineData(200, 6, true)]
    public void Sequences_of_a_chunk_share_a_row_exactly_as_long_as_they_agree(int batch, int time, bool masked)
    {
        int[] tokens = RandomTokens(batch * time, 3, seed: batch);
        float[] mask = masked ? [.. RandomTokens(batch * time, 3, seed: 5).Select(t => t < 0 ? 0f : 1f)] : [];
        RecurrentProblem problem = Problem(batch, time);
        using var tree = PrefixTree.Build(problem, new RecurrentInputs { Tokens = tokens, Mask = mask });

        string Prefix(int sequence, int step) => string.Join(' ', Enumerable.Range(0, step + 1).Select(s =>
        {
            int at = sequence * time + s;
            return masked && mask[at] == 0f ? "masked" : $"{tokens[at]}";
        }));
        unsafe
        {
            PrefixRows rows = tree.Rows;
            Assert.Equal(Enumerable.Range(0, batch), new ReadOnlySpan<int>(rows.Order, batch).ToArray().Order());
            for (int step = 0; step < time; step++)
            {
                for (int chunk = 0; chunk < rows.Chunks; chunk++)
                {
                    int[] sequences = new ReadOnlySpan<int>(rows.Order + rows.Starts[chunk], rows.Starts[chunk + 1] - rows.Starts[chunk])
                        .ToArray();
                    IGrouping<int, int>[] byRow = sequences.GroupBy(s => rows.RowOfSequence[step * batch + s]).ToArray();
                    (nint first, nint end) = rows.At(step, chunk);
                    Assert.Equal(Enumerable.Range((int)first, (int)(end - first)), byRow.Select(g => g.Key).Order());
                    Assert.Equal(byRow.Length, sequences.Select(s => Prefix(s, step)).Distinct().Count());
                    foreach (IGrouping<int, int>? row in byRow)
                    {
                        Assert.Single(row.Select(s => Prefix(s, step)).Distinct());
                        Assert.Contains(rows.SequenceOfRow[step * batch + row.Key], row);
                        if (step > 0)
                        {
                            Assert.All(row, s =>
                                Assert.Equal(rows.Parents[step * batch + row.Key], rows.RowOfSequence[(step - 1) * batch + s]));
                        }
                    }
                }
            }
        }
    }

    [Fact]
    public void Rows_with_continuations_are_numbered_without_gaps()
    {
        const int Batch = 70, Time = 4;
        using var tree = PrefixTree.Build(Problem(Batch, Time), new RecurrentInputs { Tokens = RandomTokens(Batch * Time, 3, seed: 2) });
        unsafe
        {
            PrefixRows rows = tree.Rows;
            var numbers = new List<nint>();
            for (int step = 0; step < Time - 1; step++)
            {
                for (int chunk = 0; chunk < rows.Chunks; chunk++)
                {
                    for ((nint row, nint end) = rows.At(step, chunk); row < end; row++)
                        numbers.Add(rows.ContinuedAt(step, chunk, row));
                }
            }

            Assert.Equal(Enumerable.Range(0, (int)rows.Continued).Select(n => (nint)n), numbers.Order());
        }
    }

    [Fact]
    public void A_batch_of_one_repeated_sequence_needs_one_row_a_chunk()
    {
        const int Batch = 64, Time = 5;
        int[] tokens = [.. Enumerable.Range(0, Batch * Time).Select(i => i % Time % 3)];
        using var tree = PrefixTree.Build(Problem(Batch, Time), new RecurrentInputs { Tokens = tokens });
        Assert.Equal((Time - 1) * tree.Rows.Chunks, tree.Rows.Continued);
        Assert.Equal(4, tree.Rows.Chunks);
    }

    [Theory]
    [InlineData(3, 4, true)]
    [InlineData(3, 40, false)]
    [InlineData(1000, 4, false)]
    public void It_is_used_only_where_it_saves_enough(int vocabulary, int time, bool used)
    {
        const int Batch = 40;
        var inputs = new RecurrentInputs { Tokens = RandomTokens(Batch * time, vocabulary, seed: 3) };
        using var tree = PrefixTree.TryBuild(Problem(Batch, time, vocabulary), inputs);
        Assert.Equal(used, tree is not null);
    }

    [Fact]
    public void It_does_not_apply_to_a_given_state_nor_to_a_reset_before_the_product()
    {
        int[] tokens = [0, 1];
        RecurrentProblem problem = Problem(1, 2);
        Assert.True(PrefixTree.Applies(problem, new RecurrentInputs { Tokens = tokens }));
        Assert.False(PrefixTree.Applies(problem, new RecurrentInputs { Tokens = tokens, InitialH = new float[2] }));
        Assert.False(PrefixTree.Applies(problem, new RecurrentInputs { Tokens = tokens, InitialC = new float[2] }));
        Assert.False(PrefixTree.Applies(problem with { Cell = CellKind.GruResetBefore }, new RecurrentInputs { Tokens = tokens }));
        Assert.False(PrefixTree.Applies(problem, new RecurrentInputs { X = new float[6] }));
    }
}
