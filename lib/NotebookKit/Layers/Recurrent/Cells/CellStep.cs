namespace NotebookKit.Layers;

/// <summary>What one step of a recurrent cell gives.</summary>
/// <param name="Output">The step's output, (batch, units).</param>
/// <param name="States">The states for the next step, each (batch, size), in the order of the cell's states.</param>
public sealed record CellStep(Tensor Output, TensorList States)
{
    /// <summary>
    /// Further quantities that the step computed, such as gates, for <see cref="RNN.Trace(Tensor, Tensor?)"/>; empty where a cell
    /// reports none.
    /// </summary>
    public IReadOnlyList<CellQuantity> Quantities { get; init; } = [];
}

/// <summary>A named quantity inside a recurrent cell.</summary>
/// <param name="Name">Its letter in the textbooks, for example <c>f</c>.</param>
/// <param name="Meaning">What it is in words, for example <c>forget gate</c>.</param>
/// <param name="Values">Its values: (batch, units) at one step, (batch, time, units) over time.</param>
public sealed record CellQuantity(string Name, string Meaning, Tensor Values);
