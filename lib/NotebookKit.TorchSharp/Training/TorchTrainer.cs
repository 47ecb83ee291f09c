using NotebookKit.TorchSharp.Layers;
using TorchSharp;

namespace NotebookKit.TorchSharp.Training;

/// <summary>
/// Computes the steps of Fit in torch: forward, backward and the update. The losses are the kit's own objects, computed from the
/// predictions with their gradient, so that every loss holds, one of the reader's own too, to the last formula of Keras's.
/// </summary>
internal sealed class TorchTrainer(TorchModel net) : TrainingEngine, IDisposable
{
    private readonly KerasOptimizer _optimizer = new(net.Model.Optimizer);

    public override EngineResult Train(TensorList x, TensorList y, Tensor? sampleWeight)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using TorchModel.Mode learning = net.Learning();
        var before = net.Stateful().Select(m => (Module: m, States: m.GetStates())).ToList();
        // Moving averages are renewed by the forward pass itself.
        var averages = net.Bindings.Where(b => !b.Weight.Trainable).Select(b => (Binding: b, Value: b.Read().clone())).ToList();
        (Masked[]? outputs, torch.Tensor? penalty) = Penalties.Collect(() => net.Run([.. x.Select(net.ToMasked)]));
        Tensor[] predictions = Array.ConvertAll(outputs, y => TorchModel.ToKit(y).WithGrad());
        Tensor[] losses = Losses(y, predictions, sampleWeight);
        Tensor total = Total(losses);
        if (!float.IsFinite(total.Item() + Number(penalty)))
        {
            foreach ((IKeepsStates? module, TensorList states) in before)
            {
                module.SetStates(states, net.Device);
            }
            foreach ((WeightBinding? binding, torch.Tensor? value) in averages)
            {
                binding.Write(value);
            }
            return Result(predictions, losses, penalty);
        }
        total.Backward();
        net.zero_grad();
        Backward(outputs, predictions, penalty);
        _optimizer.Step(net.Bindings);
        net.zero_grad();
        return Result(predictions, losses, penalty);
    }

    public override EngineResult Test(TensorList x, TensorList y, Tensor? sampleWeight)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using IDisposable noGrad = torch.no_grad();
        using TorchModel.Mode use = net.InUse();
        (Masked[]? outputs, torch.Tensor? penalty) = Penalties.Collect(() => net.Run([.. x.Select(net.ToMasked)]));
        Tensor[] predictions = Array.ConvertAll(outputs, TorchModel.ToKit);
        return Result(predictions, Losses(y, predictions, sampleWeight), penalty);
    }

    public override void UpdateModel() => net.CopyWeightsTo(net.Model);

    /// <summary>Takes over the weights of the kit's model, which a callback may have set.</summary>
    public void UpdateModule() => net.WriteWeights();

    public void Dispose() => _optimizer.Dispose();

    private static EngineResult Result(Tensor[] predictions, Tensor[] losses, torch.Tensor? penalty) =>
        new(predictions, [.. losses.Select(l => l.Item())]) { Penalty = Number(penalty) };

    private static float Number(torch.Tensor? penalty) => penalty?.item<float>() ?? 0;

    private Tensor[] Losses(TensorList targets, Tensor[] predictions, Tensor? sampleWeight)
    {
        IReadOnlyList<Loss> losses = net.Model.CompiledLosses;
        return [.. predictions.Select((p, i) => losses[losses.Count == 1 ? 0 : i].Compute(targets[i], p, sampleWeight))];
    }

    private Tensor Total(Tensor[] losses)
    {
        IReadOnlyList<float>? weights = net.Model.CompiledLossWeights;
        return losses.Select((loss, i) => weights is null ? loss : loss * weights[i]).Aggregate((a, b) => a + b);
    }

    /// <summary>Goes on in torch from the gradients of the predictions, and from what layers added to the loss.</summary>
    private static void Backward(Masked[] outputs, Tensor[] predictions, torch.Tensor? penalty)
    {
        var from = new List<torch.Tensor>();
        var gradients = new List<torch.Tensor>();
        for (int i = 0; i < outputs.Length; i++)
        {
            if (outputs[i].Value.requires_grad && predictions[i].Grad is { } gradient)
            {
                from.Add(outputs[i].Value);
                gradients.Add(gradient.ToTorch(outputs[i].Value.device));
            }
        }
        if (penalty is { requires_grad: true })
        {
            from.Add(penalty);
            gradients.Add(torch.ones_like(penalty));
        }
        if (from.Count > 0)
        {
            torch.autograd.backward(from, gradients);
        }
    }
}
