using System.Collections.Concurrent;
using System.Reflection;

namespace NotebookKit.Xunit.Execution;

/// <summary>The notebooks that run now: one in each test collection, whose cases run one after the other.</summary>
internal static class NotebookRuns
{
    private static readonly ConcurrentDictionary<string, (MethodInfo Method, string Path, NotebookRun Run)> s_current = new();

    /// <summary>The run of a case's notebook; that of another notebook in the same collection ends.</summary>
    public static async ValueTask<NotebookRun> OfAsync(NotebookCellTestCase cell)
    {
        string collection = cell.TestCollection.UniqueID;
        MethodInfo method = cell.TestMethod.Method;
        if (s_current.TryGetValue(collection, out (MethodInfo Method, string Path, NotebookRun Run) current)
            && current.Path == cell.Place.Path && current.Method == method)
        {
            return current.Run;
        }

        await EndAsync(collection).ConfigureAwait(false);
        var run = new NotebookRun(cell.Place.Path, cell.Attribute);
        s_current[collection] = (method, cell.Place.Path, run);
        return run;
    }

    /// <summary>Ends the run of a collection, if there is one.</summary>
    public static async ValueTask EndAsync(string collection)
    {
        if (s_current.TryRemove(collection, out (MethodInfo Method, string Path, NotebookRun Run) current))
        {
            await current.Run.DisposeAsync().ConfigureAwait(false);
        }
    }
}
