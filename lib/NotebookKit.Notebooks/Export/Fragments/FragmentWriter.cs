using System.Text;
using AngleSharp.Dom;

namespace NotebookKit.Notebooks.Export;

/// <summary>
/// Writes a parsed fragment anew with what may stand in a page. By a stack of its own and in one pass: neither ten thousand
/// levels nor ten thousand neighbours cost more than their number.
/// </summary>
internal sealed class FragmentWriter(PageScripts scripts, bool mayRunScripts, FragmentPlaces places, FragmentIds ids, Action<string> report)
{
    // Chromium's own limit is 512; what lies deeper is written beside instead of inside.
    private const int MostLevels = 200;

    private static readonly string[] s_seen =
        ["img", "svg", "math", "canvas", "video", "audio", "input", "select", "textarea", "progress", "meter", "hr"];

    private readonly StringBuilder _html = new();
    private readonly Stack<Level> _levels = new();
    private readonly FragmentAttributes _attributes = new(places, report);
    private int _depth;

    /// <summary>Whether nothing that was written can be seen.</summary>
    public bool ShowsNothing { get; private set; } = true;

    /// <summary>The content of an element as HTML.</summary>
    public string Content(IElement body)
    {
        _levels.Push(new Level(body.ChildNodes, ""));
        while (_levels.TryPeek(out Level? level))
        {
            if (level.Next < level.Nodes.Length)
            {
                Write(level.Nodes[level.Next++]);
                continue;
            }

            _levels.Pop();
            _html.Append(level.EndTag);
            if (level.EndTag.Length > 0)
            {
                _depth--;
            }
        }

        return _html.ToString();
    }

    private void Write(INode node)
    {
        if (node is IElement element)
        {
            Write(element);
        }
        else if (node is IText text)
        {
            WriteText(text.Data);
        }
    }

    private void Write(IElement element)
    {
        ElementFate fate = FragmentElements.Of(element);
        if (element is { LocalName: "script", NamespaceUri: FragmentElements.Html })
        {
            WriteScript(element);
        }
        else if (fate == ElementFate.Remove)
        {
            report($"<{Shortened.Of(element.LocalName)}> is left out with its content; a page does not hold it.");
        }
        else if (fate == ElementFate.Unwrap)
        {
            report($"<{Shortened.Of(element.LocalName)}> is left out; a page shows only what is in it.");
            _levels.Push(new Level(element.ChildNodes, ""));
        }
        else if (element.LocalName == "style")
        {
            WriteStyle(element);
        }
        else if (_depth >= MostLevels)
        {
            report($"elements nested deeper than {MostLevels} levels stand side by side.");
            _levels.Push(new Level(element.ChildNodes, ""));
        }
        else
        {
            WriteStart(element);
        }
    }

    private void WriteStart(IElement element)
    {
        int start = _html.Length;
        _html.Append('<').Append(element.LocalName);
        bool isPlaced = false;
        foreach (IAttr attribute in element.Attributes)
        {
            if (_attributes.Value(element, attribute) is not { } value)
            {
                continue;
            }
            isPlaced |= attribute.LocalName is "href" or "src";
            WriteAttribute(attribute.Name, ids.Value(element, attribute, value));
        }

        if (element is { LocalName: "a", NamespaceUri: FragmentElements.Html } && element.HasAttribute("href") && !isPlaced)
        {
            // What linked to something that is not part of the site is text.
            _html.Length = start;
            _levels.Push(new Level(element.ChildNodes, ""));
            return;
        }

        if (element is { LocalName: "img", NamespaceUri: FragmentElements.Html } && !isPlaced)
        {
            _html.Length = start;
            if (!element.HasAttribute("src"))
            {
                report("<img> has no src, and a page takes its pictures from there; a srcset is left out.");
            }
            WriteMissing(element);
            return;
        }

        _html.Append('>');
        ShowsNothing &= !s_seen.Contains(element.LocalName);
        if (FragmentElements.IsVoid(element))
        {
            return;
        }
        // Parsers drop the first line break in these.
        if (element.LocalName is "pre" or "textarea" && element.FirstChild is IText { Data: ['\n', ..] })
        {
            _html.Append('\n');
        }
        _levels.Push(new Level(element.ChildNodes, $"</{element.LocalName}>"));
        _depth++;
    }

    // A picture that the page cannot hold: what it shows in words, and where on the web it is.
    private void WriteMissing(IElement image)
    {
        string words = image.GetAttribute("alt") is { Length: > 0 } alt ? alt : "Picture";
        string address = FragmentUrl.Normal(image.GetAttribute("src") ?? "");
        bool isLinked = image.ParentElement?.Closest("a") is not null;
        string tag = !isLinked && FragmentUrl.Scheme(address) is "http" or "https" ? "a" : "span";
        _html.Append('<').Append(tag).Append(" class=\"missing\"");
        if (tag == "a")
        {
            WriteAttribute("href", address);
        }
        _html.Append('>');
        WriteText(words);
        _html.Append("</").Append(tag).Append('>');
    }

    private void WriteScript(IElement element)
    {
        string type = element.GetAttribute("type")?.Trim().ToLowerInvariant() ?? "";
        string text = element.TextContent;
        string hash = ScriptList.Hash(text);
        string? problem =
            element.GetAttribute("src") is { } source ? $"the script {Shortened.Of(source)} is left out; a page loads nothing."
            : !mayRunScripts ? "a script is left out: scripts run only in outputs of cells, and only those that the site's author lists."
            : type is not ("" or "text/javascript" or "application/javascript" or "module")
                ? $"a script of the type {Shortened.Of(type)} is left out."
            : !scripts.Allow(hash)
                ? $"a script of {text.Length} characters is left out, since {ScriptList.FileName} beside the notebooks does not list it. "
                    + $"If it is yours and its text does not change, add the line {hash}"
            : null;
        if (problem is not null)
        {
            report(problem);
        }
        else
        {
            _html.Append(type == "module" ? "<script type=\"module\">" : "<script>").Append(text).Append("</script>");
        }
    }

    private void WriteStyle(IElement element)
    {
        string css = element.TextContent.Replace("<!--", "", StringComparison.Ordinal).Replace("-->", "", StringComparison.Ordinal);
        if (FragmentStyle.Problem(css) is { } problem)
        {
            report($"a style sheet is left out: {problem}.");
            return;
        }

        css = ids.Style(css);
        _html.Append("<style>");
        if (element.NamespaceUri == FragmentElements.Html)
        {
            _html.Append(css);
        }
        else
        {
            Append(css, inAttribute: false);
        }
        _html.Append("</style>");
    }

    private void WriteText(string text)
    {
        ShowsNothing &= string.IsNullOrWhiteSpace(text);
        Append(text, inAttribute: false);
    }

    private void WriteAttribute(string name, string value)
    {
        _html.Append(' ').Append(name).Append("=\"");
        Append(value, inAttribute: true);
        _html.Append('"');
    }

    private void Append(string text, bool inAttribute)
    {
        foreach (char c in text)
        {
            if (Escaped(c, inAttribute) is { } escaped)
            {
                _html.Append(escaped);
            }
            else
            {
                _html.Append(c);
            }
        }
    }

    private static string? Escaped(char c, bool inAttribute) => c switch
    {
        '&' => "&amp;",
        '<' => "&lt;",
        '>' => "&gt;",
        '"' when inAttribute => "&quot;",
        '\r' => "&#13;",
        < ' ' and not ('\t' or '\n') or >= '\u007f' and < '\u00a0' => "\uFFFD",
        _ => null,
    };

    private sealed class Level(INodeList nodes, string endTag)
    {
        public INodeList Nodes => nodes;

        public string EndTag => endTag;

        public int Next { get; set; }
    }
}
