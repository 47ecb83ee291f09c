using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.DotNet.Interactive;
using Microsoft.DotNet.Interactive.Commands;
using NotebookKit.Notebooks.CSharp;

namespace NotebookKit.Notebooks.Session;

/// <summary>What the functions that cells call (<c>display</c>, <c>input</c>, the console) reach of their session.</summary>
internal sealed class CellHost(SessionOptions options)
{
    private const int HeldCharacters = 1024 * 1024;
    private const int LongestPrompt = 10_000;

    private readonly Lock _gate = new();
    private readonly List<(string Stream, string Text)> _held = [];
    private int _heldCharacters;
    private CapturedStream[] _captured = [];
    private int _displays;
    private int _asyncVoids;
    private ErrorEvent? _failedBetween;
    private volatile RunningCell? _cell;

    // The session that its process belongs to, if any.
    private static volatile CellHost? s_only;

    /// <summary>
    /// The session that the calling code runs in; threads and tasks that a cell starts keep it. What does not keep it (a finalizer, a
    /// thread by <c>UnsafeStart</c>, work started without the flow of its context) is the session's whose process it is.
    /// </summary>
    public static CellHost? Current => RunningCell.Current?.Host ?? s_only;

    /// <summary>Whether the process is this session's alone.</summary>
    public bool IsAlone => ReferenceEquals(s_only, this);

    /// <summary>The session of the calling code.</summary>
    /// <exception cref="InvalidOperationException">The code runs outside of any cell.</exception>
    public static CellHost Required => Current
        ?? throw new InvalidOperationException(
            "display, input and the other cell functions work in code that a notebook cell runs; this code runs outside of one.");

    /// <summary>The cell that runs; <c>null</c> between cells.</summary>
    public RunningCell? Cell => _cell;

    /// <summary>Cancelled when the running cell is interrupted.</summary>
    public CancellationToken Interrupt => Cell?.Interrupt ?? default;

    /// <summary>Directs what user code shows to a cell that starts now, beginning with what background threads wrote since the
    /// last.</summary>
    public void Begin(RunningCell cell)
    {
        lock (_gate)
        {
            _cell = cell;
            if (_failedBetween is not null)
            {
                cell.FailBeside(_failedBetween);
            }
            _failedBetween = null;
            foreach ((string stream, string text) in _held)
            {
                cell.Output.Write(stream, text);
            }
            _held.Clear();
            _heldCharacters = 0;
        }
    }

    /// <summary>
    /// Fails the running cell of what it did not wait for. When none runs, the one who wants to know is told, or the next cell
    /// fails.
    /// </summary>
    public void FailBeside(ErrorEvent error)
    {
        lock (_gate)
        {
            if (Cell is { IsOver: false } running)
            {
                running.FailBeside(error);
                return;
            }

            if (options.FailedBetweenCells is null)
            {
                _failedBetween ??= error;
                return;
            }
        }

        options.FailedBetweenCells(error);
    }

    /// <summary>The cell's code has ended: what fails beside it from here on is told as a failure between cells.</summary>
    public void Settle(RunningCell cell)
    {
        lock (_gate)
        {
            cell.Settle();
        }
    }

    /// <summary>Fails a command, and with it the cell that it belongs to. What a cell's code sends fails for that code alone, which may
    /// look at it or not.</summary>
    public void Fail(KernelCommand command, KernelInvocationContext context, CellFailure failure)
    {
        if (!RunningCell.IsInCode)
        {
            Cell?.Fail(failure.Error);
        }
        context.Fail(command, failure);
    }

    /// <summary>What failed after the last cell; once.</summary>
    public ErrorEvent? TakeFailure()
    {
        lock (_gate)
        {
            ErrorEvent? taken = _failedBetween;
            _failedBetween = null;
            return taken;
        }
    }

    /// <summary>Counts the async void methods that have begun (1) and ended (-1).</summary>
    public void CountAsyncVoid(int change) => Interlocked.Add(ref _asyncVoids, change);

    /// <summary>Whether such a method is under way.</summary>
    public bool IsAwaitingAsyncVoid => Volatile.Read(ref _asyncVoids) > 0;

    /// <summary>The running cell has ended.</summary>
    public void End()
    {
        if (_captured.Length > 0)
        {
            CapturedStream.FlushNative();
            DrainCaptured();
        }

        lock (_gate)
        {
            _cell = null;
        }
    }

    /// <summary>Writes console text after all that the process wrote to its standard streams by itself.</summary>
    public void Write(string stream, string text) => Guarded(() =>
    {
        DrainCaptured();
        WriteHere(stream, text);
    });

    public void Send(SessionEvent happened)
    {
        Guarded(DrainCaptured);
        // A display from a thread that outlives its cell has nowhere to go until the next cell: it is then an output of that one.
        if (Cell?.Output.Send(happened) != true)
        {
            Write("stderr", "A value was displayed while no cell was running, and is not shown.\n");
        }
    }

    /// <summary>Hands over the console text gathered so far.</summary>
    public void Flush()
    {
        Guarded(DrainCaptured);
        Cell?.Output.Flush();
    }

    /// <summary>Catches the standard streams of the process, which is this session's alone, whatever writes there.</summary>
    /// <param name="descriptor">Which: <see cref="CapturedStream.Output"/> or <see cref="CapturedStream.Error"/>.</param>
    /// <param name="name">What the stream is called in outputs.</param>
    /// <param name="heard">Told of the text, before it is shown.</param>
    /// <returns>Null where that cannot be.</returns>
    public CapturedStream? Capture(int descriptor, string name, Action<string>? heard = null)
    {
        s_only = this;
        var stream = CapturedStream.Start(descriptor, text =>
        {
            heard?.Invoke(text);
            WriteHere(name, text);
        });
        if (stream is not null)
        {
            _captured = [.. _captured, stream];
        }
        return stream;
    }

    /// <summary>An id for an output that a later one may replace.</summary>
    public string NewDisplayId() =>
        string.Create(CultureInfo.InvariantCulture, $"display-{Environment.ProcessId}-{Interlocked.Increment(ref _displays)}");

    /// <summary>Shows what is formatted already.</summary>
    public void DisplayData(JsonObject data) => Show(data, NewDisplayId(), isUpdate: false);

    /// <summary>Shows what is formatted already, or puts it in the place of what was shown under its id.</summary>
    public void Show(JsonObject data, string? id, bool isUpdate)
    {
        CellInterrupt.Check();
        Send(new DisplayEvent(data, id ?? NewDisplayId(), isUpdate));
    }

    /// <summary>Asks the reader. A question is an output as well: no front end should have to show megabytes.</summary>
    public async Task<string> Ask(InputRequest request)
    {
        request = request with { Prompt = Shorten(request.Prompt ?? "") };
        if (options.Input is not { } input)
        {
            throw new InvalidOperationException(
                $"This cell asks for input ({(request.Prompt.Length > 0 ? $"'{request.Prompt}'" : "no prompt")}), and nobody is there to "
                    + "answer: the notebook runs without a front end. "
                + "Give the value in the cell, or open the notebook in Jupyter or VS Code.");
        }
        return await input(request, Interrupt).ConfigureAwait(false);
    }

    private static string Shorten(string prompt)
    {
        if (prompt.Length <= LongestPrompt)
        {
            return prompt;
        }
        int kept = char.IsHighSurrogate(prompt[LongestPrompt - 1]) ? LongestPrompt - 1 : LongestPrompt;
        return string.Create(
            CultureInfo.InvariantCulture, $"{prompt.AsSpan(0, kept)}… ({prompt.Length - kept} more characters are left out) ");
    }

    private void DrainCaptured()
    {
        foreach (CapturedStream stream in _captured)
        {
            stream.Drain();
        }
    }

    private void WriteHere(string stream, string text)
    {
        lock (_gate)
        {
            if (Cell?.Output.Write(stream, text) != true && _heldCharacters <= HeldCharacters)
            {
                _heldCharacters += text.Length;
                _held.Add((stream, text));
            }
        }
    }

    /// <summary>Does something on a thread of a cell that an interrupt must not tear.</summary>
    private static void Guarded(Action action)
    {
        try
        {
        }
        finally
        {
            WakeGuard.Run(action);
        }
    }
}
