using Microsoft.DotNet.Interactive;
using Microsoft.DotNet.Interactive.Commands;
using NotebookKit.Notebooks.CSharp;

namespace NotebookKit.Notebooks.Session;

/// <summary>
/// A cell while it runs: its text, where its outputs go, what stops it, and what has become of it so far. The session makes it and
/// hands it down; only where .NET Interactive or the cell's own code calls back is it found by the flow of the calling code.
/// </summary>
internal sealed class RunningCell : IDisposable
{
    private static readonly AsyncLocal<Place> s_flow = new();

    private readonly CancellationTokenSource _interrupt;
    private readonly CancellationTokenSource _force = new();
    private readonly CancellationTokenSource _forCode = new();
    private readonly List<Action> _atEnd = [];
    private ErrorEvent? _beside;

    /// <summary>How much text the cell has put in place of what it had shown.</summary>
    public long UpdatedCharacters;

    /// <summary>A cell that begins.</summary>
    /// <param name="name">What errors call it.</param>
    /// <param name="code">Its text as written.</param>
    /// <param name="host">What it reaches of its session.</param>
    /// <param name="onEvent">Told what it shows.</param>
    /// <param name="cancellation">Interrupts it.</param>
    public RunningCell(string name, string code, CellHost host, Action<SessionEvent> onEvent, CancellationToken cancellation)
    {
        (Name, Code, Host) = (name, code, host);
        Output = new CellOutput(onEvent);
        _interrupt = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        (Interrupt, Force, ForCode) = (_interrupt.Token, _force.Token, _forCode.Token);
        Interrupt.Register(() => new Thread(TellCode) { IsBackground = true, Name = "notebook interrupt" }.Start());
    }

    /// <summary>What errors call it.</summary>
    public string Name { get; }

    /// <summary>Its text as written.</summary>
    public string Code { get; }

    /// <summary>What it reaches of its session.</summary>
    public CellHost Host { get; }

    /// <summary>Where its outputs go.</summary>
    public CellOutput Output { get; }

    /// <summary>Cancelled when the cell is interrupted.</summary>
    public CancellationToken Interrupt { get; }

    /// <summary>Cancelled when the cell is interrupted for the second time.</summary>
    public CancellationToken Force { get; }

    /// <summary>What user code and the kernels get: cancelled when the cell is interrupted, but not by the thread that
    /// interrupts.</summary>
    public CancellationToken ForCode { get; }

    /// <summary>The cell whose commands, or whose code, the calling code belongs to; it may be over.</summary>
    public static RunningCell? Current
    {
        get => s_flow.Value.Cell;
        set => s_flow.Value = s_flow.Value with { Cell = value };
    }

    /// <summary>Whether the calling code is a cell's own, or was started by that.</summary>
    public static bool IsInCode => s_flow.Value.IsCode;

    /// <summary>
    /// Whether the session has gone on. A command that was interrupted before a kernel took it is still in the package's
    /// queue, and comes to its turn later: it must not run then.
    /// </summary>
    public bool IsOver { get; set; }

    /// <summary>The first context in which the kernels ran a command of the cell.</summary>
    public KernelInvocationContext? Context { get; set; }

    /// <summary>The command whose value is the cell's result; <c>null</c> while none is.</summary>
    public KernelCommand? Last { get; set; }

    /// <summary>Whether its last piece ran to its end.</summary>
    public bool Ended { get; set; }

    /// <summary>What it gave last.</summary>
    public CellValue Result { get; set; }

    /// <summary>Why it failed; <c>null</c> while it has not. Of several reasons the first counts.</summary>
    public ErrorEvent? Failure { get; private set; }

    /// <summary>What runs in here, and all that it starts, knows itself as a cell's code.</summary>
    public static void AsCode(Action action)
    {
        Place before = s_flow.Value;
        s_flow.Value = before with { IsCode = true };
        try
        {
            action();
        }
        finally
        {
            s_flow.Value = before;
        }
    }

    /// <summary>Interrupts the cell; when it has been interrupted already, by force.</summary>
    public void Stop()
    {
        try
        {
            (Interrupt.IsCancellationRequested ? _force : _interrupt).Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The cell ended by itself in this very moment.
        }
    }

    public void Fail(ErrorEvent error) => Failure ??= error;

    /// <summary>Something that no one waits for failed beside the cell, which goes on and fails at its end if not by itself.</summary>
    public void FailBeside(ErrorEvent error) => _beside ??= error;

    /// <summary>The cell's code has ended.</summary>
    public void Settle() => Failure ??= _beside;

    /// <summary>Does something when the cell has ended well.</summary>
    public void AtEnd(Action action) => _atEnd.Add(action);

    /// <summary>The cell has ended well.</summary>
    public void End() => _atEnd.ForEach(action => action());

    /// <summary>How it ended.</summary>
    public CellResult ToResult() => Failure is null
        ? new CellResult(true, null, Result.HasValue, Result.Value)
        : new CellResult(false, Failure, false, null);

    /// <inheritdoc/>
    public void Dispose()
    {
        // The token of its code stays: some of that may go on. The context holds all that the cell has shown.
        Context = null;
        _interrupt.Dispose();
        _force.Dispose();
        Output.Dispose();
    }

    /// <summary>What user code has registered for an interrupt may throw, or go on for ever; neither is to hold up the interrupt.</summary>
    private void TellCode()
    {
        try
        {
            _forCode.Cancel();
        }
        catch (AggregateException error)
        {
            foreach (Exception thrown in error.Flatten().InnerExceptions)
            {
                Host.Write("stderr", $"What the cell registered for its interruption failed: {thrown.GetType().Name}: {thrown.Message}\n");
            }
        }
    }

    /// <summary>Where code runs.</summary>
    /// <param name="Cell">The cell that it belongs to.</param>
    /// <param name="IsCode">Whether it is the cell's own code, and not the session's for it.</param>
    private readonly record struct Place(RunningCell? Cell, bool IsCode);
}
