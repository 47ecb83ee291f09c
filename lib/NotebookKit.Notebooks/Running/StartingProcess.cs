using System.Runtime.InteropServices;

namespace NotebookKit.Notebooks.Running;

/// <summary>The process that this one was started by or for, and whose end it is not to outlive.</summary>
/// <param name="id">Its number.</param>
internal sealed class StartingProcess(int id)
{
    // A child sees the change in its own parent id, even while the dead parent is still a zombie; behind a wrapper it can only
    // ask whether the process exists.
    private readonly bool _isParent = ParentId() == id;

    /// <summary>Whether it has ended.</summary>
    public bool IsGone => _isParent ? ParentId() != id : !ProcessTree.Exists(id);

    private static int ParentId() => OperatingSystem.IsWindows() ? -1 : GetParent();

    [DllImport("libc", EntryPoint = "getppid")]
    private static extern int GetParent();
}
