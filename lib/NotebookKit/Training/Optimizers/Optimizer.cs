namespace NotebookKit;

/// <summary>How training changes weights by their gradients: <see cref="SGD"/>, <see cref="RMSprop"/>, <see cref="Adam"/>, <see cref="AdamW"/>.</summary>
public abstract class Optimizer
{
    private readonly Dictionary<Weight, float[][]> slots = [];
    private readonly GradientClipping clipping;
    private readonly float weightDecay;
    private readonly Func<Weight, bool> decays;

    private protected Optimizer(
        LearningRateSchedule learningRate, float? clipNorm, float? clipValue, float? globalClipNorm, float weightDecay = 0, Func<Weight, bool>? decays = null)
    {
        ArgumentNullException.ThrowIfNull(learningRate);
        Schedule = learningRate;
        clipping = new GradientClipping(clipNorm, clipValue, globalClipNorm);
        this.weightDecay = weightDecay >= 0 ? weightDecay : throw new ArgumentOutOfRangeException(nameof(weightDecay), weightDecay, "weightDecay is a share of 0 or more.");
        this.decays = decays ?? (_ => true);
    }

    /// <summary>The learning rate of each update.</summary>
    public LearningRateSchedule Schedule { get; private set; }

    /// <summary>How many updates were made.</summary>
    public long Iterations { get; private set; }

    /// <summary>The learning rate of the next update. Setting it, as ReduceLROnPlateau does, needs a constant rate.</summary>
    /// <exception cref="InvalidOperationException">It was set, but the rate follows a schedule.</exception>
    public float LearningRate
    {
        get => Schedule.At(Iterations);
        set
        {
            if (Schedule is not ConstantLearningRate)
                throw new InvalidOperationException($"The learning rate of {GetType().Name} follows {Schedule.GetType().Name}, so it cannot be set. Give the optimizer a plain number, for example new {GetType().Name}(0.001f).");
            Schedule = new ConstantLearningRate(value);
        }
    }

    /// <summary>A new optimizer with Keras's settings by its Keras name: <c>sgd</c>, <c>rmsprop</c>, <c>adam</c>, <c>adamw</c>.</summary>
    /// <exception cref="ArgumentException">There is none of that name.</exception>
    public static implicit operator Optimizer(string name) => name switch
    {
        "sgd" => new SGD(),
        "rmsprop" => new RMSprop(),
        "adam" => new Adam(),
        "adamw" => new AdamW(),
        _ => throw new ArgumentException($"There is no optimizer '{name}'; expected one of sgd, rmsprop, adam, adamw.", nameof(name)),
    };

    /// <summary>How many numbers are remembered for each weight from step to step.</summary>
    private protected abstract int SlotCount { get; }

    /// <summary>Changes one weight.</summary>
    /// <param name="weight">The weight's values, changed in place.</param>
    /// <param name="gradient">Its gradient, clipped.</param>
    /// <param name="slots">What is remembered for it from step to step, zeros at first.</param>
    /// <param name="learningRate">The rate of this step.</param>
    /// <param name="step">The number of this step, from 1.</param>
    private protected abstract void Update(Span<float> weight, ReadOnlySpan<float> gradient, float[][] slots, float learningRate, long step);

    /// <summary>One update of all weights that have a gradient. The gradients are used up: clipping changes them in place.</summary>
    internal void Step(Weight[] weights)
    {
        float learningRate = LearningRate;
        clipping.Apply(weights);
        foreach (Weight weight in weights)
        {
            if (weight.Value.Grad is not { } gradient)
                continue;
            if (weightDecay > 0 && decays(weight))
                System.Numerics.Tensors.TensorPrimitives.Multiply(weight.Value.Data, 1 - weightDecay * learningRate, weight.Value.Data);
            Update(weight.Value.Data, gradient.Data, Slots(weight), learningRate, Iterations + 1);
        }
        Iterations++;
    }

    private float[][] Slots(Weight weight)
    {
        if (slots.TryGetValue(weight, out float[][]? known))
            return known;
        var made = new float[SlotCount][];
        for (int i = 0; i < made.Length; i++)
            made[i] = new float[weight.Value.Size];
        return slots[weight] = made;
    }
}
