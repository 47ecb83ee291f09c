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
        Masked[] outputs = net.Run([.. x.Select(net.ToMasked)]);
        Tensor[] predictions = Array.ConvertAll(outputs, y => TorchModel.ToKit(y).WithGrad());
        Tensor[] losses = Losses(y, predictions, sampleWeight);
        Tensor total = Total(losses);
        if (!float.IsFinite(total.Item()))
        {
            foreach (var (module, states) in before)
            {
                module.SetStates(states, net.Device);
            }
            return Result(predictions, losses);
        }
        total.Backward();
        net.zero_grad();
        Backward(outputs, predictions);
        _optimizer.Step(net.Bindings);
        net.zero_grad();
        return Result(predictions, losses);
    }

    public override EngineResult Test(TensorList x, TensorList y, Tensor? sampleWeight)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using IDisposable noGrad = torch.no_grad();
        using TorchModel.Mode use = net.InUse();
        Tensor[] predictions = Array.ConvertAll(net.Run([.. x.Select(net.ToMasked)]), TorchModel.ToKit);
        return Result(predictions, Losses(y, predictions, sampleWeight));
    }

    public override void UpdateModel() => net.CopyWeightsTo(net.Model);

    /// <summary>Takes over the weights of the kit's model, which a callback may have set.</summary>
    public void UpdateModule() => net.WriteWeights();

    public void Dispose() => _optimizer.Dispose();

    private static EngineResult Result(Tensor[] predictions, Tensor[] losses) => new(predictions, [.. losses.Select(l => l.Item())]);

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

    /// <summary>Goes on in torch from the gradients of the predictions.</summary>
    private static void Backward(Masked[] outputs, Tensor[] predictions)
    {
        int[] learned = [.. Enumerable.Range(0, outputs.Length).Where(i => outputs[i].Value.requires_grad && predictions[i].Grad is not null)];
        torch.autograd.backward(
            [.. learned.Select(i => outputs[i].Value)], [.. learned.Select(i => predictions[i].Grad!.ToTorch(outputs[i].Value.device))]);
    }
}
