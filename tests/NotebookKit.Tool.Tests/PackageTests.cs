using System.Diagnostics;
using System.IO.Compression;
using System.Reflection;
using System.Xml.Linq;
using NotebookKit.Tests.Shared;
using NotebookKit.Tool.Tests.Jupyter;

namespace NotebookKit.Tool.Tests;

/// <summary>Every library, as the solution built it, as a package: what NuGet, an editor and a debugger find in it.</summary>
[Trait("Category", "Endurance")]
public sealed class PackageTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("packages").FullName;

    public static TheoryData<string> Projects =>
        [.. Directory.GetFiles(Path.Combine(Repository.Root, "lib"), "*.csproj", SearchOption.AllDirectories)
            .Where(path => Path.GetDirectoryName(Path.GetDirectoryName(path)) == Path.Combine(Repository.Root, "lib"))
            .Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal)];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [MemberData(nameof(Projects))]
    public async Task A_library_packs_with_all_that_a_package_should_have(string project)
    {
        string configuration = typeof(PackageTests).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;
        var start = new ProcessStartInfo(
            "dotnet",
            [
                "pack", Path.Combine(Repository.Root, "lib", project), "--no-build", "-c", configuration,
                "-o", _folder, "-nodeReuse:false",
            ])
        {
            RedirectStandardOutput = true,
        };
        start.Environment.Remove("MSBUILD_EXE_PATH");
        // As on the service whose address the package names.
        start.Environment["GITHUB_SERVER_URL"] = "https://example.org";
        start.Environment["GITHUB_REPOSITORY"] = "someone/notebookkit";
        using (Process pack = Process.Start(start)!)
        {
            string output = await pack.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            await pack.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.True(pack.ExitCode == 0, output);
            Assert.DoesNotContain("warning", output, StringComparison.OrdinalIgnoreCase);
        }

        string file = Assert.Single(Directory.GetFiles(_folder, "*.nupkg"));
        Assert.Single(Directory.GetFiles(_folder, "*.snupkg"));
        using ZipArchive package = ZipFile.OpenRead(file);
        XElement metadata = XDocument.Load(package.Entries.Single(entry => entry.Name.EndsWith(".nuspec")).Open()).Root!.Elements().First();
        string Value(string name) => metadata.Elements().SingleOrDefault(element => element.Name.LocalName == name)?.Value ?? "";

        Assert.Equal(project, Value("id"));
        Assert.Equal("MIT", Value("license"));
        Assert.Equal("https://example.org/someone/notebookkit", Value("projectUrl"));
        Assert.NotEqual("Package Description", Value("description"));
        Assert.True(Value("tags").Split(' ').Length >= 4, Value("tags"));
        Assert.NotNull(package.GetEntry(Value("readme")));
        Assert.NotNull(package.GetEntry(Value("icon")));
        using var readme = new StreamReader(package.GetEntry("README.md")!.Open());
        Assert.StartsWith("# ", await readme.ReadToEndAsync(TestContext.Current.CancellationToken));

        // A stable version must not depend on a prerelease.
        bool isPrerelease = Value("version").Contains('-');
        var dependencies = metadata.Descendants().Where(element => element.Name.LocalName == "dependency").ToList();
        Assert.True(isPrerelease || dependencies.All(dependency => !dependency.Attribute("version")!.Value.Contains('-')), project);
        if (project is "NotebookKit.Notebooks" or "NotebookKit.Tool" or "NotebookKit.Xunit")
        {
            Assert.True(isPrerelease);
        }
    }
}
