using NotebookKit.Layers;
using TorchSharp;
using TorchRNN = TorchSharp.Modules.RNN;

namespace NotebookKit.TorchSharp.Layers;

/// <summary>The simple recurrent network: torch's RNN with tanh or relu; other activations step by step.</summary>
internal sealed class SimpleRNNCellOfTorch : TorchCell
{
    private readonly TorchRNN _rnn;

    public SimpleRNNCellOfTorch(SimpleRNNCell cell)
        : this(cell, torch.nn.RNN(
            cell.Weights[0].Shape[0], cell.Units, nonLinearity: cell.Activation == Activations.Relu ? torch.nn.NonLinearities.ReLU
                : torch.nn.NonLinearities.Tanh,
            bias: cell.UseBias, batchFirst: true))
    {
    }

    private SimpleRNNCellOfTorch(SimpleRNNCell cell, TorchRNN rnn)
        : base(cell, rnn)
    {
        _rnn = rnn;
        TorchComputesIt = cell.Activation == Activations.Tanh || cell.Activation == Activations.Relu;
        BindWeights(0);
    }

    protected override bool TorchComputesIt { get; }

    public override (torch.Tensor Sequence, torch.Tensor[] States) RunFused(torch.Tensor x, torch.Tensor[] states)
    {
        (torch.Tensor? sequence, torch.Tensor? h) = _rnn.call(x, states[0].unsqueeze(0));
        return (sequence, [h.squeeze(0)]);
    }

    protected override torch.Tensor[] Renew(torch.Tensor fromX, torch.Tensor[] states) => [Activation(fromX + Recur(states[0]))];
}
