using System.Text;
using System.Text.RegularExpressions;
using Markdig;
using Markdig.Extensions.Mathematics;
using Markdig.Helpers;
using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace NotebookKit.Notebooks.Export;

/// <summary>Markdown of a notebook or README as part of a page: links of the site, formulas as MathML, coloured listings.</summary>
internal static partial class PageMarkdown
{
    private static readonly MarkdownPipeline s_pipeline = new MarkdownPipelineBuilder()
        .UsePipeTables().UseMathematics().UseEmphasisExtras().UseTaskLists().UseAutoLinks().Build();

    /// <summary>Renders a text into <paramref name="page"/>, entering its headings and reporting its problems.</summary>
    /// <param name="text">The Markdown.</param>
    /// <param name="page">The page it becomes part of.</param>
    /// <param name="attachment">Finds a picture attached to the cell by its name, as a data URI; null when there is none.</param>
    /// <param name="parts">What paragraphs may stand for; null where they stand for themselves.</param>
    public static string Render(string text, PageDraft page, Func<string, string?>? attachment = null, MarkdownParts? parts = null)
    {
        if (MarkdownLimits.Exceeded(text) is { } exceeded)
        {
            return AsText($"the Markdown is shown as text: {exceeded}.");
        }
        (int headings, string? title, string? description) = (page.Headings.Count, page.Title, page.Description);
        string html;
        List<string> ids;
        try
        {
            html = ToHtml(text, page, parts, out ids);
        }
        catch (ArgumentException error)
        {
            // Markdig reads and writes elements to a certain depth and no further.
            page.Rewind(headings, title, description);
            return AsText($"the Markdown is shown as text, since it cannot be read: {error.Message}");
        }

        string clean = new PageFragment(page, mayRunScripts: false, attachment).Clean(html, ids).Html;
        return parts is null ? clean : parts.PutIn(clean);

        string AsText(string problem)
        {
            page.Report(problem);
            return $"<pre>{Html.Escape(text)}</pre>\n";
        }
    }

    private static string ToHtml(string text, PageDraft page, MarkdownParts? parts, out List<string> ids)
    {
        MarkdownDocument document = Markdig.Markdown.Parse(text, s_pipeline);
        RemoveSeriesLinks(document, page);
        StackingTables.Mark(document);
        ids = [.. document.Descendants<HeadingBlock>().Select(heading => Enter(heading, page))];
        if (page.Title is not null && page.Description is null && document.OfType<ParagraphBlock>().FirstOrDefault() is { } paragraph)
        {
            page.Description = FirstSentence().Match(PlainText(paragraph.Inline)).Value;
        }
        parts?.TakeOut(document, text, page);

        using var writer = new StringWriter { NewLine = "\n" };
        var renderer = new HtmlRenderer(writer);
        s_pipeline.Setup(renderer);
        renderer.ObjectRenderers.ReplaceOrAdd<CodeBlockRenderer>(new ListingRenderer());
        renderer.ObjectRenderers.ReplaceOrAdd<HtmlMathInlineRenderer>(new InlineFormulaRenderer(page));
        renderer.ObjectRenderers.ReplaceOrAdd<HtmlMathBlockRenderer>(new BlockFormulaRenderer(page));
        renderer.Render(document);
        return writer.ToString();
    }

    /// <summary>A formula as MathML; one that cannot be read is reported and shown as it is written.</summary>
    public static string Formula(string tex, bool display, PageDraft page)
    {
        try
        {
            return MathFormula.ToMathMl(tex, display);
        }
        catch (MathSyntaxException error)
        {
            page.Report(error.Message);
            return $"<code>{Html.Escape(tex)}</code>";
        }
    }

    /// <summary>The text of a heading or paragraph without its markup.</summary>
    public static string PlainText(ContainerInline? inlines) =>
        string.Concat((inlines?.Descendants() ?? []).OfType<Inline>().Select(inline => inline switch
        {
            LiteralInline literal => literal.Content.ToString(),
            CodeInline code => code.Content,
            MathInline formula => formula.Content.ToString(),
            HtmlEntityInline entity => entity.Transcoded.ToString(),
            LineBreakInline => " ",
            _ => "",
        })).Trim();

    // A paragraph of nothing but links to other pages is a lesson's own "previous, series, next": the page has that above and below.
    private static void RemoveSeriesLinks(MarkdownDocument document, PageDraft page)
    {
        if (page.Path == SitePaths.Index)
        {
            return;
        }
        foreach (ParagraphBlock paragraph in document.OfType<ParagraphBlock>().ToList())
        {
            List<Inline> inlines = paragraph.Inline?.ToList() ?? [];
            var links = inlines.OfType<LinkInline>().ToList();
            bool isNavigation = links.Count > 1 && inlines.All(inline => inline switch
            {
                LinkInline { IsImage: false, Url: { } url } => page.Links.LeadsToPage(page.Source, url),
                LiteralInline literal => literal.Content.ToString().All(c => char.IsWhiteSpace(c) || c is '·' or '|'),
                _ => inline is LineBreakInline,
            });
            if (isNavigation)
            {
                document.Remove(paragraph);
            }
        }
    }

    private static string Enter(HeadingBlock block, PageDraft page)
    {
        string text = PlainText(block.Inline);
        PageHeading heading = page.AddHeading(block.Level, text, LinkHelper.UrilizeAsGfm(text));
        page.Title ??= text;
        block.Level = heading.Level;
        block.GetAttributes().Id = heading.Id;
        return heading.Id;
    }

    [GeneratedRegex(@"^.*?[.!?](?=\s|$)|^.+$", RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex FirstSentence();

    private sealed class ListingRenderer : HtmlObjectRenderer<CodeBlock>
    {
        protected override void Write(HtmlRenderer renderer, CodeBlock block) =>
            renderer.EnsureLine().Write(CodeHtml.Block(block.Lines.ToString(), (block as FencedCodeBlock)?.Info)).WriteLine();
    }

    private sealed class InlineFormulaRenderer(PageDraft page) : HtmlObjectRenderer<MathInline>
    {
        protected override void Write(HtmlRenderer renderer, MathInline formula) =>
            renderer.Write(Formula(formula.Content.ToString(), display: formula.DelimiterCount == 2, page));
    }

    private sealed class BlockFormulaRenderer(PageDraft page) : HtmlObjectRenderer<MathBlock>
    {
        protected override void Write(HtmlRenderer renderer, MathBlock block) =>
            renderer.EnsureLine().Write("<p>").Write(Formula(block.Lines.ToString(), display: true, page)).WriteLine("</p>");
    }
}
