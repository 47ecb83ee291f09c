using System.Runtime.CompilerServices;

namespace NotebookKit.Display.Tests.Support;

/// <summary>
/// Compares what the code writes with a file kept beside the test, in <c>Snapshots/</c>. On a difference what was received
/// is written beside it as <c>*.received.*</c>; after a look at it, <c>NOTEBOOKKIT_SNAPSHOTS=accept dotnet test</c> takes it over.
/// </summary>
internal static class Snapshot
{
    public static void Match(string actual, string extension, string? part = null,
        [CallerFilePath] string testFile = "", [CallerMemberName] string test = "")
    {
        string folder = Path.Combine(Path.GetDirectoryName(testFile)!, "Snapshots");
        string stem = Path.Combine(folder, $"{Path.GetFileNameWithoutExtension(testFile)}.{test}{(part is null ? "" : "." + part)}");
        string accepted = $"{stem}.{extension}", received = $"{stem}.received.{extension}";
        if (File.Exists(accepted) && File.ReadAllText(accepted) == actual)
        {
            File.Delete(received);
            return;
        }
        Directory.CreateDirectory(folder);
        if (Environment.GetEnvironmentVariable("NOTEBOOKKIT_SNAPSHOTS") == "accept")
        {
            File.WriteAllText(accepted, actual);
            File.Delete(received);
            return;
        }
        File.WriteAllText(received, actual);
        Assert.Fail($"{Path.GetFileName(accepted)} {(File.Exists(accepted) ? "differs from" : "does not exist beside")} {received}. " +
            "Look at it; NOTEBOOKKIT_SNAPSHOTS=accept takes it over.");
    }
}
