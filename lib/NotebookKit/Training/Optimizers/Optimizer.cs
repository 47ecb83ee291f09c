using System.Numerics.Tensors;
using NotebookKit.Kernels;

namespace NotebookKit;

/// <summary>
/// How training changes weights by their gradients: <see cref="SGD"/>, <see cref="RMSprop"/>, <see cref="Adam"/>, <see cref="AdamW"/>.
/// </summary>
public abstract partial class Optimizer : INumberedWork
{
    /// <summary>
    /// Elements that one worker updates at a time: a multiple of every vector's length, so that the division changes no result.
    /// </summary>
    private const int RangeLength = 8192;

    /// <summary>Elements from which a second thread pays.</summary>
    private const int ParallelLength = 2 * RangeLength;

    private Dictionary<Weight, float[][]> _slots = [];
    private List<WeightRange> _ranges = [];
    private readonly GradientClipping _clipping;
    private readonly float _weightDecay;
    private readonly Func<Weight, bool> _decays;

    /// <summary>The rate of the step that is being made.</summary>
    private float _rate;

    private protected Optimizer(
        LearningRateSchedule learningRate, float? clipNorm, float? clipValue, float? globalClipNorm, float weightDecay = 0,
            Func<Weight, bool>? decays = null)
    {
        ArgumentNullException.ThrowIfNull(learningRate);
        Schedule = learningRate;
        _clipping = new GradientClipping(clipNorm, clipValue, globalClipNorm);
        _weightDecay = weightDecay >= 0 ? weightDecay
            : throw new ArgumentOutOfRangeException(nameof(weightDecay), weightDecay, "weightDecay is a share of 0 or more.");
        _decays = decays ?? (_ => true);
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
            {
                throw new InvalidOperationException(
                    $"The learning rate of {GetType().Name} follows {Schedule.GetType().Name}, so it cannot be set. Give the optimizer a "
                    + $"plain number, for example new {GetType().Name}(0.001f).");
            }

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

    /// <summary>
    /// What is remembered for each number of a weight from step to step, in Keras's words: <c>momentum</c>, <c>velocity</c>.
    /// </summary>
    internal abstract IReadOnlyList<string> SlotNames { get; }

    /// <summary>Changes some elements of a weight, each by itself: other threads change others at the same time.</summary>
    /// <param name="range">The elements.</param>
    /// <param name="learningRate">The rate of this step.</param>
    /// <param name="step">The number of this step, from 1.</param>
    private protected abstract void Update(in WeightRange range, float learningRate, long step);

    /// <summary>One update of all weights that have a gradient. The gradients are used up: clipping changes them in place.</summary>
    internal void Step(Weight[] weights)
    {
        _rate = LearningRate;
        _clipping.Apply(weights);
        _ranges.Clear();
        int elements = 0;
        foreach (Weight weight in weights)
        {
            if (weight.Value.Grad is not { } gradient)
                continue;
            AddRanges(weight, gradient);
            elements += gradient.Size;
        }
        if (elements < ParallelLength)
        {
            for (int i = 0; i < _ranges.Count; i++)
                UpdateRange(i);
        }
        else
        {
            WorkerPool.Run(_ranges.Count, this);
        }
        // The gradients' buffers are the training step's: nothing of them is kept.
        _ranges.Clear();
        Iterations++;
    }

    private void AddRanges(Weight weight, Tensor gradient)
    {
        float[] values = weight.Value.Data;
        float[][] remembered = Slots(weight);
        bool shrinks = Decays(weight);
        for (int start = 0; start < values.Length; start += RangeLength)
            _ranges.Add(new WeightRange(values, gradient.Data, remembered, start, Math.Min(RangeLength, values.Length - start), shrinks));
    }

    void INumberedWork.Run(int index) => UpdateRange(index);

    private void UpdateRange(int index)
    {
        WeightRange range = _ranges[index];
        if (range.Decays)
            TensorPrimitives.Multiply(range.Weight, 1 - _weightDecay * _rate, range.Weight);
        Update(range, _rate, Iterations + 1);
    }

    private float[][] Slots(Weight weight)
    {
        if (_slots.TryGetValue(weight, out float[][]? known))
            return known;
        float[][] made = new float[SlotNames.Count][];
        for (int i = 0; i < made.Length; i++)
            made[i] = new float[weight.Value.Size];
        return _slots[weight] = made;
    }
}
