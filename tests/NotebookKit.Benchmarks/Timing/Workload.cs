namespace NotebookKit.Benchmarks.Timing;

/// <summary>A piece of work to be timed.</summary>
/// <param name="Name">What tables and compare.py call it.</param>
/// <param name="Family">products, activations, recurrent or training.</param>
/// <param name="Flops">Floating-point operations, two for a multiply-add, of its products; 0 where they are not what counts.</param>
/// <param name="Prepare">Makes the data and gives the action to time.</param>
internal sealed record Workload(string Name, string Family, double Flops, Func<Action> Prepare)
{
    /// <inheritdoc/>
    public override string ToString() => Name;
}
