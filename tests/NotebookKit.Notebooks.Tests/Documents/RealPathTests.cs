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

    [Fact]
    public void Two_ways_to_one_file_are_the_same_and_two_links_are_two_entries_of_it()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Links need a privilege on Windows.");
            return;
        }

        Directory.CreateDirectory(In("real/deep"));
        File.WriteAllText(In("real/a.txt"), "");
        Directory.CreateSymbolicLink(In("way"), "real");
        File.CreateSymbolicLink(In("real/b.txt"), "a.txt");

        Assert.True(RealPath.AreSame(In("way/deep/../a.txt"), In("real/a.txt")));
        Assert.True(RealPath.AreSame(In("real/b.txt"), In("real/a.txt")));
        Assert.True(RealPath.AreSame(In("way/not-there.txt"), In("real/./not-there.txt")));
        Assert.Equal(In("real/a.txt"), RealPath.OfEntry(In("way/a.txt")));
        Assert.Equal(In("real/b.txt"), RealPath.OfEntry(In("way/b.txt")));
        Assert.Equal(In("real"), RealPath.OfEntry(In("real/")));
        Assert.Equal("/", RealPath.OfEntry("/"));
    }

    [Fact]
    public void A_file_that_does_not_lead_anywhere_is_compared_as_it_is_written()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Links need a privilege on Windows.");
            return;
        }

        File.CreateSymbolicLink(In("loop"), "loop");
        Assert.True(RealPath.AreSame(In("loop"), In("./loop")));
        Assert.False(RealPath.AreSame(In("loop"), In("other")));
        Assert.Equal(In("loop"), RealPath.OfEntry(In("loop")));
    }

    [Theory]
    [InlineData("Readme.md", "README.md", "README.md", "a")]
    [InlineData("README.md", "README.md", "readme.md", "README.md")]
    [InlineData("readme.md", "readme.md", "README.md", "readme.md", "Readme.md")]
    [InlineData("none.md", "none.md", "README.md")]
    [InlineData("Übung", "übung", "übung")]
    public void The_letters_of_a_name_are_those_that_the_folder_has(string written, string stored, params string[] names) =>
        Assert.Equal(stored, RealPath.StoredName(written, names));

    [Fact]
    public void Two_files_whose_names_differ_by_case_only_are_two()
    {
        File.WriteAllText(In("a.txt"), "");
        if (File.Exists(In("A.TXT")))
        {
            Assert.True(RealPath.AreSame(In("a.txt"), In("A.TXT")));
            Assert.Equal(In("a.txt"), RealPath.Of(In("A.TXT")));
            return;
        }

        File.WriteAllText(In("A.TXT"), "");
        Assert.False(RealPath.AreSame(In("a.txt"), In("A.TXT")));
        Assert.Equal(In("A.TXT"), RealPath.Of(In("A.TXT")));
    }

    private string In(string name) => Path.Combine(_root, name);
}
