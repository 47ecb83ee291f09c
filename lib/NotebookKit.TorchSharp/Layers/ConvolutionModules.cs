using NotebookKit.Layers;
using TorchSharp;

namespace NotebookKit.TorchSharp.Layers;

/// <summary>What the convolutions along time have in common. The mask is dropped.</summary>
internal abstract class ConvolutionModule(WindowedLayer layer) : TorchLayer(layer)
{
    private readonly WindowedLayer _layer = layer;
    private readonly Func<torch.Tensor, torch.Tensor> _activation = TorchActivations.Of(layer.Activation, layer);

    /// <summary>The sequence with its padding, (batch, features, time).</summary>
    protected torch.Tensor Padded(torch.Tensor x) =>
        new TimeWindow(_layer.KernelSize, _layer.Strides, _layer.DilationRate, _layer.Padding).Padded(x);

    protected torch.Tensor Convolve(torch.Tensor padded, string weight, string? bias, long groups, bool pointwise = false) =>
        torch.nn.functional.conv1d(
            padded, get_parameter(weight)!, bias is not null && _layer.UseBias ? get_parameter(bias) : null,
            stride: pointwise ? 1 : _layer.Strides, padding: 0, dilation: pointwise ? 1 : _layer.DilationRate, groups: groups);

    protected Masked[] Finished(torch.Tensor y) => [new(_activation(y.transpose(1, 2)))];

    /// <summary>A depthwise kernel: the kit's (steps, features, multiplier) is torch's (features · multiplier, 1, steps).</summary>
    protected void BindDepthwise(string name, long features) => Bind(
        name, 0, kernel => kernel.permute(1, 2, 0).reshape(-1, 1, kernel.shape[0]),
        weight => weight.reshape(features, -1, weight.shape[2]).permute(2, 0, 1));
}

/// <summary>As <c>nn.Conv1d</c>, whose weight has the kernel's axes the other way round and whose time stands last.</summary>
internal sealed class Conv1DModule : ConvolutionModule
{
    private readonly Conv1D _convolution;

    public Conv1DModule(Conv1D convolution)
        : base(convolution)
    {
        _convolution = convolution;
        Bind("weight", 0, kernel => kernel.permute(2, 1, 0), weight => weight.permute(2, 1, 0));
        if (convolution.UseBias)
        {
            Bind("bias", 1);
        }
    }

    protected override Masked[] Compute(Masked[] inputs) =>
        Finished(Convolve(Padded(inputs[0].Value), "weight", "bias", _convolution.Groups));
}

/// <summary>A convolution of each feature by itself.</summary>
internal sealed class DepthwiseConv1DModule : ConvolutionModule
{
    private readonly long _features;

    public DepthwiseConv1DModule(DepthwiseConv1D convolution)
        : base(convolution)
    {
        _features = convolution.Weights[0].Shape[1];
        BindDepthwise("weight", _features);
        if (convolution.UseBias)
        {
            Bind("bias", 1);
        }
    }

    protected override Masked[] Compute(Masked[] inputs) => Finished(Convolve(Padded(inputs[0].Value), "weight", "bias", _features));
}

/// <summary>A convolution of each feature by itself, then one that mixes them step by step.</summary>
internal sealed class SeparableConv1DModule : ConvolutionModule
{
    private readonly long _features;

    public SeparableConv1DModule(SeparableConv1D convolution)
        : base(convolution)
    {
        _features = convolution.Weights[0].Shape[1];
        BindDepthwise("depthwise_weight", _features);
        Bind("pointwise_weight", 1, kernel => kernel.permute(2, 1, 0), weight => weight.permute(2, 1, 0));
        if (convolution.UseBias)
        {
            Bind("bias", 2);
        }
    }

    protected override Masked[] Compute(Masked[] inputs) => Finished(Convolve(
        Convolve(Padded(inputs[0].Value), "depthwise_weight", null, _features), "pointwise_weight", "bias", 1, pointwise: true));
}

/// <summary>Zeros before and after the sequence.</summary>
internal sealed class ZeroPadding1DModule(ZeroPadding1D padding) : TorchLayer(padding)
{
    protected override Masked[] Compute(Masked[] inputs) =>
        [new(torch.nn.functional.pad(inputs[0].Value, [0, 0, padding.Padding.Left, padding.Padding.Right]))];
}

/// <summary>Steps cut off at the ends.</summary>
internal sealed class Cropping1DModule(Cropping1D cropping) : TorchLayer(cropping)
{
    protected override Masked[] Compute(Masked[] inputs)
    {
        torch.Tensor x = inputs[0].Value;
        (int left, int right) = cropping.Cropping;
        return [new(x.narrow(1, left, x.shape[1] - left - right))];
    }
}
