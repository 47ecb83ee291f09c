using NotebookKit.Shared;

namespace NotebookKit.Notebooks.Tests.Documents;

public sealed class AtomicFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("atomic-file-tests").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_file_is_created_and_replaced_and_nothing_else_stays_in_the_folder()
    {
        string path = Path.Combine(_folder, "a.ipynb");
        AtomicFile.Write(path, "one"u8);
        Assert.Equal("one", File.ReadAllText(path));
        AtomicFile.Write(path, "two!"u8);
        Assert.Equal("two!", File.ReadAllText(path));
        Assert.Single(Directory.GetFileSystemEntries(_folder));
    }

    [Fact]
    public void Permissions_are_kept()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no Unix permissions.");
            return;
        }
        string path = Path.Combine(_folder, "a.ipynb");
        File.WriteAllText(path, "one");
        const UnixFileMode mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.OtherRead;
        File.SetUnixFileMode(path, mode);
        AtomicFile.Write(path, "two"u8);
        Assert.Equal(mode, File.GetUnixFileMode(path));
    }

    [Fact]
    public void A_link_stays_a_link_and_its_target_is_replaced()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Links need a privilege on Windows.");
            return;
        }
        string target = Path.Combine(_folder, "target.ipynb");
        string link = Path.Combine(_folder, "link.ipynb");
        File.WriteAllText(target, "one");
        File.CreateSymbolicLink(link, target);
        AtomicFile.Write(link, "two"u8);
        Assert.Equal("two", File.ReadAllText(target));
        Assert.NotNull(new FileInfo(link).LinkTarget);
    }

    [Fact]
    public void A_file_that_holds_the_content_already_is_left_alone()
    {
        string path = Path.Combine(_folder, "a.ipynb");
        File.WriteAllText(path, "one");
        var time = new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        File.SetLastWriteTimeUtc(path, time);
        AtomicFile.Write(path, "one"u8);
        Assert.Equal(time, File.GetLastWriteTimeUtc(path));
    }

    [Fact]
    public void What_a_killed_process_left_is_removed_and_what_a_living_one_writes_is_not()
    {
        string start = AtomicFile.TemporaryStart("a.ipynb");
        string dead = Path.Combine(_folder, $"{start}-{int.MaxValue}-0.tmp");
        string alive = Path.Combine(_folder, $"{start}-{Environment.ProcessId}-0.tmp");
        File.WriteAllText(dead, "");
        File.WriteAllText(alive, "");
        AtomicFile.Write(Path.Combine(_folder, "a.ipynb"), "one"u8);
        Assert.False(File.Exists(dead));
        Assert.True(File.Exists(alive));
    }

    [Fact]
    public void When_the_folder_is_missing_the_error_says_so()
    {
        Assert.Throws<DirectoryNotFoundException>(() => AtomicFile.Write(Path.Combine(_folder, "missing", "a.ipynb"), "x"u8));
    }
}
