namespace NotebookKit.Notebooks.Export;

/// <summary>Keeps ids unique in a page.</summary>
/// <param name="reserved">Ids that the page itself uses.</param>
internal sealed class UniqueIds(IEnumerable<string> reserved)
{
    private readonly HashSet<string> _taken = [.. reserved];
    private readonly Dictionary<string, int> _next = new(StringComparer.Ordinal);

    /// <summary>The id if it is free, else one made from it.</summary>
    public string Take(string wanted)
    {
        if (_taken.Add(wanted))
        {
            return wanted;
        }
        for (int i = _next.GetValueOrDefault(wanted, 2); ; i++)
        {
            string id = $"{wanted}-{i}";
            if (_taken.Add(id))
            {
                _next[wanted] = i + 1;
                return id;
            }
        }
    }
}
