using NotebookKit.TorchSharp.Layers;
using TorchSharp;

namespace NotebookKit.TorchSharp;

/// <content>Predictions from and to the kit's tensors.</content>
public sealed partial class TorchModel
{
    /// <summary>
    /// Computes the outputs for data, batch by batch, without recording anything for differentiation, as
    /// <see cref="NotebookKit.Model.Predict(Tensor, int)"/> does.
    /// </summary>
    /// <param name="data">The samples as a tensor of the kit, batch axis first; its mask goes along.</param>
    /// <param name="batchSize">How many samples are computed at a time.</param>
    /// <returns>The outputs as the kit's tensors.</returns>
    /// <exception cref="ArgumentException">The number of tensors or a shape does not fit; the message says what would.</exception>
    public Outputs Predict(Tensor data, int batchSize = 32) => Predict((TensorList)data, batchSize);

    /// <summary>
    /// As <see cref="Predict(Tensor, int)"/>, for a model with several inputs, 32 samples at a time: <c>model.Predict([x, state])</c>,
    /// or without the brackets.
    /// </summary>
    /// <param name="data">One tensor for each input, with the same number of samples on the batch axis.</param>
    public Outputs Predict(params TensorList data) => Predict(data, batchSize: 32);

    /// <summary>As <see cref="Predict(Tensor, int)"/>, for a model with several inputs.</summary>
    /// <param name="data">One of the kit's tensors for each input, with the same number of samples on the batch axis.</param>
    /// <param name="batchSize">How many samples are computed at a time.</param>
    public Outputs Predict(TensorList data, int batchSize)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(batchSize);
        int samples = CountSamples(data);
        using (InUse())
        {
            if (samples <= batchSize)
            {
                return Model.OutputsOf(Compute(data.ToArray()));
            }
            var batches = new List<Tensor[]>();
            for (int start = 0; start < samples; start += batchSize)
            {
                Range rows = start..Math.Min(samples, start + batchSize);
                batches.Add(Compute([.. data.Select(t => t[rows].WithMask(t.Mask?[rows]))]));
            }
            return Model.OutputsOf([.. Enumerable.Range(0, batches[0].Length).Select(i => Joined([.. batches.Select(b => b[i])]))]);
        }
    }

    /// <summary>Forgets the states of all stateful layers, so that the next batch starts from zeros.</summary>
    public void ResetState()
    {
        foreach (IKeepsStates module in Stateful())
        {
            module.SetStates([], Device);
        }
    }

    /// <summary>Computes one batch and clears up behind itself.</summary>
    private Tensor[] Compute(Tensor[] data)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using IDisposable noGrad = torch.no_grad();
        return Array.ConvertAll(Run(Array.ConvertAll(data, ToMasked)), ToKit);
    }

    internal Masked ToMasked(Tensor tensor) => new(tensor.ToTorch(Device), tensor.Mask?.ToTorch(Device));

    internal static Tensor ToKit(Masked output) => output.Value.ToTensor().WithMask(output.Mask?.ToTensor());

    private static Tensor Joined(Tensor[] batches) => Tensor.Concat(batches, axis: 0)
        .WithMask(Array.TrueForAll(batches, b => b.Mask is not null) ? Tensor.Concat([.. batches.Select(b => b.Mask!)], axis: 0) : null);

    private int CountSamples(TensorList data)
    {
        Model.EnsureBuilt([.. data.Select(t => t.Shape)]);
        int samples = data[0].Shape[0];
        return data.All(t => t.Shape[0] == samples)
            ? samples
            : throw new ArgumentException(
                $"{Model.Kind} '{Model.Name}' expects as many samples of every input; received "
                + $"{string.Join(" and ", data.Select(t => t.Shape))}.", nameof(data));
    }

    /// <summary>Modules behave as in use rather than in training, until disposed.</summary>
    internal Mode InUse() => new(this, training: false);

    /// <summary>Modules behave as in training, until disposed.</summary>
    internal Mode Learning() => new(this, training: true);

    internal IEnumerable<IKeepsStates> Stateful() => Of(_graph.Layers).Where(m => m.Layer.Stateful).Distinct();

    private static IEnumerable<IKeepsStates> Of(IEnumerable<TorchLayer> layers) => layers.SelectMany(layer => layer switch
    {
        IKeepsStates one => [one],
        NestedModelModule inner => Of(inner.Layers),
        _ => [],
    });

    /// <summary>Sets how modules behave, and sets it back as it was.</summary>
    internal readonly struct Mode : IDisposable
    {
        private readonly TorchModel _net;
        private readonly bool _before;

        public Mode(TorchModel net, bool training)
        {
            (_net, _before) = (net, net.training);
            Set(training);
        }

        public void Dispose() => Set(_before);

        private void Set(bool training)
        {
            if (_net.training != training)
            {
                _net.train(training);
            }
        }
    }
}
