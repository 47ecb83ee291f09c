using NotebookKit.Layers;
using TorchSharp;
using TorchGRU = TorchSharp.Modules.GRU;

namespace NotebookKit.TorchSharp.Layers;

/// <summary>
/// The GRU: torch's gates are r, z, n where Keras's are z, r, h. Torch resets after the product with the recurrent kernel; a
/// cell that resets before it, as in the paper, runs step by step.
/// </summary>
internal sealed class GRUCellOfTorch : TorchCell
{
    private readonly TorchGRU _gru;
    private readonly bool _resetAfter;
    private readonly Func<torch.Tensor, torch.Tensor> _gate;

    public GRUCellOfTorch(GRUCell cell)
        : this(cell, torch.nn.GRU(cell.Weights[0].Shape[0], cell.Units, bias: cell.UseBias, batchFirst: true))
    {
    }

    private GRUCellOfTorch(GRUCell cell, TorchGRU gru)
        : base(cell, gru)
    {
        _gru = gru;
        _resetAfter = cell.ResetAfter;
        _gate = TorchActivations.Of(cell.RecurrentActivation, cell);
        TorchComputesIt = cell.ResetAfter && cell.Activation == Activations.Tanh && cell.RecurrentActivation == Activations.Sigmoid;
        BindWeights(1, 0, 2);
    }

    protected override bool TorchComputesIt { get; }

    public override (torch.Tensor Sequence, torch.Tensor[] States) RunFused(torch.Tensor x, torch.Tensor[] states)
    {
        (torch.Tensor? sequence, torch.Tensor? h) = _gru.call(x, states[0].unsqueeze(0));
        return (sequence, [h.squeeze(0)]);
    }

    protected override torch.Tensor[] Renew(torch.Tensor fromX, torch.Tensor[] states)
    {
        torch.Tensor h = states[0];
        torch.Tensor[] x = fromX.chunk(3, -1);
        torch.Tensor z, candidate;
        if (_resetAfter)
        {
            torch.Tensor[] s = Recur(h).chunk(3, -1);
            z = _gate(x[1] + s[1]);
            candidate = Activation(x[2] + _gate(x[0] + s[0]) * s[2]);
        }
        else
        {
            torch.Tensor r = _gate(x[0] + Recur(h, 0));
            z = _gate(x[1] + Recur(h, 1));
            candidate = Activation(x[2] + Recur(r * h, 2));
        }
        return [z * states[0] + (1 - z) * candidate];
    }
}
