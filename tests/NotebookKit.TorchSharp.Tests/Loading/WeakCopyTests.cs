using NotebookKit.Shared;

namespace NotebookKit.TorchSharp.Tests.Loading;

public sealed class WeakCopyTests : IDisposable
{
    private const string Wanted = "GLIBCXX_3.4.32";
    private readonly string _folder = Directory.CreateTempSubdirectory("weak-copy-").FullName;

    [Fact]
    public void The_copy_is_made_once_beside_others_and_mended_where_it_was_damaged()
    {
        if (!OperatingSystem.IsLinux())
        {
            Assert.False(File.Exists("/proc/version"));
            return;
        }
        string original = NativeFiles.Find().Bridge;
        byte[] before = File.ReadAllBytes(original);
        string copy = WeakCopy.Of(original, Wanted, _folder);
        DateTime made = File.GetLastWriteTimeUtc(copy);
        Assert.Equal(copy, WeakCopy.Of(original, Wanted, _folder));
        Assert.Equal(made, File.GetLastWriteTimeUtc(copy));

        File.WriteAllText(copy, "half a file");
        Assert.Equal(copy, WeakCopy.Of(original, Wanted, _folder));
        Assert.Equal(before.Length, new FileInfo(copy).Length);
        Assert.Equal(before, File.ReadAllBytes(original));
        Assert.Single(Directory.GetFiles(_folder, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public void Processes_may_make_it_at_the_same_time()
    {
        if (!OperatingSystem.IsLinux())
        {
            Assert.False(File.Exists("/proc/version"));
            return;
        }
        string original = NativeFiles.Find().Bridge;
        string[] copies = new string[8];
        Parallel.For(0, copies.Length, i => copies[i] = WeakCopy.Of(original, Wanted, _folder));
        Assert.Single(copies.Distinct());
        Assert.Single(Directory.GetFiles(_folder, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public void A_file_of_another_kind_and_a_folder_that_is_a_file_are_named()
    {
        string text = Path.Combine(_folder, "libLibTorchSharp.so");
        File.WriteAllText(text, "no library");
        Assert.Contains("does not ask for", Assert.Throws<InvalidDataException>(() => WeakCopy.Of(text, Wanted, _folder)).Message);
        if (OperatingSystem.IsLinux())
        {
            Assert.Contains(text, Assert.Throws<IOException>(() => WeakCopy.Of(NativeFiles.Find().Bridge, Wanted, text)).Message);
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
