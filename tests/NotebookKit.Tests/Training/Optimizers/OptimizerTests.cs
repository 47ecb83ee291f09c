using System.Numerics;

namespace NotebookKit.Tests.Training.Optimizers;

/// <summary>
/// Optimizers against their formulas, written out here in double precision for one number. The reference vectors v44 to v48
/// hold whole networks to Keras.
/// </summary>
[Collection("Parallelism.Threads")]
public class OptimizerTests
{
    // Longer than a vector register and no multiple of one, so that both the vector loop and its rest run.
    private static readonly int s_length = 2 * Vector<float>.Count + 3;
    private static readonly float[] s_gradients = [0.5f, -0.25f, 0.125f, 1, -2, 0, 0.75f, 0.1f];

    [Theory]
    [InlineData(0f, false)]
    [InlineData(0.9f, false)]
    [InlineData(0.9f, true)]
    public void SGD_is_its_formula(float momentum, bool nesterov)
    {
        double v = 0;
        Follows(new SGD(0.1f, momentum, nesterov), (w, g, _) =>
        {
            v = momentum * v - 0.1 * g;
            return w + (nesterov ? momentum * v - 0.1 * g : v);
        });
    }

    [Theory]
    [InlineData(0f, false)]
    [InlineData(0.8f, false)]
    [InlineData(0.8f, true)]
    public void RMSprop_is_its_formula(float momentum, bool centered)
    {
        double s = 0, mean = 0, m = 0;
        Follows(new RMSprop(0.01f, 0.9f, momentum, 1e-3f, centered), (w, g, _) =>
        {
            s = 0.9 * s + 0.1 * g * g;
            mean = 0.9 * mean + 0.1 * g;
            double step = 0.01 * g / Math.Sqrt(s + 1e-3 - (centered ? mean * mean : 0));
            m = momentum * m + step;
            return w - (momentum > 0 ? m : step);
        });
    }

    [Theory]
    [InlineData(0f)]
    [InlineData(0.1f)]
    public void Adam_is_its_formula_and_AdamW_decays_first(float weightDecay)
    {
        double m = 0, v = 0;
        Optimizer optimizer = weightDecay > 0 ? new AdamW(0.01f, weightDecay, epsilon: 1e-3f) : new Adam(0.01f, epsilon: 1e-3f);
        Follows(optimizer, (w, g, t) =>
        {
            w -= w * weightDecay * 0.01;
            m += (g - m) * (1 - 0.9f);
            v += (g * g - v) * (1 - 0.999f);
            return w - 0.01 * Math.Sqrt(1 - Math.Pow(0.999f, t)) / (1 - Math.Pow(0.9f, t)) * m / (Math.Sqrt(v) + 1e-3);
        });
    }

    [Fact]
    public void Long_weights_take_the_same_steps_as_short_ones_whatever_the_number_of_threads()
    {
        Func<Optimizer>[] optimizers =
        [
            () => new SGD(0.1f), () => new SGD(0.1f, 0.9f, nesterov: true), () => new RMSprop(0.1f, momentum: 0.5f, centered: true),
            () => new Adam(0.1f), () => new AdamW(0.1f, 0.01f),
        ];
        int[] one = [40_003], pieces = [.. Enumerable.Range(0, 40_003).Chunk(97).Select(piece => piece.Length)];
        int threads = Parallelism.Threads;
        try
        {
            foreach (Func<Optimizer> optimizer in optimizers)
            {
                Parallelism.Threads = 1;
                float[] expected = ThreeSteps(optimizer(), pieces);
                foreach (int count in new[] { 1, 2, 3 })
                {
                    Parallelism.Threads = count;
                    Assert.Equal(expected, ThreeSteps(optimizer(), one));
                }
            }
        }
        finally
        {
            Parallelism.Threads = threads;
        }
    }

    [Fact]
    public void A_schedule_sets_the_rate_of_each_step()
    {
        var optimizer = new SGD(new PiecewiseConstantDecay([0, 2], [1, 0.5f, 0.25f]));
        Weight w = Weight(0);
        foreach (float expected in new[] { -1f, -1.5f, -2, -2.25f })
        {
            Step(optimizer, w, 1);
            Assert.Equal(expected, w.Value.Values[0]);
        }
        Assert.Contains("follows PiecewiseConstantDecay",
            Assert.Throws<InvalidOperationException>(() => optimizer.LearningRate = 1).Message);
    }

    [Fact]
    public void ClipValue_limits_each_element() =>
        Assert.Equal([-0.5f, 0.5f, -0.25f], Clipped(new SGD(1f, clipValue: 0.5f), [3, -4, 0.25f], [])[0]);

    [Fact]
    public void ClipNorm_shortens_each_gradient_by_itself()
    {
        float[][] clipped = Clipped(new SGD(1f, clipNorm: 1), [3, 4], [0.6f, 0]);
        Assert.Equal([-0.6f, -0.8f], clipped[0]);
        Assert.Equal([-0.6f, 0], clipped[1]);
    }

    [Fact]
    public void GlobalClipNorm_shortens_all_gradients_together()
    {
        float[][] clipped = Clipped(new SGD(1f, globalClipNorm: 6.5f), [3, 4], [12, 0]);
        Assert.Equal([-1.5f, -2], clipped[0]);
        Assert.Equal([-6, 0], clipped[1]);
    }

    [Fact]
    public void AdamW_lets_chosen_weights_not_decay()
    {
        var optimizer = new AdamW(0.1f, weightDecay: 0.5f, decays: w => w.Name != "bias");
        Weight kernel = Weight(1), bias = Weight(1, "bias");
        kernel.Value.Grad = Tensor.Zeros(s_length);
        bias.Value.Grad = Tensor.Zeros(s_length);
        optimizer.Step([kernel, bias]);
        Assert.Equal((0.95f, 1f), (kernel.Value.Values[0], bias.Value.Values[0]));
    }

    [Fact]
    public void Settings_out_of_range_are_refused()
    {
        Assert.Contains("Only one of clipNorm, clipValue",
            Assert.Throws<ArgumentException>(() => new Adam(clipNorm: 1, clipValue: 1)).Message);
        Assert.Contains("clipNorm is a number above 0", Assert.Throws<ArgumentException>(() => new SGD(clipNorm: 0)).Message);
        Assert.Contains("momentum lies between 0 and 1", Assert.Throws<ArgumentOutOfRangeException>(() => new SGD(momentum: 2)).Message);
        Assert.Contains("beta2 lies in [0, 1)", Assert.Throws<ArgumentOutOfRangeException>(() => new Adam(beta2: 1)).Message);
        Assert.Contains("learning rate is a finite number", Assert.Throws<ArgumentOutOfRangeException>(() => new Adam(float.NaN)).Message);
    }

    /// <summary>Lets an optimizer take eight steps from 1 and compares every element with the formula.</summary>
    private static void Follows(Optimizer optimizer, Func<double, double, int, double> formula)
    {
        Weight weight = Weight(1);
        double expected = 1;
        for (int step = 1; step <= s_gradients.Length; step++)
        {
            Step(optimizer, weight, s_gradients[step - 1]);
            expected = formula(expected, s_gradients[step - 1], step);
            foreach (float value in weight.Value.Values)
                Assert.Equal(expected, value, 5e-6);
        }
        Assert.Equal(s_gradients.Length, optimizer.Iterations);
    }

    private static Weight Weight(float value, string name = "kernel") => new(name, Tensor.Full(new Shape(s_length), value));

    private static void Step(Optimizer optimizer, Weight weight, float gradient)
    {
        weight.Value.Grad = Tensor.Full(weight.Shape, gradient);
        optimizer.Step([weight]);
    }

    /// <summary>The elements of all weights one after another after three steps from 1, each element with gradients of its own.</summary>
    private static float[] ThreeSteps(Optimizer optimizer, int[] lengths)
    {
        Weight[] weights = [.. lengths.Select(length => new Weight("kernel", Tensor.Full(new Shape(length), 1)))];
        for (int step = 1; step <= 3; step++)
        {
            int at = 0;
            foreach (Weight weight in weights)
            {
                weight.Value.Grad =
                    Tensor.Of([.. Enumerable.Range(0, weight.Value.Size).Select(_ => MathF.Sin(step * ++at))], weight.Shape);
            }

            optimizer.Step(weights);
        }
        return [.. weights.SelectMany(weight => weight.Value.ToArray())];
    }

    /// <summary>What one step with a rate of 1 makes of weights of 0: the clipped gradients, negative.</summary>
    private static float[][] Clipped(Optimizer optimizer, params float[][] gradients)
    {
        Weight[] weights = [.. gradients.Select(g => new Weight("kernel", Tensor.Zeros(g.Length)))];
        foreach ((Weight? weight, float[]? gradient) in weights.Zip(gradients))
            weight.Value.Grad = Tensor.Of(gradient, weight.Shape);
        optimizer.Step(weights);
        return [.. weights.Select(w => w.Value.ToArray())];
    }
}
