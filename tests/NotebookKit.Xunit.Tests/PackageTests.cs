using System.Diagnostics;
using System.Reflection;
using System.Security;
using System.Xml.Linq;
using NotebookKit.Tests.Shared;

namespace NotebookKit.Xunit.Tests;

/// <summary>The library as a package, in somebody's test project in an empty folder.</summary>
[Trait("Category", "Endurance")]
public sealed class PackageTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("xunit").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_test_project_that_refers_to_the_package_runs_its_notebooks_by_dotnet_test()
    {
        string configuration = typeof(PackageTests).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;
        string feed = Path.Combine(_folder, "feed");
        foreach (string project in (string[])["NotebookKit.Notebooks", "NotebookKit.Xunit"])
        {
            (int code, string output) = await DotNetAsync(
                "pack", Path.Combine(Repository.Root, "lib", project), "--no-build", "-c", configuration, "-o", feed);
            Assert.True(code == 0, output);
        }

        // A cache of its own, since packages of one version are never read anew; what is in the machine's is taken from there.
        string machine = Path.Combine(Environment.GetFolderPath(
            Environment.SpecialFolder.UserProfile, Environment.SpecialFolderOption.DoNotVerify), ".nuget", "packages");
        Write("nuget.config", $"""
            <configuration>
              <config><add key="globalPackagesFolder" value="packages" /></config>
              <fallbackPackageFolders><add key="machine" value="{SecurityElement.Escape(machine)}" /></fallbackPackageFolders>
              <packageSources><add key="kit" value="{SecurityElement.Escape(feed)}" /></packageSources>
            </configuration>
            """);
        Write("MyTests/MyTests.csproj", """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="Microsoft.NET.Test.Sdk" Version="18.11.0" />
                <PackageReference Include="xunit.v3" Version="3.2.2" />
                <PackageReference Include="xunit.runner.visualstudio" Version="3.1.5" />
                <PackageReference Include="NotebookKit.Xunit" Version="*-*" />
              </ItemGroup>
            </Project>
            """);
        Write("MyTests/NotebookTests.cs", """
            using NotebookKit.Xunit;

            public class NotebookTests
            {
                [Notebooks("../notebooks")]
                public void All() { }
            }
            """);
        Directory.CreateDirectory(Path.Combine(_folder, "notebooks"));
        foreach (string notebook in (string[])["fails-first.ipynb", "tagged.ipynb"])
        {
            File.Copy(
                Path.Combine(Repository.Root, "tests", "NotebookKit.Xunit.Tests", "Fixtures", notebook),
                Path.Combine(_folder, "notebooks", notebook));
        }

        (int failed, string console) = await DotNetAsync("test", "MyTests", "--logger", "trx;LogFileName=all.trx");
        Assert.True(failed == 1, console);
        Assert.Contains("Failed fails-first.ipynb › cell 2: void Fail() =>", console);
        Assert.Contains("fails-first.ipynb:line ", console);
        Assert.Equal(
            [
                "fails-first.ipynb › cell 1: int n = 1; Passed", "fails-first.ipynb › cell 2: void Fail() => Failed",
                "fails-first.ipynb › cell 3: n NotExecuted", "tagged.ipynb › cell 2: int n = 1; Passed",
                "tagged.ipynb › cell 3: n += 1; NotExecuted",
                "tagged.ipynb › cell 4: n *= 100; Passed", "tagged.ipynb › cell 6: Console.WriteLine($\"n is {n}\"); Passed",
            ],
            Results("all.trx").Order(StringComparer.Ordinal));
        Assert.Contains("n is 100", File.ReadAllText(Path.Combine(_folder, "MyTests", "TestResults", "all.trx")));

        // As a test explorer runs one case that was chosen there.
        (int passed, string alone) = await DotNetAsync(
            "test", "MyTests", "--no-build", "--filter", "Tag=quick", "--logger", "trx;LogFileName=one.trx");
        Assert.True(passed == 0, alone);
        Assert.Equal(["tagged.ipynb › cell 6: Console.WriteLine($\"n is {n}\"); Passed"], Results("one.trx"));
        (int none, alone) = await DotNetAsync("test", "MyTests", "--no-build", "--filter", "Tag=alone");
        Assert.True(none == 1, alone);
    }

    private IEnumerable<string> Results(string trx) => XDocument.Load(Path.Combine(_folder, "MyTests", "TestResults", trx)).Descendants()
        .Where(element => element.Name.LocalName == "UnitTestResult")
        .Select(result => $"{result.Attribute("testName")!.Value} {result.Attribute("outcome")!.Value}");

    private void Write(string file, string text)
    {
        string path = Path.Combine(_folder, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    private async Task<(int Code, string Output)> DotNetAsync(params IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo(BuiltTool.DotNet, [.. arguments, "-nodeReuse:false"])
        {
            WorkingDirectory = _folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // A test host may run inside another dotnet command, whose settings are not for this one.
        start.Environment.Remove("MSBUILD_EXE_PATH");
        start.Environment.Remove("NUGET_PACKAGES");
        (int code, string output, string error) = await BuiltTool.RunAsync(start);
        return (code, output + error);
    }
}
