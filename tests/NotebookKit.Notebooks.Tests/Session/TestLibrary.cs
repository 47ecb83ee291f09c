using System.IO.Compression;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using NotebookKit.Notebooks.CSharp;
using NotebookKit.Notebooks.Session;

namespace NotebookKit.Notebooks.Tests.Session;

/// <summary>Builds small libraries and packages, so that the tests need no network.</summary>
internal static class TestLibrary
{
    /// <summary>Compiles a library to <c>folder/name.dll</c> with its XML documentation, and returns its path.</summary>
    public static string Build(string folder, string name, string code, params string[] references)
    {
        Directory.CreateDirectory(folder);
        var compilation = CSharpCompilation.Create(
            name,
            [CSharpSyntaxTree.ParseText(code, new CSharpParseOptions(documentationMode: DocumentationMode.Parse))],
            // Packages may be built for .NET Standard, whose one file only says where the types are.
            FrameworkReferences.All.Concat(references.Append(FrameworkReferences.Find("netstandard")!)
                .Select(path => MetadataReference.CreateFromFile(path))),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        string path = Path.Combine(folder, name + ".dll");
        using var image = new MemoryStream();
        using FileStream documentation = File.Create(Path.ChangeExtension(path, ".xml"));
        EmitResult result = compilation.Emit(image, xmlDocumentationStream: documentation);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics));
        File.WriteAllBytes(path, image.ToArray());
        return path;
    }

    /// <summary>Packs files into <c>folder/id.version.nupkg</c>.</summary>
    /// <param name="folder">Where the package goes: a folder that serves as a source.</param>
    /// <param name="id">The package's name.</param>
    /// <param name="version">Its version.</param>
    /// <param name="files">Path in the package, and the file.</param>
    public static void Pack(string folder, string id, string version, params (string Entry, string File)[] files)
    {
        Directory.CreateDirectory(folder);
        using ZipArchive package = ZipFile.Open(Path.Combine(folder, $"{id}.{version}.nupkg"), ZipArchiveMode.Create);
        using (var manifest = new StreamWriter(package.CreateEntry($"{id}.nuspec").Open()))
        {
            manifest.Write($"""
                <?xml version="1.0"?>
                <package xmlns="http://schemas.microsoft.com/packaging/2013/05/nuspec.xsd">
                  <metadata><id>{id}</id><version>{version}</version><authors>tests</authors><description>For a test.</description></metadata>
                </package>
                """);
        }
        foreach ((string entry, string file) in files)
        {
            package.CreateEntryFromFile(file, entry);
        }
    }

    /// <summary>A NuGet configuration that knows nothing but one folder, and keeps its packages to itself.</summary>
    public static void Configure(string folder, string source) => File.WriteAllText(Path.Combine(folder, "nuget.config"), $"""
        <configuration>
          <config><add key="globalPackagesFolder" value="packages" /></config>
          <packageSources><clear /><add key="test-source" value="{source}" /></packageSources>
          <fallbackPackageFolders><clear /></fallbackPackageFolders>
        </configuration>
        """);
}
