
using NotebookKit.Notebooks.CSharp;
using NotebookKit.Tests.Shared;

namespace NotebookKit.Notebooks.Tests.CSharp.Packages;

public class FolderLockTests
{
    [Fact]
    public void A_folder_that_cannot_be_written_is_not_waited_for()
    {
        using var limit = new CancellationTokenSource(HangGuard.Time);
        Assert.Throws<DirectoryNotFoundException>(
            () => FolderLock.Take(Path.Combine(Path.GetTempPath(), "no-such-folder", "of-packages"), limit.Token));
    }
}
