using System.Numerics.Tensors;
using NotebookKit.Kernels;

namespace NotebookKit;

/// <summary>
/// How training changes weights by their gradients: <see cref="SGD"/>, <see cref="RMSprop"/>, <see cref="Adam"/>, <see cref="AdamW"/>.
/// Derive from this class to write one of your own: say in <see cref="SlotNames"/> what it remembers of each number, and in
/// <see cref="Update"/> how a step changes the numbers. Rate, clipping, decay and threads are the base's.
/// </summary>
/// <example>
/// <code>
/// // Chen and others, "Symbolic discovery of optimization algorithms", 2023: steps of one length, by the sign of a running mean.
/// class Lion(LearningRateSchedule learningRate, float beta1 = 0.9f, float beta2 = 0.99f) : Optimizer(learningRate)
/// {
///     protected override IReadOnlyList&lt;string&gt; SlotNames => ["momentum"];
///
///     protected override void Update(in WeightRange range, float learningRate, long step)
///     {
///         Span&lt;float&gt; w = range.Weight, m = range.Slot(0);
///         ReadOnlySpan&lt;float&gt; g = range.Gradient;                // as long as w and m
///         for (int i = 0; i &lt; w.Length; i++)
///         {
///             w[i] -= learningRate * MathF.Sign(beta1 * m[i] + (1 - beta1) * g[i]);
///             m[i] = beta2 * m[i] + (1 - beta2) * g[i];
///         }
///     }
/// }
///
/// model.Compile(new Lion(0.001f), Losses.MeanSquaredError);
/// </code>
/// </example>
/// <remarks>
/// A file cannot hold code, nor can TorchSharp run it: a model compiled with an optimizer of your own is saved by
/// <c>Save(path, includeOptimizer: false)</c>, and a module made from it is compiled anew.
/// </remarks>
/// <param name="learningRate">The rate, or a schedule of it.</param>
/// <param name="clipNorm">The longest allowed gradient of one weight.</param>
/// <param name="clipValue">The largest allowed element of a gradient.</param>
/// <param name="globalClipNorm">The longest allowed gradient of all weights together.</param>
/// <param name="weightDecay">The share of each weight, times the rate, that a step takes off before its update.</param>
/// <param name="decays">Which weights decay; all if not given.</param>
/// <exception cref="ArgumentException">A setting is out of range, or more than one limit is set.</exception>
public abstract partial class Optimizer(
    LearningRateSchedule learningRate, float? clipNorm = null, float? clipValue = null, float? globalClipNorm = null,
    float weightDecay = 0, Func<Weight, bool>? decays = null)
    : INumberedWork
{
    /// <summary>
    /// Elements that one worker updates at a time: a multiple of every vector's length, so that the division changes no result.
    /// </summary>
    private const int RangeLength = 8192;

    /// <summary>Elements from which a second thread pays.</summary>
    private const int ParallelLength = 2 * RangeLength;

    private Dictionary<Weight, float[][]> _slots = [];
    private List<WeightRange> _ranges = [];
    private readonly GradientClipping _clipping = new(clipNorm, clipValue, globalClipNorm);

    private readonly float _weightDecay = weightDecay >= 0 ? weightDecay
        : throw new ArgumentOutOfRangeException(nameof(weightDecay), weightDecay, "weightDecay is a share of 0 or more.");

    private readonly Func<Weight, bool> _decays = decays ?? (_ => true);

    /// <summary>The rate of the step that is being made.</summary>
    private float _rate;

    /// <summary>The learning rate of each update.</summary>
    public LearningRateSchedule Schedule { get; private set; } = learningRate ?? throw new ArgumentNullException(nameof(learningRate));

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
    /// What is remembered for each number of a weight from step to step, in Keras's words: <c>momentum</c>, <c>velocity</c>; nothing
    /// unless said otherwise. An optimizer keeps what it remembers here and not in fields, so that its <see cref="Copy"/> starts afresh.
    /// </summary>
    protected internal virtual IReadOnlyList<string> SlotNames => [];

    /// <summary>
    /// Whether each number of a weight changes by itself, so that threads may share a weight; true unless said otherwise. Where it is
    /// false, as for a rule that needs a weight's norm, each range is a whole weight.
    /// </summary>
    protected virtual bool IsElementWise => true;

    /// <summary>Changes the numbers of a range in place: other threads change other ranges at the same time.</summary>
    /// <param name="range">Some numbers of a weight, with their gradients and what is remembered of them, all of one length.</param>
    /// <param name="learningRate">The rate of this step.</param>
    /// <param name="step">The number of this step, from 1.</param>
    protected abstract void Update(in WeightRange range, float learningRate, long step);

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
            // Workers take neighbouring ranges: sorted so, each has the same rows of all weights, those that it packs for the layers.
            _ranges.Sort(static (a, b) => a.Place.CompareTo(b.Place));
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
        int length = IsElementWise ? RangeLength : Math.Max(values.Length, 1);
        for (int start = 0; start < values.Length; start += length)
            _ranges.Add(new WeightRange(values, gradient.Data, remembered, start, Math.Min(length, values.Length - start), shrinks));
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
        return _slots[weight] = [.. SlotNames.Select(_ => new float[weight.Value.Size])];
    }
}
