using NotebookKit.TorchSharp.Layers;
using TorchSharp;

namespace NotebookKit.TorchSharp.Training;

/// <summary>
/// Keras's optimisers over torch's tensors, with the settings of the kit's. Torch's own differ by where epsilon stands (Adam adds
/// it after the bias correction, RMSprop outside the root), which shows in the second digit of a weight after a few steps.
/// </summary>
internal sealed class KerasOptimizer : IDisposable
{
    private readonly Optimizer _settings;
    private readonly Dictionary<Weight, torch.Tensor[]> _memory = new(ReferenceEqualityComparer.Instance);

    /// <param name="settings">The kit's optimizer: its kind, settings, and how many updates were made.</param>
    /// <exception cref="NotSupportedException">The optimizer is a class of the reader's own.</exception>
    public KerasOptimizer(Optimizer settings)
    {
        Type kind = settings.GetType();
        // Not by "is": a class derived from Adam has a rule of its own.
        if (kind != typeof(SGD) && kind != typeof(RMSprop) && kind != typeof(Adam) && kind != typeof(AdamW))
        {
            throw new NotSupportedException(
                $"The optimizer {kind.Name} is a class of your own, whose rule TorchSharp does not have. Compile the module with SGD, "
                + "RMSprop, Adam or AdamW, for example net.Compile(new Adam(0.001f), loss).");
        }

        _settings = settings;
    }

    /// <summary>One update of all weights that have a gradient.</summary>
    public void Step(IEnumerable<WeightBinding> weights)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using IDisposable noGrad = torch.no_grad();
        var learned = weights.Where(w => w.IsTrained).Select(w => (Binding: w, Gradient: w.ReadGradient()))
            .Where(w => w.Gradient is not null).Select(w => (w.Binding, Gradient: w.Gradient!)).ToList();
        IReadOnlyList<torch.Tensor> gradients = GradientLimits.Apply(_settings, [.. learned.Select(w => w.Gradient)]);
        float rate = _settings.LearningRate;
        for (int i = 0; i < learned.Count; i++)
        {
            WeightBinding binding = learned[i].Binding;
            torch.Tensor weight = binding.Read().clone();
            if (_settings.Decays(binding.Weight))
            {
                weight.mul_(1 - ((AdamW)_settings).WeightDecay * rate);
            }
            binding.Write(weight.sub_(Increment(binding.Weight, gradients[i], rate)));
        }
    }

    public void Dispose()
    {
        foreach (torch.Tensor tensor in _memory.Values.SelectMany(m => m))
        {
            tensor.Dispose();
        }
        _memory.Clear();
    }

    /// <summary>
    /// What is taken off a weight; the formulas stand at the kit's <see cref="SGD"/>, <see cref="RMSprop"/> and <see cref="Adam"/>.
    /// </summary>
    private torch.Tensor Increment(Weight weight, torch.Tensor g, float rate) => _settings switch
    {
        SGD sgd => Momentum(weight, g, rate, sgd),
        RMSprop rms => RootMeanSquare(weight, g, rate, rms),
        Adam adam => Moments(weight, g, rate, adam),
        _ => throw new InvalidOperationException($"There is no rule for {_settings.GetType().Name}, which was let in."),
    };

    private torch.Tensor Momentum(Weight weight, torch.Tensor g, float rate, SGD sgd)
    {
        torch.Tensor scaled = g * rate;
        if (sgd.Momentum == 0)
        {
            return scaled;
        }
        torch.Tensor v = Memory(weight, g, 1)[0];
        v.mul_(sgd.Momentum).sub_(scaled);
        return sgd.Nesterov ? scaled - v * sgd.Momentum : -v;
    }

    private torch.Tensor RootMeanSquare(Weight weight, torch.Tensor g, float rate, RMSprop rms)
    {
        torch.Tensor[] memory = Memory(weight, g, 3);
        torch.Tensor square = memory[0].mul_(rms.Rho).add_(g.square() * (1 - rms.Rho)), denominator = square + rms.Epsilon;
        if (rms.Centered)
        {
            torch.Tensor mean = memory[1].mul_(rms.Rho).add_(g * (1 - rms.Rho));
            denominator = denominator - mean.square();
        }
        torch.Tensor increment = g * rate / denominator.sqrt();
        return rms.Momentum > 0 ? memory[2].mul_(rms.Momentum).add_(increment) : increment;
    }

    private torch.Tensor Moments(Weight weight, torch.Tensor g, float rate, Adam adam)
    {
        long step = _settings.Iterations + 1;
        float alpha = (float)(rate * Math.Sqrt(1 - Math.Pow(adam.Beta2, step)) / (1 - Math.Pow(adam.Beta1, step)));
        torch.Tensor[] memory = Memory(weight, g, 2);
        torch.Tensor m = memory[0].add_((g - memory[0]) * (1 - adam.Beta1));
        torch.Tensor v = memory[1].add_((g.square() - memory[1]) * (1 - adam.Beta2));
        return m * alpha / (v.sqrt() + adam.Epsilon);
    }

    /// <summary>What is remembered of a weight from step to step: zeros at first, on the device where the weight lives now.</summary>
    private torch.Tensor[] Memory(Weight weight, torch.Tensor like, int slots)
    {
        if (_memory.TryGetValue(weight, out torch.Tensor[]? known))
        {
            if (known[0].device.type == like.device.type && known[0].device.index == like.device.index)
            {
                return known;
            }
            torch.Tensor[] moved = [.. known.Select(t => t.to(like.device).DetachFromDisposeScope())];
            foreach (torch.Tensor tensor in known)
            {
                tensor.Dispose();
            }
            return _memory[weight] = moved;
        }
        return _memory[weight] = [.. Enumerable.Range(0, slots).Select(_ => torch.zeros_like(like).DetachFromDisposeScope())];
    }
}
