namespace NotebookKit.Kernels;

/// <summary>
/// The rows of a batch in one or two groups, whose sums over rows are computed apart and added at the end. Each half of the workers
/// so reads only what it wrote itself on the way through time: to write a cache line again that another processor has read costs
/// 10 ns, and where the two do not share a third-level cache 28 ns. The division depends on the problem only, so that gradients do
/// not depend on the number of workers.
/// </summary>
internal readonly struct RowGroups
{
    /// <summary>Rows over all steps that a group has at least: adding up two gradients costs as much as some dozens of rows.</summary>
    private const int FewestRows = 256;

    private readonly nint _batch;
    private readonly PrefixRows _tree;

    public RowGroups(in RecurrentJob job)
    {
        (_batch, _tree) = (job.Batch, job.Tree);
        Count = job.Batch * job.Time >= 2 * FewestRows && job.Batch >= 2 * BatchShare.Rows && (!job.Tree.IsUsed || job.Tree.Chunks > 1)
            ? 2 : 1;
    }

    /// <summary>How many groups there are.</summary>
    public int Count { get; }

    /// <summary>The rows of a group.</summary>
    public (nint Row, nint End) Rows(int group) => BatchShare.Of(_batch, BatchShare.Rows, group, Count);

    /// <summary>The chunks of a tree that make a group.</summary>
    public (nint Chunk, nint End) Chunks(int group) => (_tree.Chunks * group / Count, _tree.Chunks * (group + 1) / Count);

    /// <summary>A group's share of a tree's rows that have continuations.</summary>
    public (nint Row, nint End) Continued(int group)
    {
        (nint chunk, nint end) = Chunks(group);
        return (First(chunk), First(end));
    }

    /// <summary>The first of a chunk's rows that have continuations; of sequences of one step there are none.</summary>
    private unsafe nint First(nint chunk) =>
        chunk == _tree.Chunks || _tree.Continued == 0 ? _tree.Continued : _tree.FirstContinued[chunk * _tree.Time];
}
