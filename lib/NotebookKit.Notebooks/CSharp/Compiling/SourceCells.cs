using System.Collections.Concurrent;

namespace NotebookKit.Notebooks.CSharp;

/// <summary>The text of every cell that ran, by the name it was compiled under, for showing lines in errors.</summary>
internal sealed class SourceCells
{
    private readonly ConcurrentDictionary<string, string[]> _texts = new(StringComparer.Ordinal);

    public void Add(string name, string code) => _texts[name] = code.Split('\n');

    /// <summary>Whether code compiled under this name came from the user: a cell or a loaded script.</summary>
    public bool Contains(string? name) => name is not null
        && (_texts.ContainsKey(name) || name.EndsWith(".csx", StringComparison.OrdinalIgnoreCase));

    /// <summary>The text of a cell; <c>null</c> when there is none.</summary>
    public string? Text(string name) => Line(name, 1) is not null
        && _texts.TryGetValue(name, out string[]? lines) ? string.Join('\n', lines) : null;

    /// <summary>A line of a cell, counted from 1; <c>null</c> when there is none.</summary>
    public string? Line(string name, int number)
    {
        if (!_texts.TryGetValue(name, out string[]? lines))
        {
            if (!File.Exists(name))
            {
                return null;
            }
            lines = _texts.GetOrAdd(name, File.ReadAllLines(name));
        }

        return number >= 1 && number <= lines.Length ? lines[number - 1].TrimEnd('\r') : null;
    }
}
