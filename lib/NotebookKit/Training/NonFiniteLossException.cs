namespace NotebookKit;

/// <summary>
/// Training stopped because the loss became NaN or infinite. The message says in which epoch and batch, and in which layer
/// it first appears.
/// </summary>
public sealed class NonFiniteLossException : InvalidOperationException
{
    internal NonFiniteLossException(string message, int epoch, int batch, string? layerName)
        : base(message)
    {
        Epoch = epoch;
        Batch = batch;
        LayerName = layerName;
    }

    /// <summary>The epoch, counted from 1; 0 for a single batch outside Fit.</summary>
    public int Epoch { get; }

    /// <summary>The batch in the epoch, counted from 1.</summary>
    public int Batch { get; }

    /// <summary>The layer where it first appears; null where it appears in the targets or the loss.</summary>
    public string? LayerName { get; }
}
