namespace NotebookKit.Notebooks.Export;

/// <summary>The scripts of a page's outputs: those of the site's list that stand in it, for the page's policy to name.</summary>
/// <param name="list">What the site's author allows.</param>
internal sealed class PageScripts(ScriptList list)
{
    private readonly SortedSet<string> _hashes = new(StringComparer.Ordinal);

    /// <summary>The hashes of the scripts in the page.</summary>
    public IReadOnlyCollection<string> Hashes => _hashes;

    /// <summary>Whether a script may run; if so, the page has it.</summary>
    public bool Allow(string hash)
    {
        bool isAllowed = list.Allows(hash);
        if (isAllowed)
        {
            _hashes.Add(hash);
        }
        return isAllowed;
    }
}
