namespace NotebookKit.Layers;

/// <summary>What stands before and behind a sequence where a window reaches beyond its ends.</summary>
public enum Padding
{
    /// <summary>Nothing: the window stays inside, and the result is shorter.</summary>
    Valid,

    /// <summary>
    /// As much on both sides as makes the result as long as the sequence, divided by the stride and rounded up; one more
    /// behind if they cannot be equal.
    /// </summary>
    Same,

    /// <summary>All of it before the sequence, so that a result depends on no later step.</summary>
    Causal,
}
