using System.Runtime.InteropServices;
using NotebookKit.Notebooks.CSharp;
using NotebookKit.Notebooks.Session;
using NotebookKit.Notebooks.Tests.Session;

namespace NotebookKit.Notebooks.Tests.CSharp.Packages;

public class PackageSetTests
{
    [Fact]
    public async Task A_package_of_a_folder_source_is_restored_and_found_again_without_it()
    {
        using var run = new SessionRun();
        string source = Path.Combine(run.Folder, "source");
        string library = TestLibrary.Build(Path.Combine(run.Folder, "build"), "TinyWords",
            """
            /// <summary>Words.</summary>
            public static class Words { /// <summary>One word.</summary>
            public static string One => "tiny"; }
            """);
        TestLibrary.Pack(source, "Tiny.Words", "1.2.0", ("lib/net8.0/TinyWords.dll", library),
            ("lib/net8.0/TinyWords.xml", Path.ChangeExtension(library, ".xml")));
        TestLibrary.Configure(run.Folder, source);

        Assert.Equal("tiny", await run.Value("#r \"nuget: Tiny.Words, 1.2.0\"\nWords.One"));
        Inspection? inspection = await run.Session.InspectAsync("Words.One", 8, TestContext.Current.CancellationToken);
        Assert.Contains("One word.", inspection?.Text, StringComparison.Ordinal);

        Directory.Delete(source, recursive: true);
        using var later = new NotebookKit.Notebooks.Session.CSharpSession(
            new() { WorkingDirectory = run.Folder, PackageCache = Path.Combine(run.Folder, "cache") });
        CellResult result = await later.ExecuteAsync(
            "#r \"nuget:Tiny.Words,1.2.0\"\nWords.One", _ => { }, TestContext.Current.CancellationToken);
        Assert.Equal("tiny", result.Value);
    }

    [Fact]
    public async Task A_feed_without_the_package_is_named()
    {
        using var run = new SessionRun();
        string source = Directory.CreateDirectory(Path.Combine(run.Folder, "source")).FullName;
        TestLibrary.Configure(run.Folder, source);
        ErrorEvent error = await run.Error("#r \"nuget: No.Such.Package, 3.1.4\"");
        Assert.Equal("DirectiveError", error.Name);
        foreach (string part in (string[])["No.Such.Package", "3.1.4", source, "#i"])
        {
            Assert.Contains(part, error.Value, StringComparison.Ordinal);
        }
        Assert.Equal(1, await run.Value("1"));
    }

    [Fact]
    public async Task A_feed_without_the_version_is_named()
    {
        using var run = new SessionRun();
        string source = Path.Combine(run.Folder, "source");
        TestLibrary.Pack(source, "Tiny.Empty", "1.0.0");
        TestLibrary.Configure(run.Folder, source);
        ErrorEvent error = await run.Error("#r \"nuget: Tiny.Empty, 2.0.0\"");
        Assert.Contains("no source has that version", error.Value, StringComparison.Ordinal);
        Assert.Contains("1.0.0", error.Value, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_directive_adds_a_source_and_the_files_for_the_machine_are_chosen()
    {
        using var run = new SessionRun();
        TestLibrary.Configure(run.Folder, Directory.CreateDirectory(Path.Combine(run.Folder, "empty")).FullName);
        string reference = TestLibrary.Build(
            Path.Combine(run.Folder, "ref"), "TinyPlatform", "public static class Platform { public static string Name => \"any\"; }");
        string specific = TestLibrary.Build(
            Path.Combine(run.Folder, "own"), "TinyPlatform", "public static class Platform { public static string Name => \"this\"; }");
        string native = run.Write("libtiny.so", "no real library");
        TestLibrary.Pack(
            Path.Combine(run.Folder, "more"), "Tiny.Platform", "1.0.0",
            ("lib/net8.0/TinyPlatform.dll", reference),
            ($"runtimes/{RuntimeInformation.RuntimeIdentifier}/lib/net8.0/TinyPlatform.dll", specific),
            ($"runtimes/{RuntimeInformation.RuntimeIdentifier}/native/libtiny.so", native));
        Assert.Equal("this", await run.Value("#i \"nuget:more\"\n#r \"nuget: Tiny.Platform, 1.0.0\"\nPlatform.Name"));
    }

    [Fact]
    public async Task Another_version_of_a_used_package_is_refused()
    {
        using var run = new SessionRun();
        string source = Path.Combine(run.Folder, "source");
        TestLibrary.Pack(source, "Tiny.Empty", "1.0.0");
        TestLibrary.Configure(run.Folder, source);
        await run.Value("#r \"nuget: Tiny.Empty, 1.0.0\"");
        await run.Value("#r \"nuget: Tiny.Empty, 1.0.0\"\n#r \"nuget: tiny.empty\"");
        Assert.Contains("Restart the session", (await run.Error("#r \"nuget: Tiny.Empty, 1.1.0\"")).Value, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_version_written_in_several_ways_is_one_package()
    {
        using var run = new SessionRun();
        string source = Path.Combine(run.Folder, "source");
        foreach (string version in (string[])["1.0.0", "1.2.0", "1.3.0-beta"])
        {
            TestLibrary.Pack(source, "Tiny.Empty", version);
        }

        TestLibrary.Configure(run.Folder, source);
        await run.Value("#r \"nuget: Tiny.Empty, 1.2.*\"\n#r \"nuget: Tiny.Empty, 1.2.*\"");
        foreach (string again in (string[])["1.2.0", "1.2", "1.2.0.0", "1.*", "*", "[1.0, 2.0)", "[1.2]"])
        {
            await run.Value($"#r \"nuget: Tiny.Empty, {again}\"");
        }

        foreach (string other in (string[])["1.0", "1.3.0-beta", "[1.3.0-beta, )", "2.*", "1.20"])
        {
            ErrorEvent error = await run.Error($"#r \"nuget: Tiny.Empty, {other}\"");
            Assert.Contains("which gave version 1.2.0, already", error.Value, StringComparison.Ordinal);
        }
    }
}
