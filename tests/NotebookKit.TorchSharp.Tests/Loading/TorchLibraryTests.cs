using System.Reflection;
using TorchSharp;

namespace NotebookKit.TorchSharp.Tests.Loading;

public class TorchLibraryTests
{
    [Fact]
    public void It_is_loaded_and_stays_so()
    {
        Assert.True(TorchLibrary.IsLoaded);
        TorchLibrary.Load();
        Assert.True(TorchLibrary.TryLoad(out string? why), why);
        Assert.True(TorchLibrary.TryFetchAndLoad(out why), why);
        Assert.Equal(2f, torch.ones(2).sum().item<float>());
    }

    [Fact]
    public void The_files_stay_in_the_package_cache()
    {
        string beside = AppContext.BaseDirectory;
        Assert.DoesNotContain(Directory.GetFiles(beside, "*", SearchOption.AllDirectories), f => Path.GetFileName(f).Contains("torch_cpu"));
        string managed = Path.GetDirectoryName(typeof(torch).Assembly.Location)!;
        Assert.False(Directory.Exists(Path.Combine(managed, "cpu")), "TorchSharp copied its native files");
    }

    [Fact]
    public void The_changed_copy_is_used_only_where_the_system_is_older()
    {
        bool unpatched = Environment.GetEnvironmentVariable("NOTEBOOKKIT_TORCH") == "unpatched";
        string release = File.Exists("/etc/os-release") ? File.ReadAllText("/etc/os-release") : "";
        if (unpatched)
        {
            Assert.Contains("VERSION_ID=\"13\"", release);
            Assert.False(NativeLoading.UsesCopy);
        }
        else if (release.Contains("VERSION_ID=\"12\"") && release.Contains("ID=debian"))
        {
            Assert.True(NativeLoading.UsesCopy);
        }
        else
        {
            Assert.True(TorchLibrary.IsLoaded);
        }
    }

    [Fact]
    public void The_version_of_libtorch_is_the_one_that_TorchSharp_names() =>
        Assert.Equal(torch.__version__.Split('+')[0].Split('.').Take(3), NativeFiles.TorchVersion.Split('.'));

    [Fact]
    public void Native_errors_come_back_as_exceptions() =>
        Assert.ThrowsAny<Exception>(() => torch.ones(2, 3) + torch.ones(4, 5));

    [Fact]
    public void The_library_itself_asks_for_the_managed_part_alone()
    {
        string[] references = [.. typeof(TorchLibrary).Assembly.GetReferencedAssemblies().Select(a => a.Name!)
            .Where(n => !n.StartsWith("System") && !n.StartsWith("Microsoft.Win32"))];
        Assert.Equal(["NotebookKit", "TorchSharp"], references.Order());
        Assert.Equal("NotebookKit.TorchSharp", typeof(TorchLibrary).Assembly.GetName().Name);
    }
}
