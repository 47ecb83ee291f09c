using NotebookKit.Layers;
using TorchSharp;
using TorchLSTM = TorchSharp.Modules.LSTM;

namespace NotebookKit.TorchSharp.Layers;

/// <summary>The LSTM: torch's gates i, f, g, o are Keras's i, f, c, o in the same order.</summary>
internal sealed class LSTMCellOfTorch : TorchCell
{
    private readonly TorchLSTM _lstm;
    private readonly Func<torch.Tensor, torch.Tensor> _gate;

    public LSTMCellOfTorch(LSTMCell cell)
        : this(cell, torch.nn.LSTM(cell.Weights[0].Shape[0], cell.Units, bias: cell.UseBias, batchFirst: true))
    {
    }

    private LSTMCellOfTorch(LSTMCell cell, TorchLSTM lstm)
        : base(cell, lstm)
    {
        _lstm = lstm;
        _gate = TorchActivations.Of(cell.RecurrentActivation, cell);
        TorchComputesIt = cell.Activation == Activations.Tanh && cell.RecurrentActivation == Activations.Sigmoid;
        BindWeights(0, 1, 2, 3);
    }

    protected override bool TorchComputesIt { get; }

    public override (torch.Tensor Sequence, torch.Tensor[] States) RunFused(torch.Tensor x, torch.Tensor[] states)
    {
        (torch.Tensor? sequence, torch.Tensor? h, torch.Tensor? c) = _lstm.call(x, (states[0].unsqueeze(0), states[1].unsqueeze(0)));
        return (sequence, [h.squeeze(0), c.squeeze(0)]);
    }

    protected override torch.Tensor[] Renew(torch.Tensor fromX, torch.Tensor[] states)
    {
        torch.Tensor[] z = (fromX + Recur(states[0])).chunk(4, -1);
        torch.Tensor c = _gate(z[1]) * states[1] + _gate(z[0]) * Activation(z[2]);
        return [_gate(z[3]) * Activation(c), c];
    }
}
