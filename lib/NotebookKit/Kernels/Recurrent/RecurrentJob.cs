namespace NotebookKit.Kernels;

/// <summary>
/// The addresses and sizes that the workers of one forward or backward pass share. Everything kept between steps is time-major
/// (step, row, ...) and its units are padded to whole panels, so that the loops know no remainders. A row is a sequence of the
/// batch, or with <see cref="Tree"/> a prefix that several sequences share.
/// </summary>
internal unsafe struct RecurrentJob
{
    public nint Batch, Time, Features, Units;

    /// <summary>Units rounded up to whole panels.</summary>
    public nint Padded;

    /// <summary>Gates of the input kernel; slots of a stored row.</summary>
    public nint Gates, Slots;

    /// <summary>Workers' shares of the batch.</summary>
    public int Parts;

    /// <summary>Which sequences share a row at which step; not used where every sequence has a row of its own.</summary>
    public PrefixRows Tree;

    public bool RepeatedInput, ZeroOutputForMask;

    /// <summary>The initial state is zero, so the first step needs no recurrent product.</summary>
    public bool ZeroInitialState;

    public float* X, Mask;
    public int* Tokens;

    /// <summary>The packed input kernel, or with tokens its padded rows (features, gates, padded).</summary>
    public float* Kernel;

    /// <summary>The packed recurrent kernel, panel by panel: gate, then block of units.</summary>
    public float* Recurrent;

    /// <summary>Its transpose for the backward pass.</summary>
    public float* RecurrentTransposed;

    /// <summary>The transposed input kernel, where the gradient of the input is wanted, and where that is written.</summary>
    public float* KernelTransposed, InputGradient;

    /// <summary>(groups of rows, slots, padded): sums of the gates' gradients; null where they are not wanted or got otherwise.</summary>
    public float* BiasSums;

    /// <summary>(slots, padded), both bias rows of a GRU joined where they simply add.</summary>
    public float* Bias;

    /// <summary>The projection of a repeated input, (batch, gates, padded).</summary>
    public float* Projected;

    /// <summary>(steps kept, batch, slots, padded): gates, and during the backward pass their gradients.</summary>
    public float* Z;

    /// <summary>(steps kept, batch, padded): states.</summary>
    public float* H, C;

    /// <summary>How many steps Z and the states keep; with fewer than all, a step overwrites an older one.</summary>
    public nint ZSteps, StateSteps;

    /// <summary>Steps whose input is projected together.</summary>
    public nint ProjectionSteps;

    /// <summary>Outputs (batch, time, units) and (batch, units), or their gradients in the backward pass; may be null.</summary>
    public float* Sequence, Last;

    /// <summary>(batch, padded): the gradients of the states while going back, and of outputs that masked steps repeat.</summary>
    public float* StateGradient, CellGradient, CarriedGradient;

    /// <summary>(batch, slots, padded): the gates' gradients of all steps together, for a repeated input.</summary>
    public float* SummedGradient;

    /// <summary>(batch, padded): the gradient of the reset state in a GRU with reset before.</summary>
    public float* ResetGradient;

    /// <summary>
    /// With a tree: forward, (batch, slots, padded), the recurrent product of one step's rows, which all their continuations add;
    /// backward, (tree's inner rows, slots, padded), the sum of the continuations' gradients.
    /// </summary>
    public float* Continued;

    /// <summary>With a tree, (tree's inner rows, units): the states that belong to the rows of <see cref="Continued"/>.</summary>
    public float* ContinuedStates;

    /// <summary>Whether the gradient of the initial hidden state is wanted.</summary>
    public bool WantsInitialH;

    /// <summary>Whether the recurrent kernel is so large that its panels are asked for before they are used.</summary>
    public bool AsksAhead;

    public readonly nint ZRow => Slots * Padded;

    public readonly float* ZAt(nint step, nint row) => Z + (step % ZSteps * Batch + row) * ZRow;

    public readonly float* HAt(nint step, nint row) => H + (step % StateSteps * Batch + row) * Padded;

    public readonly float* CAt(nint step, nint row) => C + (step % StateSteps * Batch + row) * Padded;

    /// <summary>Whether a step of a sequence is masked.</summary>
    public readonly bool IsMaskedAt(nint step, nint sequence) => Mask != null && Mask[sequence * Time + step] == 0f;

    /// <summary>The same for a row.</summary>
    public readonly bool IsMasked(nint step, nint row) => Mask != null && IsMaskedAt(step, FirstSequence(step, row));

    /// <summary>The token that a row adds at a step, negative for none.</summary>
    public readonly int TokenOf(nint step, nint row) => Tokens[FirstSequence(step, row) * Time + step];

    /// <summary>The row of the step before that a row continues; at the first step any, since all of them are the initial state.</summary>
    public readonly nint Previous(nint step, nint row) => Tree.IsUsed ? Tree.Parents[step * Batch + row] : row;

    /// <summary>A sequence that passes through a row.</summary>
    public readonly nint FirstSequence(nint step, nint row) => Tree.IsUsed ? Tree.SequenceOfRow[step * Batch + row] : row;

    /// <summary>The sequence at a position of the order in which workers share the batch.</summary>
    public readonly nint SequenceAt(nint position) => Tree.IsUsed ? Tree.Order[position] : position;

    /// <summary>The row of a sequence.</summary>
    public readonly nint RowOf(nint step, nint sequence) => Tree.IsUsed ? Tree.RowOfSequence[step * Batch + sequence] : sequence;

    /// <summary>The panel, k rows long, that follows the one at a unit, after the last the first; null where nobody asks ahead.</summary>
    public readonly float* Next(float* panels, nint k, nint unit, nint width) =>
        !AsksAhead ? null : panels + (unit + width < Padded ? unit + width : 0) * k;

    /// <summary>Whether the state before this step can be other than zero.</summary>
    public readonly bool HasState(nint step) => step > 0 || !ZeroInitialState;
}
