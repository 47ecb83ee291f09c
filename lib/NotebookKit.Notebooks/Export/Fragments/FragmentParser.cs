using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace NotebookKit.Notebooks.Export;

/// <summary>
/// Parses a fragment as a browser would, within bounds: every open element costs each new one, and elements of formatting that
/// are never closed are made again in every paragraph, so that a short text could become gigabytes.
/// </summary>
internal sealed class FragmentParser
{
    private const int MostLevels = 1_000;
    private const int MostElements = 1_000_000;

    private readonly Dictionary<INode, int> _levels = new(ReferenceEqualityComparer.Instance);
    private IElement? _last;

    private FragmentParser()
    {
    }

    /// <summary>The fragment in a body of its own; null when it nests deeper, or has more elements, than a page shows.</summary>
    public static IElement? Parse(string html)
    {
        var bounds = new FragmentParser();
        try
        {
            var body = new HtmlParser().ParseDocument("<!doctype html><body></body>").Body!;
            body.Append([.. new HtmlParser(new HtmlParserOptions { OnCreated = (element, _) => bounds.Enter(element) }).ParseFragment(html, body)]);
            return body;
        }
        catch (BoundsExceededException)
        {
            return null;
        }
    }

    // An element has its place only when the next one is made; on the way up from there lie those made anew without notice.
    private void Enter(IElement element)
    {
        var unknown = new List<INode>();
        INode? node = _last;
        for (; node is not null && !_levels.ContainsKey(node); node = node.Parent) unknown.Add(node);
        var level = node is null ? 0 : _levels[node];
        for (var i = unknown.Count - 1; i >= 0; i--) _levels[unknown[i]] = ++level;
        if (level > MostLevels || _levels.Count > MostElements) throw new BoundsExceededException();
        _last = element;
    }

    private sealed class BoundsExceededException : Exception;
}
