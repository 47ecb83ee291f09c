using NotebookKit.Notebooks.CSharp;

namespace NotebookKit.Notebooks.Tests.CSharp.Execution;

public sealed class PackageNativesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("natives-").FullName;

    [Fact]
    public void A_file_that_is_not_a_library_is_declined()
    {
        string file = Path.Combine(_folder, "libnothing.so");
        File.WriteAllText(file, "not a library");
        Assert.False(PackageNatives.TryLoad(file, new Dictionary<string, string>(), out nint handle));
        Assert.Equal(0, handle);
        Assert.False(PackageNatives.TryLoad(Path.Combine(_folder, "missing.so"), new Dictionary<string, string>(), out _));
    }

    [Fact]
    public void Files_that_name_each_other_end_the_search()
    {
        string one = Path.Combine(_folder, "libone.so"), two = Path.Combine(_folder, "libtwo.so");
        File.WriteAllText(one, "");
        File.WriteAllText(two, "");
        var others = new Dictionary<string, string> { ["libone.so"] = two, ["libtwo.so"] = one };
        Assert.False(PackageNatives.TryLoad(one, others, out _));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
