using NotebookKit.Notebooks.Documents;

namespace NotebookKit.Notebooks.Tests.Documents;

public sealed class RealPathTests : IDisposable
{
    private readonly string _root = RealPath.Of(Directory.CreateTempSubdirectory("notebookkit-real-").FullName);

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void Links_on_the_way_and_at_the_end_are_followed()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Links need a privilege on Windows.");
            return;
        }

        Directory.CreateDirectory(In("inside/deep"));
        Directory.CreateDirectory(In("outside"));
        File.WriteAllText(In("outside/a.txt"), "");
        Directory.CreateSymbolicLink(In("inside/link"), "../outside");
        File.CreateSymbolicLink(In("inside/deep/back.txt"), In("outside/a.txt"));
        Directory.CreateSymbolicLink(In("inside/own"), "deep/.");
        Assert.Equal(In("outside/a.txt"), RealPath.Of(In("inside/link/a.txt")));
        Assert.False(RealPath.IsInside(In("inside/link/a.txt"), In("inside")));
        Assert.False(RealPath.IsInside(In("inside/deep/back.txt"), In("inside")));
        Assert.True(RealPath.IsInside(In("inside/own/new.txt"), In("inside")));
        Assert.False(RealPath.IsInside(In("inside-too/a.txt"), In("inside")));
        Assert.True(RealPath.IsInside(In("inside"), In("inside")));

        // The system goes up from where the link has led.
        File.CreateSymbolicLink(In("inside/up.txt"), "link/../outside/a.txt");
        Assert.Equal(In("outside/a.txt"), RealPath.Of(In("inside/up.txt")));
        File.CreateSymbolicLink(In("inside/down.txt"), "link/../inside/new.txt");
        Assert.True(RealPath.IsInside(In("inside/down.txt"), In("inside")));
    }

    [Fact]
    public void Links_in_a_circle_lead_nowhere()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Links need a privilege on Windows.");
            return;
        }

        File.CreateSymbolicLink(In("a"), In("b"));
        File.CreateSymbolicLink(In("b"), In("a"));
        Assert.Throws<IOException>(() => RealPath.Of(In("a/c")));
        Assert.False(RealPath.IsInside(In("a/c"), _root));
    }

    private string In(string name) => Path.Combine(_root, name);
}
