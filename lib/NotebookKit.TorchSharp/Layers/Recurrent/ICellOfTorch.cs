using NotebookKit.Layers;
using TorchSharp;

namespace NotebookKit.TorchSharp.Layers;

/// <summary>What computes the steps of a recurrent layer in torch.</summary>
internal interface ICellOfTorch
{
    /// <summary>The modules that hold the parameters, with their names.</summary>
    IEnumerable<(string Name, torch.nn.Module Module)> Modules { get; }

    /// <summary>The weights and their parameters, in the kit's order.</summary>
    IEnumerable<WeightBinding> Bindings { get; }

    /// <summary>Settles what is dropped in a sequence, and gives the sequence as the steps are to see it.</summary>
    torch.Tensor Begin(torch.Tensor x, bool training);

    /// <summary>Whether torch's module can run the sequence that was begun last.</summary>
    bool CanFuse(torch.Tensor? mask);

    /// <summary>Runs torch's module over a sequence.</summary>
    /// <param name="x">(batch, time, features).</param>
    /// <param name="states">The states before the first step, each (batch, units).</param>
    /// <returns>The outputs of all steps, and the final states.</returns>
    (torch.Tensor Sequence, torch.Tensor[] States) RunFused(torch.Tensor x, torch.Tensor[] states);

    /// <summary>The input's part of what the gates are computed from, for a whole sequence (batch, time, features).</summary>
    torch.Tensor Project(torch.Tensor x);

    /// <summary>Computes one step.</summary>
    /// <param name="fromX">One step of what <see cref="Project"/> gave.</param>
    /// <param name="states">The states of the step before.</param>
    (torch.Tensor Output, torch.Tensor[] States) Step(torch.Tensor fromX, torch.Tensor[] states);
}

/// <summary>Makes the cell of a recurrent layer.</summary>
internal static class CellOfTorch
{
    /// <exception cref="NotSupportedException">It is one of the reader's own.</exception>
    public static ICellOfTorch Of(RecurrentCell cell, Layer owner) => cell switch
    {
        LSTMCell lstm => new LSTMCellOfTorch(lstm),
        GRUCell gru => new GRUCellOfTorch(gru),
        SimpleRNNCell simple => new SimpleRNNCellOfTorch(simple),
        StackedRNNCells stack => new StackedCellsOfTorch(stack, owner),
        _ =>
            throw LayerMaker.Refused(owner,
            $"its cell {cell.Kind} is a class of your own, and only its code knows what it computes. Write the loop over its steps in "
            + "TorchSharp"),
    };
}
