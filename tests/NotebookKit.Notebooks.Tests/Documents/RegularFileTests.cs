using System.Diagnostics;
using NotebookKit.Notebooks.Documents;

namespace NotebookKit.Notebooks.Tests.Documents;

public sealed class RegularFileTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("regular-file-tests").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task A_pipe_a_device_and_a_folder_are_refused_at_once_and_by_name()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no such files.");
            return;
        }
        var pipe = Path.Combine(folder, "pipe.ipynb");
        var device = Path.Combine(folder, "zero.ipynb");
        using (var mkfifo = Process.Start("mkfifo", [pipe])) await mkfifo.WaitForExitAsync(TestContext.Current.CancellationToken);
        File.CreateSymbolicLink(device, "/dev/zero");
        Assert.Contains("named pipe", Assert.Throws<IOException>(() => NotebookDocument.Load(pipe)).Message);
        Assert.Contains("device", Assert.Throws<IOException>(() => NotebookDocument.Load(device)).Message);
        Assert.Contains("folder", Assert.Throws<IOException>(() => NotebookDocument.Load(folder)).Message);
        Assert.Throws<FileNotFoundException>(() => NotebookDocument.Load(Path.Combine(folder, "missing.ipynb")));
    }

    [Fact]
    public void A_file_without_end_in_sight_is_not_read_into_memory()
    {
        var path = Path.Combine(folder, "huge.ipynb");
        using (var file = File.Create(path)) file.SetLength(600L << 20); // Sparse: it takes no room on the disk.
        Assert.Contains("600 MB", Assert.Throws<IOException>(() => RegularFile.Read(path)).Message);
    }
}
