using System.Diagnostics;
using NotebookKit.Notebooks.Documents;
using NotebookKit.Tests.Shared;

namespace NotebookKit.Notebooks.Tests.Documents;

public sealed class RegularFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("regular-file-tests").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_pipe_a_device_and_a_folder_are_refused_at_once_and_by_name()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no such files.");
            return;
        }
        string pipe = Path.Combine(_folder, "pipe.ipynb");
        string device = Path.Combine(_folder, "zero.ipynb");
        using (var mkfifo = Process.Start("mkfifo", [pipe]))
        {
            await mkfifo.WaitForExitAsync(TestContext.Current.CancellationToken);
        }
        File.CreateSymbolicLink(device, "/dev/zero");
        Assert.Contains("named pipe", Assert.Throws<IOException>(() => NotebookDocument.Load(pipe)).Message);
        Assert.Contains("device", Assert.Throws<IOException>(() => NotebookDocument.Load(device)).Message);
        Assert.Contains("folder", Assert.Throws<IOException>(() => NotebookDocument.Load(_folder)).Message);
        Assert.Throws<FileNotFoundException>(() => NotebookDocument.Load(Path.Combine(_folder, "missing.ipynb")));
    }

    [Fact]
    public async Task A_name_that_is_no_UTF8_is_told_as_the_cause()
    {
        Platform.LinuxOnly("elsewhere names are not bytes of any kind.");
        await ShellAsync("printf x > \"$0/$(printf 'a\\377.ipynb')\"");
        string path = Assert.Single(Directory.GetFiles(_folder));
        Assert.Contains("not UTF-8", Assert.Throws<IOException>(() => RegularFile.Read(path)).Message);
        // .NET cannot delete it either.
        await ShellAsync("rm \"$0\"/*");

        string replaced = Path.Combine(_folder, "b\ufffd.ipynb");
        await File.WriteAllTextAsync(replaced, "x", TestContext.Current.CancellationToken);
        Assert.Equal("x"u8, RegularFile.Read(replaced));

        async Task ShellAsync(string command)
        {
            using var shell = Process.Start("sh", ["-c", command, _folder]);
            await shell.WaitForExitAsync(TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public void A_file_without_end_in_sight_is_not_read_into_memory()
    {
        string path = Path.Combine(_folder, "huge.ipynb");
        using (FileStream file = File.Create(path))
        {
            file.SetLength(600L << 20); // Sparse: it takes no room on the disk.
        }
        Assert.Contains("600 MB", Assert.Throws<IOException>(() => RegularFile.Read(path)).Message);
    }
}
