using NotebookKit.Layers;
using TorchSharp;

namespace NotebookKit.TorchSharp.Layers;

/// <summary>Applies a layer to every time step alike: every step of every sample is one sample to the layer inside.</summary>
internal sealed class TimeDistributedModule : TorchLayer
{
    private readonly TorchLayer _layer;

    public TimeDistributedModule(TimeDistributed distributed, LayerMaker maker)
        : base(distributed)
    {
        _layer = maker.Of(distributed.Layer);
        register_module(ModuleNames.Of(distributed.Layer), _layer);
    }

    public override IEnumerable<WeightBinding> Bindings => _layer.Bindings;

    protected override Masked[] Compute(Masked[] inputs)
    {
        torch.Tensor x = inputs[0].Value;
        torch.Tensor? mask = MaskOf(inputs);
        if (mask is not null
            && (mask.dim() < 2 || mask.dim() > x.dim() || !mask.shape.AsSpan().SequenceEqual(x.shape.AsSpan(0, (int)mask.dim()))))
        {
            throw new ArgumentException(
                $"TimeDistributed '{Source.Name}' expects a mask of shape {TensorExtensions.ShapeOf(x).Slice(0, 2)}, as (batch, time), or "
                + $"for what is inside the steps {TensorExtensions.ShapeOf(x).Slice(0, 3)}; received {TensorExtensions.ShapeOf(mask)}. "
                + "Give 1 where something counts, 0 where it does not.");
        }
        if (training && MixesSamples(_layer.Source) && x.shape[1] > 0)
        {
            return [new(EachStepByItself(x, mask), mask)];
        }
        Masked y = _layer.Run([new(Flat(x), mask is not null && mask.dim() > 2 ? Flat(mask) : null)])[0];
        torch.Tensor output = Steps(x, y.Value);
        if (Source.MaskRule == MaskRule.Keras3)
        {
            return [new(output, mask)];
        }
        torch.Tensor? inner = y.Mask is { } made && made.shape.AsSpan().SequenceEqual(y.Value.shape.AsSpan(0, (int)made.dim()))
            && made.dim() > 1 ? Steps(x, made) : null;
        return [new(output, MaskBehind(mask, inner))];
    }

    /// <summary>By Keras 2's rule: inside the steps the layer's own mask holds; outside, a step counts when any part of it does.</summary>
    private static torch.Tensor? MaskBehind(torch.Tensor? mask, torch.Tensor? inner)
    {
        if (mask is null)
        {
            return inner;
        }
        if (mask.dim() > 2)
        {
            return inner ?? mask.reshape(mask.shape[0], mask.shape[1], -1).amax([-1]);
        }
        return inner is null ? mask : inner * mask.reshape([.. mask.shape, .. Enumerable.Repeat(1L, (int)inner.dim() - 2)]);
    }

    /// <summary>Whether a sample's result depends on the others of its batch in training, so that steps cannot be taken together.</summary>
    private static bool MixesSamples(Layer layer) => layer switch
    {
        BatchNormalization => layer.Trainable,
        Model model => model.Layers.Any(MixesSamples),
        TimeDistributed each => MixesSamples(each.Layer),
        _ => false,
    };

    /// <summary>
    /// The layer applied to one step after the other, as Keras does: each step is a batch with a mean and a variance of its own.
    /// </summary>
    private torch.Tensor EachStepByItself(torch.Tensor x, torch.Tensor? mask)
    {
        bool perStep = mask is not null && (mask.dim() > 2 || _layer.Source is BatchNormalization);
        return torch.stack(
            [.. Enumerable.Range(0, (int)x.shape[1])
                .Select(t => _layer.Run([new(x.select(1, t), perStep ? mask!.select(1, t) : null)])[0].Value)], 1);
    }

    private static torch.Tensor Flat(torch.Tensor x) => x.reshape([x.shape[0] * x.shape[1], .. x.shape[2..]]);

    private static torch.Tensor Steps(torch.Tensor x, torch.Tensor flat) => flat.reshape([x.shape[0], x.shape[1], .. flat.shape[1..]]);
}
