namespace NotebookKit.Notebooks.Export;

/// <summary>Paths inside a site, with <c>/</c> between folders whatever the system.</summary>
internal static class SitePaths
{
    /// <summary>The path of the series' first page.</summary>
    public const string Index = "index.html";

    /// <summary>How the page at <paramref name="from"/> writes a link to <paramref name="to"/>.</summary>
    public static string Link(string from, string to)
    {
        string folder = from.Contains('/') ? from[..from.LastIndexOf('/')] : ".";
        string relative = Path.GetRelativePath(Path.Combine("/", folder), Path.Combine("/", to)).Replace('\\', '/');
        return string.Join('/', relative.Split('/').Select(Uri.EscapeDataString));
    }

    /// <summary>Where a link leads that stands in the page at <paramref name="from"/>; null when it leaves the site.</summary>
    public static string? Target(string from, string link)
    {
        var parts = new List<string>(from.Split('/')[..^1]);
        foreach (string part in Uri.UnescapeDataString(link).Split('/').Where(part => part is not ("" or ".")))
        {
            if (part != "..")
            {
                parts.Add(part);
            }
            else if (parts.Count == 0)
            {
                return null;
            }
            else
            {
                parts.RemoveAt(parts.Count - 1);
            }
        }

        return string.Join('/', parts);
    }
}
