using System.Collections.Frozen;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace NotebookKit.Notebooks.Export;

/// <summary>
/// The words of a site's pages by their sections: what authors wrote, text and code. Outputs are left out, and so are solutions,
/// which are folded for a reason.
/// </summary>
internal static class SearchIndex
{
    private const int MostCharacters = 20_000;
    private const int MostCharactersOfSite = 8_000_000;

    private static readonly string[] s_leftOut = ["SCRIPT", "STYLE", "SVG", "MATH", "BUTTON", "TEMPLATE", "NAV"];

    // Elements within a line: what stands beside them goes on.
    private static readonly FrozenSet<string> s_inline = FrozenSet.ToFrozenSet(
        "a abbr b bdi bdo cite code data del dfn em i ins kbd mark q s samp small span strike strong sub sup tt u var wbr".Split(' '),
        StringComparer.OrdinalIgnoreCase);

    /// <summary>The sections of the pages, in their order.</summary>
    /// <param name="pages">The pages as they are published.</param>
    public static IReadOnlyList<SearchSection> Of(IReadOnlyList<IHtmlDocument> pages)
    {
        var sections = new List<SearchSection>();
        int characters = 0;
        foreach (SearchSection section in pages.SelectMany(Sections))
        {
            sections.Add(section);
            characters += section.Text.Length;
            if (characters >= MostCharactersOfSite)
            {
                break;
            }
        }

        return sections;
    }

    /// <summary>Pages and sections as JSON that can stand in an element of a page.</summary>
    public static string ToJson(IEnumerable<(string Path, string Title)> pages, IEnumerable<SearchSection> sections) =>
        JsonSerializer.Serialize(
            new
            {
                pages = pages.Select(page => new[] { page.Path, page.Title }),
                sections = sections.Select(section => new object[] { section.Page, section.Id, section.Heading, section.Text }),
            },
            new JsonSerializerOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping })
                .Replace("<", "\\u003c", StringComparison.Ordinal);

    private static IEnumerable<SearchSection> Sections(IHtmlDocument page, int number)
    {
        (string id, string heading, StringBuilder text) = ("", page.QuerySelector("h1")?.TextContent.Trim() ?? "", new StringBuilder());
        foreach (INode node in Walk(page.QuerySelector("article")))
        {
            if (node is IElement { LocalName: "h1" or "h2" or "h3" or "h4" or "h5" or "h6", Id: { Length: > 0 } next } element)
            {
                if (Done() is { } section)
                {
                    yield return section;
                }
                (id, heading) = (next, Words(element.TextContent));
                text.Clear();
            }
            else if (node is IText words && text.Length < MostCharacters)
            {
                text.Append(words.Data);
            }
            else if (node is IElement { LocalName: var name } && !s_inline.Contains(name))
            {
                // Words of neighbouring paragraphs and table cells are not one word.
                text.Append(' ');
            }
        }

        if (Done() is { } last)
        {
            yield return last;
        }

        SearchSection? Done()
        {
            string words = Words(text.ToString());
            return words.Length == 0 && id.Length == 0 ? null : new SearchSection(number, id, heading, words);
        }
    }

    // In the order of the document, and without recursion: fragments may nest deeply. A heading's words are not text below it.
    private static IEnumerable<INode> Walk(IElement? article)
    {
        var open = new Stack<INode>(article is null ? [] : [article]);
        while (open.TryPop(out INode? node))
        {
            if (node is IElement element && IsLeftOut(element))
            {
                continue;
            }
            yield return node;
            if (node is IElement { LocalName: "h1" or "h2" or "h3" or "h4" or "h5" or "h6", Id.Length: > 0 })
            {
                continue;
            }
            for (int i = node.ChildNodes.Length - 1; i >= 0; i--)
            {
                open.Push(node.ChildNodes[i]);
            }
        }
    }

    private static bool IsLeftOut(IElement element) =>
        s_leftOut.Contains(element.LocalName, StringComparer.OrdinalIgnoreCase)
        || element.ClassList.Contains("output") || element.ClassList.Contains("solution") || element.ClassList.Contains("cards");

    private static string Words(string text)
    {
        string words = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return words.Length <= MostCharacters
            ? words
            : words[..(char.IsHighSurrogate(words[MostCharacters - 1]) ? MostCharacters - 1 : MostCharacters)];
    }
}
