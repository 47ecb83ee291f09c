using NotebookKit.Layers;
using TorchSharp;

namespace NotebookKit.TorchSharp.Layers;

/// <summary>A module that keeps states from one batch to the next where its layer is stateful.</summary>
internal interface IKeepsStates
{
    /// <summary>The kit's layer.</summary>
    RecurrentLayer Layer { get; }

    /// <summary>The states in the layer's order; empty where the next batch starts from zeros.</summary>
    TensorList GetStates();

    /// <summary>Sets the states; none to start from zeros.</summary>
    void SetStates(TensorList states, torch.Device device);
}
