using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using NotebookKit.Notebooks.Documents;
using NotebookKit.Notebooks.Running;
using NotebookKit.Shared;

namespace NotebookKit.Tool;

/// <summary>
/// Remembers, for the folder in which the command is used, which notebooks did not pass when they last ran. It is kept in the
/// user's cache, and not beside the notebooks, where it would have to be ignored and cleared away.
/// </summary>
/// <param name="cache">The folder of all such memories.</param>
/// <param name="folder">The folder in which the command is used.</param>
internal sealed class LastRun(string cache, string folder)
{
    private readonly string _file =
        Path.Combine(cache, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(folder)))[..24] + ".json");

    /// <summary>The memory of the current folder.</summary>
    public static LastRun Here() => new(UserFolders.Cache("last-run"), Environment.CurrentDirectory);

    /// <summary>The paths of those that did not pass.</summary>
    public IReadOnlySet<string> Failed()
    {
        try
        {
            return File.Exists(_file) && JsonNode.Parse(File.ReadAllBytes(_file))?["failed"] is JsonArray failed
                ? failed.Select(path => (string?)path).OfType<string>().ToHashSet(StringComparer.Ordinal)
                : new HashSet<string>();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException or InvalidOperationException)
        {
            return new HashSet<string>();
        }
    }

    /// <summary>Notes how notebooks fared; what is known of others stays. Where the cache cannot be written, nothing is noted.</summary>
    /// <param name="reports">The notebooks that have run. Those that somebody stopped fared neither well nor ill.</param>
    public void Note(IEnumerable<NotebookReport> reports)
    {
        IReadOnlySet<string> before = Failed();
        var failed = before.ToHashSet(StringComparer.Ordinal);
        foreach (NotebookReport report in reports.Where(
            report => report.Outcome is not (NotebookOutcome.Cancelled or NotebookOutcome.NotReached)))
        {
            string path = RealPath.OfEntry(report.Path);
            if (report.Outcome == NotebookOutcome.Passed)
            {
                failed.Remove(path);
            }
            else
            {
                failed.Add(path);
            }
        }

        if (failed.SetEquals(before))
        {
            return;
        }

        try
        {
            if (failed.Count == 0)
            {
                File.Delete(_file);
                return;
            }

            Directory.CreateDirectory(cache);
            ForgetFoldersThatAreGone();
            var names = new JsonArray([.. failed.Order(StringComparer.Ordinal).Select(path => (JsonNode)path)]);
            AtomicFile.Write(_file, Encoding.UTF8.GetBytes(new JsonObject { ["folder"] = folder, ["failed"] = names }.ToJsonString()));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // A cache on a disk that is full or read-only: the run itself has not failed.
        }
    }

    private void ForgetFoldersThatAreGone()
    {
        foreach (string file in Directory.EnumerateFiles(cache, "*.json"))
        {
            try
            {
                if (!Directory.Exists((string?)JsonNode.Parse(File.ReadAllBytes(file))?["folder"]))
                {
                    File.Delete(file);
                }
            }
            catch (Exception error) when (error is JsonException or InvalidOperationException)
            {
                File.Delete(file);
            }
        }
    }
}
