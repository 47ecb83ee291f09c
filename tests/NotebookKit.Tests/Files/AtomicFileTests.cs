using System.Runtime.Versioning;
using NotebookKit.Shared;

namespace NotebookKit.Tests.Files;

/// <summary>The one way in which every library of the kit writes a file.</summary>
public sealed class AtomicFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("notebookkit-atomic-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string In(string name) => Path.Combine(_folder, name);

    private static void OnUnix()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Unix permissions, links and devices: not on Windows.");
        }
    }

    [Theory]
    [InlineData(200)]
    [InlineData(255)]
    public void A_name_as_long_as_file_systems_allow_can_be_saved(int bytes)
    {
        string path = In(new string('n', bytes - 12) + ".safetensors");
        AtomicFile.Write(path, stream => stream.WriteByte(1));
        AtomicFile.Write(path, stream => stream.WriteByte(2));
        Assert.Equal([2], File.ReadAllBytes(path));
        Assert.Single(Directory.GetFileSystemEntries(_folder));
    }

    [Fact]
    public void A_long_name_outside_ASCII_can_be_saved()
    {
        string path = In(string.Concat(Enumerable.Repeat("größe", 36)));   // 252 bytes
        AtomicFile.Write(path, stream => stream.WriteByte(1));
        Assert.Equal([1], File.ReadAllBytes(path));
    }

    [Fact, UnsupportedOSPlatform("windows")]
    public void A_model_saved_through_a_link_keeps_link_permissions_and_folder()
    {
        OnUnix();
        string far = Directory.CreateDirectory(In("far")).FullName, target = Path.Combine(far, "model.safetensors"),
            link = In("model.safetensors");
        File.WriteAllText(target, "before");
        const UnixFileMode Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead;
        File.SetUnixFileMode(target, Mode);
        File.CreateSymbolicLink(link, target);
        Safetensors.Save(link, new Dictionary<string, Tensor> { ["a"] = Tensor.Ones(2) });
        Assert.Equal(target, new FileInfo(link).LinkTarget);
        Assert.Equal(Mode, File.GetUnixFileMode(target));
        Assert.Equal([1, 1], Safetensors.Load(target).Tensors["a"].ToArray());
        Assert.Single(Directory.GetFileSystemEntries(far));
        Assert.Equal(2, Directory.GetFileSystemEntries(_folder).Length);
    }

    [Fact]
    public void A_link_to_a_file_that_is_not_there_yet_makes_it()
    {
        OnUnix();
        File.CreateSymbolicLink(In("link"), In("target"));
        AtomicFile.Write(In("link"), "new"u8);
        Assert.Equal("new", File.ReadAllText(In("target")));
    }

    [Fact, UnsupportedOSPlatform("windows")]
    public void A_read_only_file_is_refused_by_name_and_stays()
    {
        OnUnix();
        string path = In("kept.safetensors");
        File.WriteAllText(path, "kept");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        Assert.Equal(
            $"Cannot write '{path}': the file is read-only. Give it another name, or make it writable first.",
            Assert.Throws<UnauthorizedAccessException>(() => AtomicFile.Write(path, "new"u8)).Message);
        File.CreateSymbolicLink(In("link"), path);
        Assert.Contains("link': the file is read-only",
            Assert.Throws<UnauthorizedAccessException>(() => AtomicFile.Write(In("link"), "new"u8)).Message);
        Assert.Equal("kept", File.ReadAllText(path));
        Assert.Equal(2, Directory.GetFileSystemEntries(_folder).Length);
        // What it holds already needs no writing.
        AtomicFile.Write(path, "kept"u8);
    }

    [Theory]
    [InlineData("/dev/null")]
    [InlineData("/proc/self/comm")]
    public void A_device_is_refused_by_name(string path)
    {
        if (!OperatingSystem.IsLinux())
        {
            Assert.Skip("These devices are Linux's.");
        }
        Assert.Equal(
            $"Cannot write '{path}': it is no regular file, and would itself be replaced. Give the name of a file.",
            Assert.ThrowsAny<IOException>(() => AtomicFile.Write(path, "new"u8)).Message.Replace($"/proc/{Environment.ProcessId}/",
                "/proc/self/", StringComparison.Ordinal));
    }

    [Fact]
    public void A_pipe_is_refused_and_nobody_waits_for_it()
    {
        OnUnix();
        string path = In("pipe");
        using (var make = System.Diagnostics.Process.Start("mkfifo", [path]))
        {
            make.WaitForExit();
        }
        Assert.StartsWith($"Cannot write '{path}'", Assert.ThrowsAny<IOException>(() => AtomicFile.Write(path, "new"u8)).Message);
        Assert.StartsWith($"Cannot write '{path}'", Assert.ThrowsAny<IOException>(() => AtomicFile.Write(path, ""u8)).Message);
        Assert.True(File.Exists(path));
    }

    [Fact]
    public void A_folder_and_a_missing_folder_are_named()
    {
        Assert.Equal($"Cannot write '{_folder}': it is a folder. Give the name of a file in it.",
            Assert.Throws<IOException>(() => AtomicFile.Write(_folder, "x"u8)).Message);
        Assert.StartsWith(
            $"Cannot write '{In("missing/a")}': the folder '{In("missing")}' does not exist.",
            Assert.Throws<DirectoryNotFoundException>(() => AtomicFile.Write(In("missing/a"), "x"u8)).Message);
    }

    [Fact]
    public void What_a_killed_process_left_is_removed_and_what_a_living_one_writes_is_not()
    {
        string dead = In($"{AtomicFile.TemporaryStart("a")}-{int.MaxValue}-0.tmp"),
            alive = In($"{AtomicFile.TemporaryStart("a")}-{Environment.ProcessId}-0.tmp");
        string other = In($"{AtomicFile.TemporaryStart("b")}-{int.MaxValue}-0.tmp");
        foreach (string file in new[] { dead, alive, other })
        {
            File.WriteAllText(file, "");
        }
        AtomicFile.Write(In("a"), "one"u8);
        Assert.False(File.Exists(dead));
        Assert.True(File.Exists(alive));
        Assert.True(File.Exists(other));
    }

    [Fact]
    public void Many_writers_of_one_file_leave_one_of_their_contents_whole()
    {
        byte[][] contents = [.. Enumerable.Range(1, 8).Select(i => Enumerable.Repeat((byte)i, 5_000 * i).ToArray())];
        Parallel.ForEach(contents, content => AtomicFile.Write(In("a"), content));
        Assert.Contains(contents, c => c.SequenceEqual(File.ReadAllBytes(In("a"))));
        Assert.Single(Directory.GetFileSystemEntries(_folder));
    }
}
