using NotebookKit.Notebooks.Running.Original;

namespace NotebookKit.Notebooks.Tests.Running.Original;

public sealed class OriginalCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("original").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void It_is_found_on_the_path_then_among_global_tools_then_in_a_manifest_around_the_folder()
    {
        string onPath = Program("bin"), global = Program("home/.dotnet/tools");
        string inner = Folder("repository/notebooks/deep");
        Manifest("repository/.config", """{"version": 1, "tools": {"Microsoft.dotnet-interactive": {"version": "1.0.712001"}}}""");

        Assert.Equal(onPath, Find(inner, "bin", "home")!.FileName);
        Assert.Equal(global, Find(inner, "none", "home")!.FileName);
        OriginalCommand local = Find(inner, "none", "none")!;
        Assert.Equal(("dotnet", Folder("repository")), (local.FileName, local.Folder));
        Assert.Equal(["tool", "run", "dotnet-interactive", "--"], local.Arguments);
        Assert.Null(Find(Folder("elsewhere"), "none", "none"));
    }

    [Theory]
    [InlineData("""{"tools": {"dotnet-ef": {}}}""")]
    [InlineData("""{"tools": []}""")]
    [InlineData("[]")]
    [InlineData("not JSON")]
    [InlineData("")]
    public void A_manifest_without_it_is_none(string manifest)
    {
        Manifest("a", manifest, "dotnet-tools.json");

        Assert.Null(Find(Folder("a"), "none", "none"));
    }

    [Fact]
    public void It_serves_a_notebook_as_VS_Code_starts_it() => Assert.Equal(
        ["tool", "run", "dotnet-interactive", "--", "[vscode]", "stdio", "--default-kernel", "csharp", "--working-dir", "/a b"],
        new OriginalCommand("dotnet", ["tool", "run", "dotnet-interactive", "--"]).ArgumentsFor("/a b"));

    private OriginalCommand? Find(string folder, string path, string home) => OriginalCommand.Find(
        folder, $"{Path.Combine(_folder, "empty")}{Path.PathSeparator}{Path.Combine(_folder, path)}", Path.Combine(_folder, home));

    private string Folder(string name) => Directory.CreateDirectory(Path.Combine(_folder, name)).FullName;

    private string Program(string folder)
    {
        string file = Path.Combine(Folder(folder), OperatingSystem.IsWindows() ? "dotnet-interactive.exe" : "dotnet-interactive");
        File.WriteAllText(file, "");
        return file;
    }

    private void Manifest(string folder, string text, string name = "dotnet-tools.json") =>
        File.WriteAllText(Path.Combine(Folder(folder), name), text);
}
