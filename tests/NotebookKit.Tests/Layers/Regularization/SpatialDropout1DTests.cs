using NotebookKit.Layers;

namespace NotebookKit.Tests.Layers;

/// <summary>Dropout of whole features.</summary>
public sealed class SpatialDropout1DTests
{
    [Fact]
    public void A_feature_is_dropped_at_all_steps_or_at_none_and_what_stays_is_scaled()
    {
        Tensor y = new SpatialDropout1D(0.5f, seed: 4).Apply(Tensor.Ones(3, 5, 8), training: true);
        var kept = new HashSet<float>();
        for (int sample = 0; sample < 3; sample++)
        {
            for (int feature = 0; feature < 8; feature++)
            {
                float[] steps = [.. Enumerable.Range(0, 5).Select(t => (float)y[sample, t, feature])];
                Assert.Single(steps.Distinct());
                kept.Add(steps[0]);
            }
        }

        Assert.Equal([0f, 2], kept.Order());
    }

    [Fact]
    public void Outside_training_the_input_is_handed_on()
    {
        Tensor x = Tensor.Arange(6).Reshape(1, 3, 2);
        Assert.Equal(x.ToArray(), ((Tensor)new SpatialDropout1D(0.5f).Apply(x)).ToArray());
        Assert.Throws<ArgumentException>(() => new SpatialDropout1D(1));
        Assert.Throws<ArgumentException>(() => new SpatialDropout1D(0.5f).Apply(Tensor.Ones(2, 3)));
    }
}
