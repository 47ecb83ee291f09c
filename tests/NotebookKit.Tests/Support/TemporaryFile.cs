namespace NotebookKit.Tests.Support;

/// <summary>The path of a file that is deleted at the end of a test.</summary>
internal sealed class TemporaryFile : IDisposable
{
    public string Path { get; } = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"notebookkit-{Guid.NewGuid():n}.safetensors");

    public void Dispose() => File.Delete(Path);
}
