using NotebookKit.Layers;
using TorchSharp;

namespace NotebookKit.TorchSharp.Layers;

/// <summary>A rectifier with a slope, a threshold and a limit. The mask passes on.</summary>
internal sealed class ReLUModule(ReLU relu) : TorchLayer(relu)
{
    protected override Masked[] Compute(Masked[] inputs)
    {
        torch.Tensor x = inputs[0].Value;
        torch.Tensor limited = relu.MaxValue is { } most ? x.clamp(max: most) : x;
        return [new(torch.where(x.gt(relu.Threshold), limited, (x - relu.Threshold) * relu.NegativeSlope), MaskOf(inputs))];
    }
}

/// <summary>A rectifier that lets negative numbers through by a slope.</summary>
internal sealed class LeakyReLUModule(LeakyReLU relu) : TorchLayer(relu)
{
    protected override Masked[] Compute(Masked[] inputs)
    {
        torch.Tensor x = inputs[0].Value;
        return [new(torch.where(x.ge(0), x, x * relu.NegativeSlope), MaskOf(inputs))];
    }
}

/// <summary>A rectifier that approaches -alpha.</summary>
internal sealed class ELUModule(ELU elu) : TorchLayer(elu)
{
    protected override Masked[] Compute(Masked[] inputs)
    {
        torch.Tensor x = inputs[0].Value;
        // Limited before the power, whose overflow would make the other branch's gradient NaN.
        return [new(torch.where(x.gt(0), x, x.clamp(max: 0).expm1() * elu.Alpha), MaskOf(inputs))];
    }
}

/// <summary>A rectifier whose slopes are learned.</summary>
internal sealed class PReLUModule : TorchLayer
{
    public PReLUModule(PReLU relu)
        : base(relu)
    {
        Bind("weight", 0);
    }

    protected override Masked[] Compute(Masked[] inputs)
    {
        torch.Tensor x = inputs[0].Value;
        return [new(x.relu() - get_parameter("weight")! * (-x).relu(), MaskOf(inputs))];
    }
}
