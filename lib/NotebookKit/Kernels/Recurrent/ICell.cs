namespace NotebookKit.Kernels;

/// <summary>
/// One step of a recurrent cell on a tile: a few rows of the batch and one panel of units. The sequence driver calls the phases
/// in order, each for all tiles of a worker's rows before the next, so a phase may read all units that an earlier phase wrote.
/// </summary>
internal unsafe interface ICell
{
    static abstract int ForwardPhases { get; }

    static abstract int BackwardPhases { get; }

    /// <summary>The gates that the previous state is multiplied for before the first phase, and the slot of the first of them.</summary>
    static abstract int RecurrentGates { get; }

    static abstract int RecurrentSlot { get; }

    /// <summary>
    /// Replaces the sums in Z, of the projected input and the recurrent product, by the gates and the new state, for rows
    /// [row, row + rows) and the panel of units that begins at <paramref name="unit"/>.
    /// </summary>
    static abstract void Forward<S, V>(RecurrentJob* job, int phase, nint step, nint row, nint rows, nint unit)
        where S : struct, ISimd<V> where V : struct;

    /// <summary>
    /// Takes the gradient of the state after the step from StateGradient, replaces the gates in Z by the gradients before their
    /// activations, and leaves in StateGradient what passes to the previous state without a product.
    /// </summary>
    static abstract void Backward<S, V>(RecurrentJob* job, int phase, nint step, nint row, nint rows, nint unit)
        where S : struct, ISimd<V> where V : struct;
}
