using NotebookKit.Benchmarks.Addition;
using NotebookKit.Kernels;
using NotebookKit.Layers;

namespace NotebookKit.Benchmarks.Timing;

/// <summary>The pieces of work that BenchmarkDotNet, the JSON mode and compare.py time; the peer's side stands in compare.py under the same
/// names.</summary>
internal static class Workloads
{
    /// <summary>The recurrent layers: the smallest, the small batches that lessons use, and those that one trains with.</summary>
    public static readonly (int Batch, int Time, int Features, int Units)[] RecurrentSizes =
    [
        (1, 3, 1, 1),
        (1, 16, 8, 32), (4, 16, 8, 32), (16, 16, 8, 32),
        (1, 64, 16, 64), (4, 64, 16, 64), (16, 64, 16, 64),
        (128, 32, 32, 64), (128, 64, 64, 128), (32, 8, 256, 512), (32, 128, 256, 512),
    ];

    public static IReadOnlyList<Workload> All { get; } =
    [
        Product(512, 512, 512),
        Product(200, 512, 128),
        Product(800, 12, 128),
        Product(1, 512, 128),
        Activation("exp", VectorMath.Exp),
        Activation("sigmoid", VectorMath.Sigmoid),
        Activation("tanh", VectorMath.Tanh),
        Activation("softmax-12", (x, y) => VectorMath.Softmax(x[..(x.Length / 12 * 12)], y[..(y.Length / 12 * 12)], 12)),
        .. RecurrentSizes.Select(size => Forward("lstm", size)),
        .. RecurrentSizes.Select(size => ForwardBackward("lstm", size)),
        .. RecurrentSizes.Select(size => Forward("gru", size)),
        .. RecurrentSizes.Select(size => ForwardBackward("gru", size)),
        FitStep(1),
        FitStep(16),
        AdditionWork.Epoch(),
    ];

    /// <summary>Elements that an activation is applied to: half a megabyte in and out, as one step of a large batch.</summary>
    public const int ActivationLength = 65536;

    private static Workload Product(int m, int n, int k) => new($"product {m}x{n}x{k}", "products", 2.0 * m * n * k, () =>
    {
        float[] a = Values(m * k), b = Values(k * n), c = new float[m * n];
        return () => MatMul.Multiply(false, false, m, n, k, a, b, c);
    });

    private delegate void Function(ReadOnlySpan<float> x, Span<float> y);

    private static Workload Activation(string name, Function function) => new($"{name} {ActivationLength}", "activations", 0, () =>
    {
        float[] x = Values(ActivationLength), y = new float[ActivationLength];
        return () => function(x, y);
    });

    private static Workload Forward(string cell, (int Batch, int Time, int Features, int Units) size) =>
        new($"{cell} forward {Describe(size)}", "recurrent", Flops(cell, size), () =>
        {
            RNN layer = Layer(cell, size.Units);
            Tensor x = Input(size);
            if (size.Batch == 1)
            {
                return () =>
                {
                    using (new NoGrad())
                    {
                        layer.Apply(x);
                    }
                };
            }
            return () =>
            {
                using (new NoGrad())
                using (BufferPool.Begin())
                {
                    layer.Apply(x);
                }
            };
        });

    private static Workload ForwardBackward(string cell, (int Batch, int Time, int Features, int Units) size) =>
        new($"{cell} forward+backward {Describe(size)}", "recurrent", 3 * Flops(cell, size), () =>
        {
            RNN layer = Layer(cell, size.Units);
            Tensor x = Input(size).WithGrad();
            return () =>
            {
                using (BufferPool.Begin())
                {
                    ((Tensor)layer.Apply(x)).Sum().Backward();
                    x.RecycleGrad();
                    foreach (Weight weight in layer.Weights)
                    {
                        weight.Value.RecycleGrad();
                    }
                }
            };
        });

    /// <summary>A step of training as lessons do it: shuffling, loss, backward and Adam, of a hundred steps that one Fit makes.</summary>
    private static Workload FitStep(int batch) => new($"a hundred steps of fit ({batch},4,1)->8", "training", 0, () =>
    {
        const int Steps = 100;
        var model = new Sequential(new Input(4, 1), new LSTM(8), new Dense(1));
        model.Compile(new Adam(), Losses.MeanSquaredError);
        Tensor x = Input((Steps * batch, 4, 1, 8)), y = Tensor.RandomUniform(new Shape(Steps * batch, 1), -1, 1, seed: 2);
        return () => model.Fit(x, y, batchSize: batch, epochs: 1, verbose: 0, reporters: []);
    });

    private static RNN Layer(string cell, int units) =>
        cell == "lstm" ? new LSTM(units, returnSequences: true) : new GRU(units, returnSequences: true);

    private static Tensor Input((int Batch, int Time, int Features, int Units) size) =>
        Tensor.RandomUniform(new Shape(size.Batch, size.Time, size.Features), -1, 1, seed: 1);

    private static double Flops(string cell, (int Batch, int Time, int Features, int Units) size) =>
        2.0 * size.Batch * size.Time * (cell == "lstm" ? 4 : 3) * size.Units * (size.Features + size.Units);

    private static string Describe((int Batch, int Time, int Features, int Units) size) =>
        $"({size.Batch},{size.Time},{size.Features})->{size.Units}";

    private static float[] Values(int count)
    {
        var random = new Random(1);
        return [.. Enumerable.Range(0, count).Select(_ => 2f * random.NextSingle() - 1f)];
    }
}
