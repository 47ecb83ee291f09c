using NotebookKit.Tests.Shared;
using NotebookKit.Tool.Tests.Jupyter;

namespace NotebookKit.Tool.Tests.Reporting;

/// <summary>Text that a person would see, kept in a file beside the tests.</summary>
internal static class Snapshot
{
    /// <summary>
    /// Holds a text against the file of that name; on a difference the new text is written beside it, for a person to look
    /// at and to take over.
    /// </summary>
    public static void Check(string name, string text)
    {
        string folder = Path.Combine(Repository.Root, "tests", "NotebookKit.Tool.Tests", "Reporting", "Snapshots");
        string file = Path.Combine(folder, name + ".txt");
        string saved = File.Exists(file) ? File.ReadAllText(file).ReplaceLineEndings("\n") : "";
        if (saved == text)
        {
            return;
        }

        string received = Path.Combine(Path.GetTempPath(), name + ".received.txt");
        File.WriteAllText(received, text);
        Assert.Fail($"{name}.txt says\n{saved}\nbut the text is\n{text}\nIf that is right, copy {received} over {file}.");
    }
}
