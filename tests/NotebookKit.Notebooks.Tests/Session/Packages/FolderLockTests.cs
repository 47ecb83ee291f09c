using NotebookKit.Notebooks.Session;

namespace NotebookKit.Notebooks.Tests.Session.Packages;

public class FolderLockTests
{
    [Fact]
    public void AFolderThatCannotBeWrittenIsNotWaitedFor()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        Assert.Throws<DirectoryNotFoundException>(() => FolderLock.Take(Path.Combine(Path.GetTempPath(), "no-such-folder", "of-packages"), limit.Token));
    }
}
