namespace NotebookKit.TorchSharp;

/// <summary>libtorch cannot be loaded on this machine. The message says why, and what would help.</summary>
public sealed class TorchLibraryException : InvalidOperationException
{
    internal TorchLibraryException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
