using Markdig.Extensions.Tables;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace NotebookKit.Notebooks.Export;

/// <summary>
/// Paragraphs of a site's first page that stand for something of its notebooks: a paragraph that is nothing but a link whose title
/// says what. On GitHub and in editors the same Markdown is a plain link.
/// <list type="bullet">
/// <item><c>[The explorer](05.ipynb#cell-id "output")</c>: what that cell shows; <c>"output 2"</c>, its second output alone.</item>
/// <item><c>[All lessons](. "lessons")</c>: a card for each lesson. Where a table follows whose rows begin with links to notebooks,
/// the cards are its rows: the second column is what the lesson is about, further ones are shown with their headings. A link to a
/// cell of the notebook (<c>05.ipynb#cell-id</c>) says whose picture the card has; else it is the notebook's first.</item>
/// </list>
/// </summary>
/// <param name="lessons">The site's notebooks.</param>
internal sealed class MarkdownParts(IReadOnlyList<PageDraft> lessons)
{
    private readonly List<(string Token, string Html)> _parts = [];

    /// <summary>Renders the parts that a text asks for, and puts a token in the place of each.</summary>
    /// <param name="document">The text.</param>
    /// <param name="source">The same as it is written.</param>
    /// <param name="page">The page that it becomes.</param>
    public void TakeOut(MarkdownDocument document, string source, PageDraft page)
    {
        _parts.Clear();
        foreach (ParagraphBlock paragraph in document.OfType<ParagraphBlock>().ToList())
        {
            if (paragraph.Inline?.FirstChild is not LinkInline { IsImage: false, Url: not null, Title: { Length: > 0 } title } link
                || link.NextSibling is not null)
            {
                continue;
            }

            string? html = null;
            if (title == "lessons")
            {
                int next = document.IndexOf(paragraph) + 1;
                Table? table = next < document.Count ? document[next] as Table : null;
                html = LessonCards.Render(table, page, lessons);
                if (table is not null)
                {
                    document.Remove(table);
                }
            }
            else if (IncludedOutput.Number(title) is { } number)
            {
                html = IncludedOutput.Render(link, number, page, lessons);
                link.Title = null;
            }

            if (html is not null)
            {
                _parts.Add((Token(source), html));
                paragraph.Inline.Clear();
                paragraph.Inline.AppendChild(new LiteralInline(_parts[^1].Token));
            }
        }
    }

    /// <summary>The text's HTML with the parts in their places.</summary>
    public string PutIn(string html) =>
        _parts.Aggregate(html, (text, part) => text.Replace($"<p>{part.Token}</p>", part.Html, StringComparison.Ordinal));

    // Something that the text does not say itself.
    private string Token(string source)
    {
        string token = $"part-{_parts.Count}";
        while (source.Contains(token, StringComparison.Ordinal))
        {
            token += "-";
        }
        return token + ".";
    }
}
