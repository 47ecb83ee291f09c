namespace NotebookKit.Notebooks.Export;

/// <summary>A site cannot be written into a folder, because something there is not the site's. The message says what, and what to
/// do.</summary>
public sealed class SiteFolderException : Exception
{
    /// <summary>Makes the error.</summary>
    /// <param name="message">What stands in the way, and what to do about it.</param>
    public SiteFolderException(string message)
        : base(message)
    {
    }
}
