using FsCheck;
using FsCheck.Fluent;
using NotebookKit.Layers;

namespace NotebookKit.Tests.Layers.Properties;

/// <summary>
/// Gradients of every differentiable layer, for its inputs and its weights, against differences of its outputs. The outputs
/// are float32 and summed in double; with a step of 1/32 and seven points the difference's own error is some 1e-5 from
/// rounding and h⁶/140 = 7e-12 of the seventh derivative, so 1e-3 tells a wrong formula from a right one. The recurrent layers, whose
/// formulas are long, are held to differences in double precision by <see cref="RecurrentPropertyTests"/>.
/// </summary>
public sealed class LayerGradientTests
{
    private const double H = 1.0 / 32, Tolerance = 1e-3;

    /// <summary>A layer and random inputs for it.</summary>
    private sealed record Setup(Layer Layer, params Tensor[] Inputs)
    {
        public Tensor? Mask { get; init; }
    }

    private static readonly Dictionary<string, Func<Sizes, Setup>> Makers = new()
    {
        ["Dense"] = s => new(new Dense(s.Units, Activations.Tanh), s.Sequence()),
        ["Dense without bias"] = s => new(new Dense(s.Units, Activations.Softmax, useBias: false), s.Vector()),
        ["TimeDistributed(Dense)"] = s => new(new TimeDistributed(new Dense(s.Units, Activations.Sigmoid)), s.Sequence()),
        ["TimeDistributed(LSTM)"] = s => new(new TimeDistributed(new LSTM(s.Units)), s.Random(s.Batch, 2, s.Time, s.Features)),
        ["RepeatVector"] = s => new(new RepeatVector(s.Time), s.Vector()),
        ["Activation"] = s => new(new Activation(Activations.Tanh), s.Sequence()),
        ["Reshape"] = s => new(new Reshape(-1), s.Sequence()),
        ["Flatten"] = s => new(new Flatten(), s.Sequence()),
        ["Permute"] = s => new(new Permute(2, 1), s.Sequence()),
        ["Masking"] = s => new(new Masking(), s.Sequence()),
        ["Concatenate"] = s => new(new Concatenate(), s.Sequence(), s.Sequence(1)),
        ["Concatenate along time"] = s => new(new Concatenate(1), s.Sequence(), s.Sequence(1)),
        ["Add"] = s => new(new Add(), s.Sequence(), s.Sequence(1), s.Random(s.Batch, 1, s.Features)),
        ["Multiply"] = s => new(new Multiply(), s.Sequence(), s.Sequence(1)),
        ["Dot"] = s => new(new Dot(2), s.Sequence(), s.Sequence(1)),
        ["Dot along time, normalised"] = s => new(new Dot(1, normalize: true), s.Away(s.Sequence()), s.Away(s.Sequence(1))),
        ["Softmax"] = s => new(new Softmax(), s.Sequence()),
        ["Softmax along time"] = s => new(new Softmax(1), s.Sequence()),
        ["LayerNormalization"] = s => new(new LayerNormalization(epsilon: 1), s.Sequence()),
        ["LayerNormalization along time"] = s => new(new LayerNormalization(1, epsilon: 1, center: false), s.Sequence()),
        ["Lambda"] = s => new(new Lambda(x => x.Tanh() * 2), s.Sequence()),
        ["Attention"] = s => new(new Attention(useScale: true, returnAttentionScores: true), s.Sequence(), s.Sequence(1)),
        ["Attention with keys, causal"] = s => new(new Attention(useCausalMask: true), s.Sequence(), s.Random(s.Batch, s.Time, 2), s.Sequence(2)),
        ["Attention, concat, masked query"] = s => new(new Attention(useScale: true, ScoreMode.Concat), s.Sequence(), s.Sequence(1)) { Mask = s.StepMask() },
        ["AdditiveAttention"] = s => new(new AdditiveAttention(returnAttentionScores: true), s.Sequence(), s.Sequence(1)),
        ["Bidirectional(LSTM)"] = s => new(new Bidirectional(new LSTM(s.Units, returnSequences: true, returnState: true)), s.Sequence()) { Mask = s.StepMask() },
        ["Bidirectional(GRU), multiplied"] = s => new(new Bidirectional(new GRU(s.Units), MergeMode.Mul), s.Sequence()),
        ["RNN of a cell of one's own"] = s => new(new RNN(new DecayCell(s.Units), returnSequences: true), s.Sequence()) { Mask = s.StepMask() },
    };

    public static TheoryData<string> Kinds => [.. Makers.Keys];

    [Theory, MemberData(nameof(Kinds))]
    public void AgreeWithDifferences(string kind) => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(6).WithQuietOnSuccess(true),
        Prop.ForAll(Sizes.Any, sizes => Compare(Makers[kind](sizes), sizes.Seed)));

    [Fact]
    public void AnEmbeddingGathersTheGradientsOfRepeatedTokens()
    {
        var layer = new Embedding(4, 2);
        Tensor y = layer.Apply(Tensor.Of(new float[,] { { 1, 3, 1 } }));
        (y * Tensor.Of(new float[,,] { { { 1, 2 }, { 3, 4 }, { 5, 6 } } })).Sum().Backward();
        Assert.Equal([0, 0, 6, 8, 0, 0, 3, 4], layer.Weights[0].Value.Grad!.ToArray());
    }

    private static void Compare(Setup setup, int seed)
    {
        Layer layer = setup.Layer;
        layer.EnsureBuilt([.. setup.Inputs.Select(x => x.Shape)]);
        layer.SetWeights([.. layer.Weights.Select((w, i) => Tensor.RandomNormal(w.Shape, 0.3f, 0.5f, seed: seed + 50 + i))]);
        Tensor[] inputs = [.. setup.Inputs.Select(x => x.WithGrad())];
        Outputs outputs = layer.Apply(inputs, setup.Mask);
        Tensor[] cotangents = [.. outputs.Select((y, k) => Tensor.RandomNormal(y.Shape, seed: seed + 70 + k))];
        outputs.Select((y, k) => (y * cotangents[k]).Sum()).Aggregate((a, b) => a + b).Backward();
        foreach (Tensor leaf in inputs.Concat(layer.Weights.Select(w => w.Value)))
            for (int j = 0; j < leaf.Size; j++)
            {
                double expected = (45 * Around(leaf, j, H) - 9 * Around(leaf, j, 2 * H) + Around(leaf, j, 3 * H)) / (60 * H), got = leaf.Grad!.Values[j];
                Assert.True(Math.Abs(got - expected) <= Tolerance * Math.Max(1, Math.Abs(expected)), $"{layer.Name}, {leaf.Shape}[{j}]: the gradient is {got}, the difference {expected}");
            }

        double Around(Tensor leaf, int element, double shift) => At(leaf, element, shift) - At(leaf, element, -shift);

        double At(Tensor leaf, int element, double shift)
        {
            using var noGrad = new NoGrad();
            float before = leaf.Data[element];
            leaf.Data[element] = (float)(before + shift);
            double sum = layer.Apply(inputs, setup.Mask).Select((y, k) => y.ToArray().Zip(cotangents[k].ToArray(), (a, b) => (double)a * b).Sum()).Sum();
            leaf.Data[element] = before;
            return sum;
        }
    }

    /// <summary>A cell as a reader writes one: the state decays towards tanh(x · kernel).</summary>
    private sealed class DecayCell(int units) : RecurrentCell("decay")
    {
        private Weight? kernel, decay;

        public override IReadOnlyList<int> StateSizes => [units];

        protected override void Build(IReadOnlyList<Shape> inputShapes)
        {
            kernel = AddWeight("kernel", new Shape(inputShapes[0][-1], units), new GlorotUniform());
            decay = AddWeight("decay", new Shape(units), new Constant(0.5f));
        }

        protected internal override CellStep Step(Tensor x, IReadOnlyList<Tensor> states)
        {
            Tensor h = states[0] * decay!.Value + x.MatMul(kernel!.Value).Tanh();
            return new CellStep(h, [h]);
        }
    }

    /// <summary>Random axis lengths and a seed.</summary>
    public sealed record Sizes(int Batch, int Time, int Features, int Units, int Seed)
    {
        public static Arbitrary<Sizes> Any { get; } = (
            from batch in Gen.Choose(1, 2)
            from time in Gen.Choose(1, 4)
            from features in Gen.Choose(1, 3)
            from units in Gen.Choose(1, 3)
            from seed in Gen.Choose(0, 1_000_000)
            select new Sizes(batch, time, features, units, seed)).ToArbitrary();

        public Tensor Sequence(int which = 0) => Tensor.RandomNormal(new Shape(Batch, Time, Features), seed: Seed + which);

        public Tensor Vector() => Tensor.RandomNormal(new Shape(Batch, Features), seed: Seed);

        public Tensor Random(params int[] shape) => Tensor.RandomNormal(new Shape(shape), seed: Seed + 5);

        /// <summary>The same values at a distance from 0, where a direction changes abruptly.</summary>
        public Tensor Away(Tensor x) => Tensor.Of([.. x.ToArray().Select(v => v + (v < 0 ? -1 : 1))], x.Shape);

        /// <summary>A mask whose first step counts.</summary>
        public Tensor StepMask() => Tensor.Of([.. Enumerable.Range(0, Batch * Time).Select(i => i % Time == 0 || (i * 7 + Seed) % 3 > 0 ? 1f : 0f)], new Shape(Batch, Time));
    }
}
