namespace NotebookKit.Tests.Tensors;

public class RandomSeedTests
{
    [Fact]
    public void The_generator_gives_the_published_numbers_of_SplitMix64()
    {
        // The first outputs for the state 1234567, as in the test vectors that accompany its reference implementation.
        var random = new RandomStream(1234567);
        Assert.Equal(
            [6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431, 16408922859458223821],
            Enumerable.Range(0, 5).Select(_ => random.NextUInt64()));
    }

    [Fact]
    public void Seeds_of_their_own_repeat_and_do_not_touch_the_global_stream()
    {
        Assert.Equal(Tensor.RandomNormal(new Shape(5), seed: 3).ToArray(), Tensor.RandomNormal(new Shape(5), seed: 3).ToArray());
        Assert.NotEqual(Tensor.RandomUniform(new Shape(5), seed: 3).ToArray(), Tensor.RandomUniform(new Shape(5), seed: 4).ToArray());
    }

    [Fact]
    public void Integers_below_a_bound_are_all_drawn_about_equally_often()
    {
        var random = new RandomStream(1);
        int[] counts = new int[7];
        for (int i = 0; i < 70_000; i++)
            counts[random.NextInt(7)]++;
        Assert.All(counts, n => Assert.InRange(n, 9_600, 10_400));
        Assert.Throws<ArgumentOutOfRangeException>(() => random.NextInt(0));
    }

    [Fact]
    public void Shuffling_keeps_every_item()
    {
        int[] items = [.. Enumerable.Range(0, 100)];
        new RandomStream(5).Shuffle<int>(items);
        Assert.NotEqual(Enumerable.Range(0, 100), items);
        Assert.Equal(Enumerable.Range(0, 100), items.Order());
    }
}
