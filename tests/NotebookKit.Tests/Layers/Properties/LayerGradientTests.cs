using FsCheck;
using FsCheck.Fluent;
using NotebookKit.Layers;

namespace NotebookKit.Tests.Layers.Properties;

/// <summary>
/// Outputs and gradients of every differentiable layer, for its inputs and its weights, against its formula in double
/// precision (<see cref="DoubleLayers"/>) and the formula's central differences. <see cref="RecurrentPropertyTests"/> does the
/// same for the recurrent layers alone, with all their flags.
/// </summary>
public sealed class LayerGradientTests
{
    private const double H = 1e-5, Tolerance = 5e-5;

    /// <summary>A layer, inputs for it, and its formula: of the inputs and weights, all its outputs.</summary>
    private sealed record Setup(Layer Layer, Tensor[] Inputs, Func<Grid[], Grid[]> Formula)
    {
        public Tensor? Mask { get; init; }
    }

    private static readonly Dictionary<string, Func<Sizes, Setup>> s_makers = new()
    {
        ["Dense"] = s => new(new Dense(s.Units, Activations.Tanh), [s.Sequence()], g => [DoubleLayers.Dense(g[0], g[1], g[2], Math.Tanh)]),
        ["Dense without bias"] = s => new(
            new Dense(s.Units, Activations.Softmax, useBias: false), [s.Vector()], g =>
                [DoubleLayers.Dense(g[0], g[1], null, v => v).Softmax()]),
        ["TimeDistributed(Dense)"] = s => new(
            new TimeDistributed(new Dense(s.Units, Activations.Sigmoid)), [s.Sequence()], g =>
                [DoubleLayers.Dense(g[0], g[1], g[2], v => 1 / (1 + Math.Exp(-v)))]),
        ["TimeDistributed(LSTM)"] = s => new(
            new TimeDistributed(new LSTM(s.Units)), [s.Random(s.Batch, 2, s.Time, s.Features)],
            g =>
                [DoubleLayers.Recurrent("LSTM", g[0].Reshape(2 * s.Batch, s.Time, s.Features), g[1], g[2], g[3], null, false,
                false).Last.Reshape(s.Batch, 2, s.Units)]),
        ["RepeatVector"] = s =>
            new(new RepeatVector(s.Time), [s.Vector()], g => [Grid.Make([s.Batch, s.Time, s.Features], i => g[0][i[0], i[2]])]),
        ["Activation"] = s => new(new Activation(Activations.Tanh), [s.Sequence()], g => [g[0].Map(Math.Tanh)]),
        ["Reshape"] = s => new(new Reshape(-1), [s.Sequence()], g => [g[0].Reshape(s.Batch, s.Time * s.Features)]),
        ["Flatten"] = s => new(new Flatten(), [s.Sequence()], g => [g[0].Reshape(s.Batch, s.Time * s.Features)]),
        ["Permute"] = s => new(new Permute(2, 1), [s.Sequence()], g => [DoubleLayers.SwapAxes(g[0])]),
        ["Masking"] = s => new(new Masking(), [s.Sequence()], g => [g[0]]),
        ["Concatenate"] = s => new(new Concatenate(), [s.Sequence(), s.Sequence(1)], g => [DoubleLayers.Concat(g[0], g[1], 2)]),
        ["Concatenate along time"] = s => new(new Concatenate(1), [s.Sequence(), s.Sequence(1)], g => [DoubleLayers.Concat(g[0], g[1], 1)]),
        ["Add"] = s => new(
            new Add(), [s.Sequence(), s.Sequence(1), s.Random(s.Batch, 1, s.Features)],
            g => [Grid.Make(g[0].Shape, i => g[0][i] + g[1][i] + g[2][i[0], 0, i[2]])]),
        ["Multiply"] = s => new(new Multiply(), [s.Sequence(), s.Sequence(1)], g => [Grid.Make(g[0].Shape, i => g[0][i] * g[1][i])]),
        ["Dot"] = s => new(new Dot(2), [s.Sequence(), s.Sequence(1)], g => [DoubleLayers.Products(g[0], g[1])]),
        ["Dot along time, normalised"] = s => new(
            new Dot(1, normalize: true), [Sizes.Away(s.Sequence()), Sizes.Away(s.Sequence(1))],
            g =>
                [DoubleLayers.Products(DoubleLayers.UnitLength(DoubleLayers.SwapAxes(g[0])),
                DoubleLayers.UnitLength(DoubleLayers.SwapAxes(g[1])))]),
        ["Softmax"] = s => new(new Softmax(), [s.Sequence()], g => [g[0].Softmax()]),
        ["Softmax along time"] = s => new(new Softmax(1), [s.Sequence()], g => [g[0].Softmax(1)]),
        ["LayerNormalization"] = s =>
            new(new LayerNormalization(epsilon: 0.5f), [s.Sequence()], g => [DoubleLayers.Normalize(g[0], 2, 0.5, g[1], g[2])]),
        ["LayerNormalization along time"] = s => new(
            new LayerNormalization(1, epsilon: 0.5f, center: false), [s.Sequence()], g =>
                [DoubleLayers.Normalize(g[0], 1, 0.5, g[1], null)]),
        ["Lambda"] = s => new(new Lambda(x => x.Tanh() * 2), [s.Sequence()], g => [g[0].Map(v => 2 * Math.Tanh(v))]),
        ["Attention"] = s => new(
            new Attention(useScale: true, returnAttentionScores: true), [s.Sequence(), s.Sequence(1)],
            g => DoubleLayers.Attend(DoubleLayers.Products(g[0], g[1]).Map(v => v * g[2].Data[0]), g[1])),
        ["Attention with keys, causal"] = s => new(
            new Attention(useCausalMask: true), [s.Sequence(), s.Random(s.Batch, s.Time, 2), s.Sequence(2)],
            g => [DoubleLayers.Attend(DoubleLayers.Products(g[0], g[2]), g[1], causal: true)[0]]),
        ["Attention, concat, masked query"] = s => new(
            new Attention(useScale: true, ScoreMode.Concat), [s.Sequence(), s.Sequence(1)],
            g => [s.Masked(DoubleLayers.Attend(DoubleLayers.TanhScores(g[0], g[1], g[2].Data[0], _ => g[3].Data[0]), g[1])[0])])
        { Mask = s.StepMask() },
        ["AdditiveAttention"] = s => new(
            new AdditiveAttention(returnAttentionScores: true), [s.Sequence(), s.Sequence(1)],
            g => DoubleLayers.Attend(DoubleLayers.TanhScores(g[0], g[1], 1, f => g[2][f]), g[1])),
        ["Bidirectional(LSTM)"] = s =>
            new(new Bidirectional(new LSTM(s.Units, returnSequences: true, returnState: true)), [s.Sequence()], g =>
        {
            (Grid Sequence, Grid Last, Grid[] States) forward =
                DoubleLayers.Recurrent("LSTM", g[0], g[1], g[2], g[3], s.StepMask().ToArray(), false, true);
            (Grid Sequence, Grid Last, Grid[] States) backward =
                DoubleLayers.Recurrent("LSTM", g[0], g[4], g[5], g[6], s.StepMask().ToArray(), true, true);
            var turned = Grid.Make(backward.Sequence.Shape, i => backward.Sequence[i[0], s.Time - 1 - i[1], i[2]]);
            return [DoubleLayers.Concat(forward.Sequence, turned, 2), .. forward.States, .. backward.States];
        })
            {
                Mask = s.StepMask(),
            },
        ["Bidirectional(GRU), multiplied"] = s => new(new Bidirectional(new GRU(s.Units), MergeMode.Mul), [s.Sequence()], g =>
        {
            Grid forward = DoubleLayers.Recurrent("GRU", g[0], g[1], g[2], g[3], null, false, false).Last;
            Grid backward = DoubleLayers.Recurrent("GRU", g[0], g[4], g[5], g[6], null, true, false).Last;
            return [Grid.Make(forward.Shape, i => forward[i] * backward[i])];
        }),
        ["RNN of a cell of one's own"] = s => new(
            new RNN(new DecayCell(s.Units), returnSequences: true), [s.Sequence()],
            g => [DoubleLayers.Decay(g[0], g[1], g[2], s.StepMask().ToArray())])
        { Mask = s.StepMask() },
    };

    public static TheoryData<string> Kinds => [.. s_makers.Keys];

    [Theory, MemberData(nameof(Kinds))]
    public void Gradients_agree_with_differences(string kind) => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(8).WithQuietOnSuccess(true),
        Prop.ForAll(Sizes.Any, sizes => Compare(s_makers[kind](sizes), sizes.Seed)));

    [Fact]
    public void An_Embedding_gathers_the_gradients_of_repeated_tokens()
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

        Tensor[] leaves = [.. inputs, .. layer.Weights.Select(w => w.Value)];
        Grid[] values = [.. leaves.Select(Grid.Of)];
        Grid[] expected = setup.Formula(values);
        Assert.Equal(expected.Select(e => new Shape(e.Shape)), outputs.Select(y => y.Shape));
        for (int k = 0; k < expected.Length; k++)
        {
            for (int j = 0; j < expected[k].Data.Length; j++)
                Close(expected[k].Data[j], outputs[k].Values[j], $"output {k}[{j}]");
        }

        for (int l = 0; l < leaves.Length; l++)
        {
            for (int j = 0; j < leaves[l].Size; j++)
                Close((Shifted(l, j, H) - Shifted(l, j, -H)) / (2 * H), leaves[l].Grad!.Values[j], $"gradient of {leaves[l].Shape}[{j}]");
        }

        double Shifted(int leaf, int element, double by)
        {
            double before = values[leaf].Data[element];
            values[leaf].Data[element] = before + by;
            double sum = setup.Formula(values).Select((y, k) => y.Data.Zip(cotangents[k].ToArray(), (a, b) => a * b).Sum()).Sum();
            values[leaf].Data[element] = before;
            return sum;
        }

        void Close(double wanted, double got, string what) => Assert.True(
            Math.Abs(got - wanted) <= Tolerance * Math.Max(1, Math.Abs(wanted)), $"{layer.Kind}, {what}: expected {wanted}, got {got}");
    }

    /// <summary>A cell as a reader writes one: the state decays towards tanh(x · kernel).</summary>
    private sealed class DecayCell(int units) : RecurrentCell("decay")
    {
        private Weight? _kernel, _decay;

        public override IReadOnlyList<int> StateSizes => [units];

        protected override void Build(IReadOnlyList<Shape> inputShapes)
        {
            _kernel = AddWeight("kernel", new Shape(inputShapes[0][-1], units), new GlorotUniform());
            _decay = AddWeight("decay", new Shape(units), new Constant(0.5f));
        }

        public override CellStep Step(Tensor x, TensorList states)
        {
            Tensor h = states[0] * _decay!.Value + x.MatMul(_kernel!.Value).Tanh();
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
        public static Tensor Away(Tensor x) => Tensor.Of([.. x.ToArray().Select(v => v + (v < 0 ? -1 : 1))], x.Shape);

        /// <summary>The sequence with zeros where the mask has them.</summary>
        internal Grid Masked(Grid sequence)
        {
            float[] mask = StepMask().ToArray();
            return Grid.Make(sequence.Shape, i => sequence[i] * mask[i[0] * Time + i[1]]);
        }

        /// <summary>A mask whose first step counts.</summary>
        public Tensor StepMask() =>
            Tensor.Of([.. Enumerable.Range(0, Batch * Time).Select(i => i % Time == 0 || (i * 7 + Seed) % 3 > 0 ? 1f : 0f)],
            new Shape(Batch, Time));
    }
}
