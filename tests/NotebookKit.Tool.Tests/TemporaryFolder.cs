using NotebookKit.Notebooks.Documents;

namespace NotebookKit.Tool.Tests;

/// <summary>A temporary folder with notebooks for a test.</summary>
public sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("notebookkit-tests-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public string Text(string name) => System.IO.File.ReadAllText(File(name));

    /// <summary>Saves a notebook with code cells.</summary>
    public string Add(string name, params IEnumerable<string> cells)
    {
        var document = NotebookDocument.Create();
        foreach (string cell in cells)
        {
            document.Add(CellKind.Code, cell);
        }
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(File(name))!);
        document.Save(File(name));
        return File(name);
    }
}
