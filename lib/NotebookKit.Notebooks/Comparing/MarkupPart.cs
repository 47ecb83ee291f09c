using System.Globalization;
using System.Text.RegularExpressions;
using AngleSharp.Dom;

namespace NotebookKit.Notebooks.Comparing;

/// <summary>What a part of a markup is.</summary>
internal enum MarkupKind
{
    /// <summary>An element begins.</summary>
    Begin,

    /// <summary>A text.</summary>
    Text,

    /// <summary>An element ends.</summary>
    End,
}

/// <summary>A part of a markup, in the order in which it is written.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Element">The element that begins or ends, or in which the text stands.</param>
/// <param name="Text">Of a text, it, with white space as a browser shows it.</param>
internal sealed partial record MarkupPart(MarkupKind Kind, IElement Element, string Text)
{
    private static readonly Dictionary<string, string> s_none = [];

    /// <summary>The element's name.</summary>
    public string Name => Element.LocalName;

    /// <summary>Whether it is of a picture.</summary>
    public bool IsSvg => Element.NamespaceUri == NamespaceNames.SvgUri;

    /// <summary>The attributes of an element that begins.</summary>
    public IReadOnlyDictionary<string, string> Attributes { get; } =
        Kind == MarkupKind.Begin ? Element.Attributes.ToDictionary(attribute => attribute.Name, attribute => attribute.Value) : s_none;

    /// <summary>What it is, in words.</summary>
    public string Title => Kind switch
    {
        MarkupKind.Begin => $"<{Name}>",
        MarkupKind.End => $"the end of <{Name}>",
        _ => "a text",
    };

    /// <summary>The parts within an element.</summary>
    public static List<MarkupPart> Of(IElement root)
    {
        var parts = new List<MarkupPart>();
        INode? node = root.FirstChild;
        while (node is not null)
        {
            // .NET Interactive's own style sheet is not what the cell shows; versions differ in where they put it.
            if (node is IElement { LocalName: "style" } style && style.TextContent.Contains(".dni-", StringComparison.Ordinal))
            {
                node = Next(parts, node, root, isLeftOut: true);
                continue;
            }

            if (node is IElement element && !IsOldWrapping(element))
            {
                parts.Add(new MarkupPart(MarkupKind.Begin, element, ""));
            }
            else if (node is IText text)
            {
                AddText(parts, text);
            }

            node = node.FirstChild ?? Next(parts, node, root);
        }

        return parts;
    }

    /// <summary>Where it is: the names of the elements around it.</summary>
    public string Path()
    {
        var names = new List<string>();
        for (IElement? element = Element; element is not null && element.LocalName != "body"
            && names.Count < 6; element = element.ParentElement)
        {
            int place = element.ParentElement?.Children.Where(other => other.LocalName == element.LocalName)
                .TakeWhile(other => other != element).Count() ?? 0;
            names.Add(place == 0 ? element.LocalName : string.Create(CultureInfo.InvariantCulture, $"{element.LocalName}[{place + 1}]"));
        }

        names.Reverse();
        return string.Join(" > ", names);
    }

    /// <summary>What it shows, for a person to read.</summary>
    public string Preview() => Kind == MarkupKind.Text ? Excerpt.Of(Text.Trim())
        : Kind == MarkupKind.End ? Title
        : Excerpt.Of(
            $"<{Name}{string.Concat(Attributes.Select(attribute => $" {attribute.Key}=\"{attribute.Value}\""))}> "
                + Spaces().Replace(Element.TextContent, " ").Trim(),
            1);

    private static INode? Next(List<MarkupPart> parts, INode node, IElement root, bool isLeftOut = false)
    {
        INode at = node;
        while (true)
        {
            if (at is IElement ended && !(isLeftOut && at == node) && !IsOldWrapping(ended))
            {
                parts.Add(new MarkupPart(MarkupKind.End, ended, ""));
            }

            if (at.NextSibling is { } next)
            {
                return next;
            }

            if (at.Parent is null || at.Parent == root)
            {
                return null;
            }

            at = at.Parent;
        }
    }

    // .NET Interactive's plain values have stood in a <pre> since 2022, and had none before.
    private static bool IsOldWrapping(IElement element) =>
        element is { LocalName: "pre", Attributes.Length: 0, ParentElement: { } parent }
        && parent.ClassList.Contains("dni-plaintext") && parent.ChildElementCount == 1;

    private static void AddText(List<MarkupPart> parts, IText text)
    {
        if (text.ParentElement is not { } parent)
        {
            return;
        }

        bool isKept = parent.LocalName is "style" or "script" or "textarea" || parent.Closest("pre, .dni-plaintext") is not null;
        string shown = isKept ? text.Data : Spaces().Replace(text.Data, " ").Trim();
        if (string.IsNullOrWhiteSpace(shown))
        {
            return;
        }

        if (IsOldWrapping(parent))
        {
            parent = parent.ParentElement!;
        }

        // A parser may have cut a text in two.
        if (parts.LastOrDefault() is { Kind: MarkupKind.Text } last && last.Element == parent)
        {
            parts[^1] = last with { Text = isKept ? last.Text + shown : $"{last.Text} {shown}" };
        }
        else
        {
            parts.Add(new MarkupPart(MarkupKind.Text, parent, shown));
        }
    }

    [GeneratedRegex(@"\s+", RegexOptions.CultureInvariant)]
    private static partial Regex Spaces();
}
