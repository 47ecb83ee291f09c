using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using AngleSharp.Html.Parser.Tokens;

namespace NotebookKit.Notebooks.Export;

/// <summary>
/// Parses a fragment as a browser would. Every open element costs each new one, so a fragment that leaves thousands of them
/// open is not parsed.
/// </summary>
internal static class FragmentParser
{
    /// <summary>An element needs three characters; where there are more, the parser opens closed ones anew in each other.</summary>
    private const int ElementsBeyondText = 1_000;

    /// <summary>The fragment in a body of its own; null when thousands of its elements are open at once.</summary>
    public static IElement? Parse(string html)
    {
        var open = new OpenElements();
        int created = 0;
        try
        {
            var options = new HtmlParserOptions
            {
                OnToken = (token, _) =>
                {
                    if (token is HtmlTagToken tag && !open.Read(tag.Name, tag.Type == HtmlTokenType.EndTag, tag.IsSelfClosing))
                    {
                        throw new TooManyOpen();
                    }
                },
                OnCreated = (_, _) =>
                {
                    if (++created > html.Length / 3 + ElementsBeyondText)
                    {
                        throw new TooManyOpen();
                    }
                },
            };
            IElement body = new HtmlParser().ParseDocument("<!doctype html><body></body>").Body!;
            body.Append([.. new HtmlParser(options).ParseFragment(html, body)]);
            return body;
        }
        catch (TooManyOpen)
        {
            return null;
        }
    }

    private sealed class TooManyOpen : Exception;
}
