namespace NotebookKit.Layers;

/// <summary>A layer that may keep its states from one batch to the next.</summary>
public interface IStateful
{
    /// <summary>Whether sample i of a batch continues where sample i of the batch before ended.</summary>
    bool Stateful { get; }

    /// <summary>Forgets the states, so that the next batch starts from zeros.</summary>
    void ResetState();
}
