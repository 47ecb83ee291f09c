using NotebookKit.Benchmarks.Addition;
using NotebookKit.Benchmarks.Timing;
using TorchSharp;
using TorchSharp.Modules;

namespace NotebookKit.Benchmarks.Torch;

/// <summary>The kit's workloads as one writes them in TorchSharp, under the same names.</summary>
internal static class TorchWorkloads
{
    public static IReadOnlyList<Workload> All { get; } =
    [
        Product(512, 512, 512), Product(200, 512, 128), Product(800, 12, 128), Product(1, 512, 128),
        Activation("exp", x => x.exp()), Activation("sigmoid", x => x.sigmoid()), Activation("tanh", x => x.tanh()),
        Activation("softmax-12", x => x.narrow(0, 0, 65532).view(-1, 12).softmax(1)),
        .. Workloads.RecurrentSizes.Select(size => Recurrent("lstm", size, backward: false)),
        .. Workloads.RecurrentSizes.Select(size => Recurrent("lstm", size, backward: true)),
        .. Workloads.RecurrentSizes.Select(size => Recurrent("gru", size, backward: false)),
        .. Workloads.RecurrentSizes.Select(size => Recurrent("gru", size, backward: true)),
        FitStep(1),
        FitStep(16),
        new Workload("addition epoch", "training", 0, Epoch),
    ];

    private static Workload Product(int m, int n, int k) => new($"product {m}x{n}x{k}", "products", 0, () =>
    {
        torch.Tensor a = torch.rand(m, k), b = torch.rand(k, n);
        return () => a.mm(b).Dispose();
    });

    private static Workload Activation(string name, Func<torch.Tensor, torch.Tensor> function) =>
        new($"{name} 65536", "activations", 0, () =>
    {
        torch.Tensor x = torch.rand(65536) * 2 - 1;
        return () =>
        {
            using DisposeScope scope = torch.NewDisposeScope();
            function(x);
        };
    });

    private static Workload Recurrent(string cell, (int Batch, int Time, int Features, int Units) size, bool backward)
    {
        string what = backward ? "forward+backward" : "forward";
        return new Workload($"{cell} {what} ({size.Batch},{size.Time},{size.Features})->{size.Units}", "recurrent", 0, () =>
        {
            torch.Tensor x = torch.rand(size.Batch, size.Time, size.Features) * 2 - 1;
            (torch.nn.Module module, Func<torch.Tensor> run) = Layer(cell, size.Features, size.Units, x);
            if (!backward)
            {
                return () =>
                {
                    using DisposeScope scope = torch.NewDisposeScope();
                    using IDisposable noGrad = torch.no_grad();
                    run();
                };
            }
            x.requires_grad = true;
            return () =>
            {
                using DisposeScope scope = torch.NewDisposeScope();
                run().sum().backward();
                x.grad = null;
                module.zero_grad();
            };
        });
    }

    private static (torch.nn.Module Module, Func<torch.Tensor> Run) Layer(string cell, int features, int units, torch.Tensor x)
    {
        if (cell == "lstm")
        {
            LSTM lstm = torch.nn.LSTM(features, units, batchFirst: true);
            return (lstm, () => lstm.call(x).Item1);
        }
        GRU gru = torch.nn.GRU(features, units, batchFirst: true);
        return (gru, () => gru.call(x).Item1);
    }

    /// <summary>The training loop that one writes in torch for what Fit does in a hundred steps.</summary>
    private static Workload FitStep(int batch) => new($"a hundred steps of fit ({batch},4,1)->8", "training", 0, () =>
    {
        const int Steps = 100;
        LSTM lstm = torch.nn.LSTM(1, 8, batchFirst: true);
        Linear dense = torch.nn.Linear(8, 1);
        torch.Tensor x = torch.rand(Steps * batch, 4, 1) * 2 - 1, y = torch.rand(Steps * batch, 1) * 2 - 1;
        torch.optim.Optimizer adam = torch.optim.Adam([.. lstm.parameters(), .. dense.parameters()], 1e-3);
        return () =>
        {
            using DisposeScope epoch = torch.NewDisposeScope();
            torch.Tensor order = torch.randperm(Steps * batch, dtype: torch.ScalarType.Int64);
            for (int start = 0; start < Steps * batch; start += batch)
            {
                using DisposeScope step = torch.NewDisposeScope();
                torch.Tensor chosen = order.narrow(0, start, batch);
                adam.zero_grad();
                torch.Tensor predicted = dense.call(lstm.call(x.index_select(0, chosen)).Item1.select(1, 3));
                torch.nn.functional.mse_loss(predicted, y.index_select(0, chosen)).backward();
                adam.step();
            }
        };
    });

    /// <summary>The addition network written by hand: torch's own loss from logits and its own Adam, nothing of the bridge.</summary>
    private static Action Epoch()
    {
        const int Samples = AdditionWork.TrainingSamples, Batch = AdditionWork.BatchSize;
        LSTM encoder = torch.nn.LSTM(12, 128, batchFirst: true);
        LSTM decoder = torch.nn.LSTM(128, 128, batchFirst: true);
        Linear dense = torch.nn.Linear(128, 12);
        torch.Tensor x = torch.nn.functional.one_hot(torch.randint(0, 12, [Samples, 7], dtype: torch.ScalarType.Int64), 12)
            .to(torch.ScalarType.Float32);
        torch.Tensor y = torch.randint(0, 12, [Samples, 4], dtype: torch.ScalarType.Int64);
        torch.optim.Optimizer adam = torch.optim.Adam([.. encoder.parameters(), .. decoder.parameters(), .. dense.parameters()], 1e-3);
        return () =>
        {
            using DisposeScope epoch = torch.NewDisposeScope();
            torch.Tensor order = torch.randperm(Samples, dtype: torch.ScalarType.Int64);
            for (int start = 0; start < Samples; start += Batch)
            {
                using DisposeScope step = torch.NewDisposeScope();
                torch.Tensor chosen = order.narrow(0, start, Batch);
                adam.zero_grad();
                torch.Tensor last = encoder.call(x.index_select(0, chosen)).Item1.select(1, 6);
                torch.Tensor logits = dense.call(decoder.call(last.unsqueeze(1).expand(-1, 4, -1)).Item1);
                torch.nn.functional.cross_entropy(logits.reshape(-1, 12), y.index_select(0, chosen).reshape(-1)).backward();
                adam.step();
            }
        };
    }
}
