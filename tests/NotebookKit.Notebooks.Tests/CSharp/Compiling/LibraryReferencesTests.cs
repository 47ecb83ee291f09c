using NotebookKit.Notebooks.Session;
using NotebookKit.Notebooks.Tests.Session;

namespace NotebookKit.Notebooks.Tests.CSharp.Compiling;

public class LibraryReferencesTests
{
    [Fact]
    public async Task A_library_and_its_neighbours_are_found()
    {
        using var run = new SessionRun();
        string bin = Path.Combine(run.Folder, "bin");
        string below = TestLibrary.Build(bin, "below", "public class Below { public int Value => 4; }");
        TestLibrary.Build(
            bin, "above", "public class Above { public Below Inner => new Below(); public int Twice() => 2 * Inner.Value; }", below);
        Assert.Equal(12, await run.Value("#r \"bin/above.dll\"\nvar a = new Above(); a.Twice() + a.Inner.Value"));
    }

    [Fact]
    public async Task A_directive_may_stand_anywhere_in_the_cell_and_be_repeated()
    {
        using var run = new SessionRun();
        TestLibrary.Build(run.Folder, "lib", "public static class Lib { public static int One => 1; }");
        await run.Value("var before = 1;\n#r \"lib.dll\" // the library\nvar one = Lib.One;");
        Assert.Equal(2, await run.Value("#r \"lib.dll\"\none + Lib.One"));
        Assert.Equal("", run.Text("stderr"));
    }

    [Fact]
    public async Task The_file_can_be_rebuilt_and_the_session_says_that_it_keeps_the_first()
    {
        using var run = new SessionRun();
        TestLibrary.Build(run.Folder, "lib", "public static class Lib { public static int Version => 1; }");
        Assert.Equal(1, await run.Value("#r \"lib.dll\"\nLib.Version"));
        TestLibrary.Build(run.Folder, "lib", "public static class Lib { public static int Version => 2; }");
        Assert.Equal(1, await run.Value("#r \"lib.dll\"\nLib.Version"));
        Assert.Contains("Restart the session", run.Text("stderr"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_build_of_the_same_name_is_told_apart()
    {
        using var run = new SessionRun();
        string first = TestLibrary.Build(
            Path.Combine(run.Folder, "a"), "lib", "public static class Lib { public static int Version => 1; }");
        TestLibrary.Build(Path.Combine(run.Folder, "b"), "lib", "public static class Lib { public static int Version => 2; }");
        Directory.CreateDirectory(Path.Combine(run.Folder, "c"));
        File.Copy(first, Path.Combine(run.Folder, "c", "lib.dll"));
        await run.Value("#r \"a/lib.dll\"");
        await run.Value("#r \"c/lib.dll\"");
        Assert.Equal("", run.Text("stderr"));
        Assert.Equal(1, await run.Value("#r \"b/lib.dll\"\nLib.Version"));
        Assert.Contains("another build", run.Text("stderr"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_file_names_the_folder_and_what_is_there()
    {
        using var run = new SessionRun();
        TestLibrary.Build(run.Folder, "library", "public class Lib { }");
        ErrorEvent error = await run.Error("#r \"libary.dll\"");
        Assert.Equal("DirectiveError", error.Name);
        Assert.Contains(Path.Combine(run.Folder, "libary.dll"), error.Value, StringComparison.Ordinal);
        Assert.Contains("library.dll", error.Value, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_no_library_is_refused()
    {
        using var run = new SessionRun();
        run.Write("fake.dll", "not a library");
        Assert.Contains("is not a .NET library", (await run.Error("#r \"fake.dll\"")).Value, StringComparison.Ordinal);
        Assert.Equal(1, await run.Value("1"));
    }

    [Fact]
    public async Task Framework_assemblies_go_by_name()
    {
        using var run = new SessionRun();
        Assert.Equal("HttpContext", await run.Value(
            """
            #r "Microsoft.AspNetCore.Http.Abstractions"
            typeof(Microsoft.AspNetCore.Http.HttpContext).Name
            """));
    }

    [Fact]
    public async Task Loaded_scripts_bring_their_own_references()
    {
        using var run = new SessionRun();
        TestLibrary.Build(Path.Combine(run.Folder, "sub"), "lib", "public static class Lib { public static int One => 1; }");
        run.Write("sub/use.csx", "#r \"lib.dll\"\nint FromLib() => Lib.One;");
        Assert.Equal(1, await run.Value("#load \"sub/use.csx\"\nFromLib()"));
        Assert.Equal(1, await run.Value("Lib.One"));
    }
}
