namespace NotebookKit.Notebooks.Running;

/// <summary>
/// What came from a notebook's process is not what <see cref="NotebookHost"/> sends: code of the notebook wrote into its pipe.
/// </summary>
/// <param name="received">What came instead, to stand after "received".</param>
internal sealed class HostProtocolException(string received)
    : Exception($"The process of the notebook broke off the conversation with its runner, which received {received}. "
        + "A cell wrote into the pipe between them: write to files that the cell opened itself.")
{
    /// <summary>What came instead, to stand after "received".</summary>
    public string Received => received;
}
