using NotebookKit.Layers;

namespace NotebookKit.Tests.Tensors;

/// <summary>Run alone: while others draw from the global stream, its numbers cannot be told in advance.</summary>
[Collection(nameof(GlobalRandomSeedTests)), CollectionDefinition(nameof(GlobalRandomSeedTests), DisableParallelization = true)]
public class GlobalRandomSeedTests
{
    [Fact]
    public void The_same_seed_gives_the_same_tensors_and_initial_weights()
    {
        float[] first = Draw(42), again = Draw(42), other = Draw(43);
        Assert.Equal(first, again);
        Assert.NotEqual(first, other);
        // Each use has a stream of its own, so that two layers do not start alike.
        Assert.NotEqual(first[..6], first[6..12]);
    }

    private static float[] Draw(int seed)
    {
        RandomSeed.Set(seed);
        var model = new Sequential(new Input(2), new Dense(3), new Dense(2, useBias: false));
        return [.. model.Weights[0].Value.Values, .. model.Weights[2].Value.Values, .. Tensor.RandomNormal(new Shape(3)).Values];
    }
}
