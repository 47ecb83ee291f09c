using System.Text.Json.Nodes;
using NotebookKit.Notebooks.CSharp;
using NotebookKit.Notebooks.Session;

namespace NotebookKit.Notebooks.Tests.Session;

/// <summary>A session of its own in a folder of its own, which remembers what each cell showed.</summary>
internal sealed class SessionRun : IDisposable
{
    /// <summary>How many bytes calls without end take in tests about many kinds of them: a sixtieth of what they may in use.</summary>
    public const uint Shallow = 256 * 1024;

    /// <param name="input">Answers what cells ask for.</param>
    /// <param name="deepest">The bytes that calls of a cell may take; as in use if null.</param>
    public SessionRun(Func<InputRequest, CancellationToken, Task<string>>? input = null, uint? deepest = null)
    {
        CellStack.Deepest.Value = deepest;
        Folder = Directory.CreateTempSubdirectory("session-test-").FullName;
        Session = new CSharpSession(
            new SessionOptions { WorkingDirectory = Folder, PackageCache = Path.Combine(Folder, "cache"), Input = input });
    }

    public string Folder { get; }

    public CSharpSession Session { get; }

    /// <summary>What the last cell showed.</summary>
    public List<SessionEvent> Events { get; private set; } = [];

    public IEnumerable<DisplayEvent> Displays => Events.OfType<DisplayEvent>();

    /// <summary>What the last cell wrote to a stream.</summary>
    public string Text(string stream) =>
        string.Concat(Events.OfType<StreamEvent>().Where(written => written.Name == stream).Select(written => written.Text));

    public string Output => Text("stdout");

    /// <summary>Runs a cell, which may fail.</summary>
    public Task<CellResult> Cell(string code, string language = "csharp")
    {
        List<SessionEvent> events = Events = [];
        return Session.ExecuteAsync(code, events.Add, TestContext.Current.CancellationToken, language);
    }

    /// <summary>Runs a cell that a token stops.</summary>
    public Task<CellResult> Interrupted(string code, CancellationToken interrupt)
    {
        List<SessionEvent> events = Events = [];
        return Session.ExecuteAsync(code, events.Add, interrupt);
    }

    /// <summary>Runs a cell for another listener than this.</summary>
    public Task<CellResult> Listen(string code, Action<SessionEvent> listener) =>
        Session.ExecuteAsync(code, listener, TestContext.Current.CancellationToken);

    /// <summary>Runs a cell that must succeed, and returns its result.</summary>
    public async Task<object?> Value(string code)
    {
        CellResult result = await Cell(code);
        Assert.True(result.Success, result.Error is null ? "" : string.Join('\n', result.Error.Traceback));
        return result.Value;
    }

    /// <summary>Runs a cell that must fail, and returns its error.</summary>
    public async Task<ErrorEvent> Error(string code, string language = "csharp")
    {
        CellResult result = await Cell(code, language);
        Assert.False(result.Success);
        Assert.Same(result.Error, Assert.Single(Events.OfType<ErrorEvent>()));
        return result.Error!;
    }

    /// <summary>The result that a front end shows.</summary>
    public JsonObject Shown => Assert.Single(Events.OfType<ResultEvent>()).Data;

    public string Write(string name, string content)
    {
        string path = Path.Combine(Folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
        return path;
    }

    public void Dispose()
    {
        Session.Dispose();
        Directory.Delete(Folder, recursive: true);
    }
}
