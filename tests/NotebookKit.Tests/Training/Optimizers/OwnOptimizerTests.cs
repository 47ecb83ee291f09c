using NotebookKit.Layers;

namespace NotebookKit.Tests.Training.Optimizers;

/// <summary>An optimizer that a user derives, as the documentation of <see cref="Optimizer"/> shows one.</summary>
[Collection("Parallelism.Threads")]
public class OwnOptimizerTests
{
    private static readonly Tensor s_x = Tensor.RandomNormal(new Shape(30, 4), seed: 1),
        s_y = Tensor.RandomNormal(new Shape(30, 2), seed: 2);

    [Fact]
    public void Fit_learns_by_an_optimizer_of_ones_own()
    {
        Sequential model = Compiled(new Lion(0.01f));
        History history = model.Fit(s_x, s_y, batchSize: 10, epochs: 20, verbose: 0);
        Assert.True(history.Last.Loss < 0.9f * history["loss"][0]);
        Assert.Equal(60, model.Optimizer.Iterations);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(40_000)]
    public void A_step_is_its_formula_on_weights_of_every_length(int length)
    {
        double[] gradients = [0.5, -0.25, 0.125];
        double expected = 1, m = 0;
        var weight = new Weight("w", Tensor.Ones(length), trainable: true);
        var optimizer = new Lion(0.1f);
        foreach (double g in gradients)
        {
            Step(optimizer, weight, (float)g);
            expected -= 0.1 * Math.Sign(0.9 * m + 0.1 * g);
            m = 0.99 * m + 0.01 * g;
        }
        Assert.All(weight.Value.ToArray(), w => Assert.Equal(expected, w, 1e-6));
    }

    [Fact]
    public void Rates_by_schedule_clipping_and_decay_are_the_bases()
    {
        var weight = new Weight("w", Tensor.Ones(2), trainable: true);
        var optimizer = new Plain(new PiecewiseConstantDecay([0], [0.5f, 0.25f]), clipValue: 0.1f, weightDecay: 0.2f);
        Step(optimizer, weight, 3);
        Assert.Equal(1 - 0.2f * 0.5f - 0.5f * 0.1f, weight.Value.ToArray()[0], 1e-6f);
    }

    [Fact]
    public void A_rule_of_whole_weights_gets_each_weight_in_one_piece()
    {
        var weight = new Weight("w", Tensor.Ones(40_000), trainable: true);
        Step(new ByNorm(), weight, 3);
        // A step of length 1, divided among all numbers.
        Assert.All(weight.Value.ToArray(), w => Assert.Equal(1 - 1 / 200f, w, 1e-5f));
    }

    [Fact]
    public void A_copy_starts_afresh_with_the_same_settings()
    {
        var weight = new Weight("w", Tensor.Ones(2), trainable: true);
        var optimizer = new Lion(0.1f);
        Step(optimizer, weight, 1);
        Optimizer copy = optimizer.Copy();
        Assert.Equal(0, copy.Iterations);
        Assert.Empty(copy.Remembered(weight));
        Assert.Single(optimizer.Remembered(weight), slot => slot.Slot == "momentum");
    }

    [Fact]
    public void A_slot_that_was_not_named_is_an_error_that_says_where_to_name_it()
    {
        ArgumentOutOfRangeException error = Assert.Throws<ArgumentOutOfRangeException>(
            () => Step(new Forgetful(), new Weight("w", Tensor.Ones(2), trainable: true), 1));
        Assert.Contains("The optimizer names 0 slots", error.Message);
        Assert.Contains("Name one more in SlotNames", error.Message);
    }

    [Fact]
    public void A_model_is_saved_without_it_and_the_error_names_it()
    {
        Sequential model = Compiled(new Lion(0.01f));
        string path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.safetensors");
        try
        {
            string message = Assert.Throws<InvalidOperationException>(() => model.Save(path)).Message;
            Assert.Contains("Lion is a class of your own, and a file cannot hold code", message);
            Assert.Contains("Save(path, includeOptimizer: false)", message);
            Assert.False(File.Exists(path));
            model.Save(path, includeOptimizer: false);
            var loaded = Model.Load(path);
            loaded.Compile(new Lion(0.01f), Losses.MeanSquaredError);
            Assert.Equal(model.Predict(s_x)[0].ToArray(), loaded.Predict(s_x)[0].ToArray());
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void One_derived_from_Adam_is_not_saved_as_Adam() => Assert.Contains("HalfAdam is a class of your own",
        Assert.Throws<InvalidOperationException>(() => Compiled(new HalfAdam()).Save("unused")).Message);

    private static Sequential Compiled(Optimizer optimizer)
    {
        var model = new Sequential(new Input(4), new Dense(8, "tanh"), new Dense(2));
        model.Compile(optimizer, Losses.MeanSquaredError);
        return model;
    }

    private static void Step(Optimizer optimizer, Weight weight, float gradient)
    {
        weight.Value.Grad = Tensor.Ones(weight.Value.Shape) * gradient;
        optimizer.Step([weight]);
    }

    private sealed class Lion(LearningRateSchedule learningRate, float beta1 = 0.9f, float beta2 = 0.99f) : Optimizer(learningRate)
    {
        protected internal override IReadOnlyList<string> SlotNames => ["momentum"];

        protected override void Update(in WeightRange range, float learningRate, long step)
        {
            Span<float> w = range.Weight, m = range.Slot(0);
            ReadOnlySpan<float> g = range.Gradient;
            for (int i = 0; i < w.Length; i++)
            {
                w[i] -= learningRate * MathF.Sign(beta1 * m[i] + (1 - beta1) * g[i]);
                m[i] = beta2 * m[i] + (1 - beta2) * g[i];
            }
        }
    }

    private sealed class Plain(LearningRateSchedule learningRate, float clipValue, float weightDecay)
        : Optimizer(learningRate, clipValue: clipValue, weightDecay: weightDecay)
    {
        protected override void Update(in WeightRange range, float learningRate, long step)
        {
            for (int i = 0; i < range.Weight.Length; i++)
                range.Weight[i] -= learningRate * range.Gradient[i];
        }
    }

    private sealed class ByNorm() : Optimizer(1)
    {
        protected override bool IsElementWise => false;

        protected override void Update(in WeightRange range, float learningRate, long step)
        {
            float norm = 0;
            foreach (float g in range.Gradient)
                norm += g * g;
            for (int i = 0; i < range.Weight.Length; i++)
                range.Weight[i] -= learningRate * range.Gradient[i] / MathF.Sqrt(norm);
        }
    }

    private sealed class Forgetful() : Optimizer(1)
    {
        protected override void Update(in WeightRange range, float learningRate, long step) => range.Slot(0).Clear();
    }

    private sealed class HalfAdam() : Adam(0.001f)
    {
        protected override void Update(in WeightRange range, float learningRate, long step) => base.Update(range, learningRate / 2, step);
    }
}
