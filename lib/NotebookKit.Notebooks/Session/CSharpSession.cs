namespace NotebookKit.Notebooks.Session;

/// <summary>A running C# notebook: cells executed one after the other, each seeing what the earlier ones defined.</summary>
public sealed class CSharpSession : IDisposable
{
    /// <summary>Starts a session; the first cell may run at once.</summary>
    public CSharpSession(SessionOptions? options = null) => Options = options ?? new SessionOptions();

    /// <summary>How this session runs its cells.</summary>
    public SessionOptions Options { get; }

    /// <summary>Ends the session and gives back what it holds.</summary>
    public void Dispose()
    {
    }
}
