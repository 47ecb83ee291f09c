using System.Runtime.CompilerServices;
using Microsoft.DotNet.Interactive.Commands;

namespace NotebookKit.Notebooks.Session;

/// <summary>Where code that is sent to kernels comes from: a cell, or a cell of an imported file.</summary>
internal sealed class CellSources
{
    private readonly ConditionalWeakTable<KernelCommand, CellSource> _known = [];

    /// <summary>Tells where a submission comes from.</summary>
    public void Add(SubmitCode command, CellSource source) => _known.Add(command, source);

    /// <summary>The source of a submission or of the one it is a piece of; <c>null</c> when unknown.</summary>
    public CellSource? Find(SubmitCode command) =>
        _known.TryGetValue(command, out CellSource? own) ? own
        : command.Parent is SubmitCode whole && _known.TryGetValue(whole, out CellSource? source) ? source
        : null;
}

/// <summary>A piece of text that readers know by a name.</summary>
/// <param name="Name">What errors call it.</param>
/// <param name="Code">Its text as written.</param>
/// <param name="Sent">Its text as it was sent to the kernels.</param>
/// <param name="IsCell">Whether it is a notebook's cell, whose last value is its result.</param>
internal sealed record CellSource(string Name, string Code, string Sent, bool IsCell)
{
    /// <summary>The first line that has not been given to a kernel yet.</summary>
    public int NextLine;
}
