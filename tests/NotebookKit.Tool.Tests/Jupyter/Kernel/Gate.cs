namespace NotebookKit.Tool.Tests.Jupyter.Kernel;

/// <summary>
/// Holds a cell until the test has sent what is to wait behind it. A cell that only slept for a while would be over before
/// a busy machine had sent anything.
/// </summary>
internal sealed class Gate : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("gate").FullName;

    /// <summary>The statements with which a cell waits; the pause at the end is for what was sent to arrive.</summary>
    public string Wait =>
        $"while (!System.IO.File.Exists(@\"{File}\")) System.Threading.Thread.Sleep(10); System.Threading.Thread.Sleep(200);";

    private string File => Path.Combine(_folder, "open");

    /// <summary>Lets the cell go on.</summary>
    public void Open() => System.IO.File.WriteAllText(File, "");

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
