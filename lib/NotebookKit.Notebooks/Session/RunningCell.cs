using Microsoft.DotNet.Interactive.Commands;
using NotebookKit.Notebooks.CSharp;

namespace NotebookKit.Notebooks.Session;

/// <summary>A cell while it runs: what it is called, and what has become of it so far.</summary>
/// <param name="name">What errors call it.</param>
/// <param name="code">Its text as written.</param>
/// <param name="interrupt">Cancelled when it is interrupted.</param>
internal sealed class RunningCell(string name, string code, CancellationToken interrupt)
{
    private static readonly AsyncLocal<RunningCell?> s_inFlow = new();

    private readonly List<Action> _atEnd = [];
    private ErrorEvent? _beside;

    /// <summary>How much text the cell has put in place of what it had shown.</summary>
    public long UpdatedCharacters;

    public string Name => name;

    public string Code => code;

    /// <summary>The cell whose commands, or whose code, the calling code belongs to; it may be over.</summary>
    public static RunningCell? Current
    {
        get => s_inFlow.Value;
        set => s_inFlow.Value = value;
    }

    /// <summary>Cancelled when the cell is interrupted.</summary>
    public CancellationToken Interrupt => interrupt;

    /// <summary>
    /// Whether the session has gone on. A command that was interrupted before a kernel took it is still in the package's
    /// queue, and comes to its turn later: it must not run then.
    /// </summary>
    public bool IsOver { get; set; }

    /// <summary>The command whose value is the cell's result; <c>null</c> while none is.</summary>
    public KernelCommand? Last { get; set; }

    /// <summary>Whether its last piece ran to its end.</summary>
    public bool Ended { get; set; }

    /// <summary>What it gave last.</summary>
    public CellValue Result { get; set; }

    /// <summary>Why it failed; <c>null</c> while it has not. Of several reasons the first counts.</summary>
    public ErrorEvent? Failure { get; private set; }

    public void Fail(ErrorEvent error) => Failure ??= error;

    /// <summary>Something that no one waits for failed beside the cell, which goes on and fails at its end if not by itself.</summary>
    public void FailBeside(ErrorEvent error) => _beside ??= error;

    /// <summary>The cell's code has ended.</summary>
    public void Settle() => Failure ??= _beside;

    /// <summary>Does something when the cell has ended well.</summary>
    public void AtEnd(Action action) => _atEnd.Add(action);

    /// <summary>The cell has ended well.</summary>
    public void End() => _atEnd.ForEach(action => action());
}
