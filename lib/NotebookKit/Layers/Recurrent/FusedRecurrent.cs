namespace NotebookKit.Layers;

/// <summary>
/// Where a recurrent run can be one operation with a hand-written backward pass instead of the plain
/// <see cref="RecurrentLoop"/>, this is where it is chosen.
/// </summary>
internal static class FusedRecurrent
{
    /// <summary>Runs the cell over the sequence as one operation, or gives null where only the plain loop can.</summary>
    public static RecurrentResult? TryRun(RecurrentRun run) => null;
}
