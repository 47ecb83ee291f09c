using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using NotebookKit.Notebooks.Session;
using NotebookKit.Tool.Jupyter.Wire;

namespace NotebookKit.Tool.Jupyter.Kernel;

/// <summary>Runs cells: an <c>execute_request</c> to the session, the session's events to iopub, the result to the reply.</summary>
/// <param name="session">Gives the session; the first call may wait for its start.</param>
/// <param name="ioPub">Where outputs go.</param>
/// <param name="history">Keeps what ran.</param>
/// <param name="outputLimit">The bytes that the outputs of a cell may have.</param>
internal sealed partial class ExecuteHandler(Func<CSharpSession> session, IoPub ioPub, History history, long outputLimit)
{
    private readonly Lock _gate = new();
    private CancellationTokenSource? _interrupt;
    private volatile Request? _running;
    private volatile Request? _last;
    private volatile ErrorEvent? _failedBeside;
    private int _executionCount;

    /// <summary>The request whose cell runs at the moment; questions of that cell go to its asker.</summary>
    public Request? Running => _running;

    /// <summary>Called with a cell's request and number when it starts, and with null when it has been answered.</summary>
    public Action<Request?, int>? OnRunning { get; set; }

    /// <summary>Called after a cell failed whose sender wants everything behind it to be aborted.</summary>
    public Action? OnFailure { get; set; }

    /// <summary>
    /// Stops the running cell. From its <c>execute_input</c> on a front end may ask for it, which is before the session
    /// knows of the cell: so the cell brings its own switch. Asked a second time, the session uses force.
    /// </summary>
    public void Interrupt()
    {
        lock (_gate)
        {
            if (_interrupt is { IsCancellationRequested: true })
            {
                session().Interrupt();
            }
            else
            {
                _interrupt?.Cancel();
            }
        }
    }

    /// <summary>
    /// Shows an error that did not come out of a cell's own code but happened beside it. The cell that runs fails with it; when
    /// none runs, it appears with the last one.
    /// </summary>
    public void FailBeside(ErrorEvent error)
    {
        _failedBeside = error;
        if ((_running ?? _last) is { } asker)
        {
            Publish(asker, ErrorBounds.Shorten(error));
        }
    }

    /// <summary>Ends the running cell with an error on behalf of a process that is about to end.</summary>
    public void Abandon(ErrorEvent error)
    {
        if ((_running ?? _last) is not { } asker)
        {
            return;
        }
        Publish(asker, error);
        if (asker.IsReplied)
        {
            return;
        }
        asker.Reply(Failed(error, _executionCount));
        ioPub.Status("idle", asker.Header);
    }

    /// <summary>Answers an <c>execute_request</c>.</summary>
    public void Handle(Request request)
    {
        _last = request;
        _failedBeside = null;
        using var source = new CancellationTokenSource();
        lock (_gate)
        {
            _interrupt = source;
        }
        OnRunning?.Invoke(request, _executionCount + 1);
        try
        {
            Handle(request, source.Token);
        }
        finally
        {
            OnRunning?.Invoke(null, _executionCount);
            lock (_gate)
            {
                _interrupt = null;
            }
        }
    }

    private void Handle(Request request, CancellationToken cancellation)
    {
        string code = request.Text("code");
        bool silent = request.Flag("silent", false);
        bool storeHistory = request.Flag("store_history", true) && !silent;
        var started = new JsonObject { ["started"] = MessageCodec.Timestamp(DateTime.UtcNow), ["dependencies_met"] = true };
        if (storeHistory)
        {
            _executionCount++;
        }
        if (!silent)
        {
            ioPub.Publish("execute_input", request.Header, new JsonObject { ["code"] = code, ["execution_count"] = _executionCount });
        }

        if (HelpQuestion(code) is { } question)
        {
            request.Reply(new JsonObject
            {
                ["status"] = "ok",
                ["execution_count"] = _executionCount,
                ["user_expressions"] = new JsonObject(),
                ["payload"] = new JsonArray(Page(question)),
            }, started);
            return;
        }

        string? shown = null;
        CellResult result = Run(request, code, Language(request), cancellation, happened =>
        {
            if (happened is ResultEvent { Data: var data })
            {
                shown = data["text/plain"]?.ToString() ?? data.FirstOrDefault().Value?.ToString();
            }
            if (!silent)
            {
                Publish(request, happened);
            }
        });
        if (storeHistory)
        {
            history.Add(_executionCount, code, shown);
        }

        ErrorEvent? problem = result.Error ?? _failedBeside;
        started["status"] = problem is null ? "ok" : "error";
        if (problem is { } error)
        {
            JsonObject failure = Failed(ErrorBounds.Shorten(error), _executionCount);
            // Before the reply: a client may answer it with the next cell at once, and that one is not to be aborted.
            if (request.Flag("stop_on_error", true))
            {
                OnFailure?.Invoke();
            }
            request.Reply(failure, started);
            return;
        }
        request.Reply(new JsonObject
        {
            ["status"] = "ok",
            ["execution_count"] = _executionCount,
            ["user_expressions"] = UserExpressions(request, cancellation),
            ["payload"] = new JsonArray(),
        }, started);
    }

    /// <summary>The reply to a request whose cell has failed.</summary>
    public static JsonObject Failed(ErrorEvent error, int executionCount)
    {
        JsonObject failure = JupyterMessage.ContentOf(error);
        failure["status"] = "error";
        failure["execution_count"] = executionCount;
        failure["payload"] = new JsonArray();
        failure["user_expressions"] = new JsonObject();
        return failure;
    }

    private CellResult Run(Request request, string code, string language, CancellationToken cancellation, Action<SessionEvent> onEvent)
    {
        _running = request;
        try
        {
            using var gathering = new UpdateGathering(new OutputLimit(outputLimit, onEvent).Pass);
            return session().ExecuteAsync(code, gathering.Pass, cancellation, language).GetAwaiter().GetResult();
        }
        finally
        {
            _running = null;
        }
    }

    private void Publish(Request request, SessionEvent happened)
    {
        (string type, JsonObject content) = JupyterMessage.Of(happened, _executionCount);
        ioPub.Publish(type, request.Header, content);
    }

    /// <summary>Evaluates the expressions that the asker wants to know after the cell, each by itself.</summary>
    private JsonObject UserExpressions(Request request, CancellationToken cancellation)
    {
        var answers = new JsonObject();
        foreach ((string name, JsonNode? expression) in request.Object("user_expressions"))
        {
            JsonObject data = [];
            CellResult result = Run(request, expression?.ToString() ?? "", "csharp", cancellation, happened =>
            {
                if (happened is ResultEvent value)
                {
                    data = (JsonObject)value.Data.DeepClone();
                }
            });
            JsonObject answer = result.Error is null
                ? new JsonObject { ["data"] = data, ["metadata"] = new JsonObject() }
                : JupyterMessage.ContentOf(ErrorBounds.Shorten(result.Error));
            answer["status"] = result.Error is null ? "ok" : "error";
            answers[name] = answer;
        }
        return answers;
    }

    /// <summary>Front ends for several languages name the cell's language in the metadata; all others send C#.</summary>
    private static string Language(Request request) =>
        Named(request.Metadata["polyglot_notebook"], "kernelName") ?? Named(request.Metadata["dotnet_interactive"], "language") ?? "csharp";

    private static string? Named(JsonNode? metadata, string key) =>
        metadata is JsonObject json && json[key] is JsonValue value && value.TryGetValue(out string? name) ? name : null;

    /// <summary>The name asked about by a cell such as <c>Math.Max?</c>, as in other kernels; it is no valid C#.</summary>
    private static string? HelpQuestion(string code) =>
        Question().Match(code) is { Success: true } match ? match.Groups["name"].Value : null;

    private JsonObject Page(string name)
    {
        JsonObject? inspection = InspectHandler.Inspect(session(), name, name.Length);
        JsonObject data = inspection ?? new JsonObject { ["text/plain"] = $"'{name}' is not known in this session." };
        return new JsonObject { ["source"] = "page", ["data"] = data, ["start"] = 0 };
    }

    [GeneratedRegex(@"^\s*(?:\?{1,2}\s*(?<name>[\p{L}_][\w.]*)|(?<name>[\p{L}_][\w.]*)\s*\?{1,2})\s*$", RegexOptions.CultureInvariant)]
    private static partial Regex Question();
}
