using System.Text.Json.Nodes;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using NotebookKit.Notebooks.Documents;
using NotebookKit.Notebooks.Export;

namespace NotebookKit.Notebooks.Tests.Export;

/// <summary>A temporary folder of notebooks, and the site made of it.</summary>
public sealed class SiteFixture : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("notebookkit-site-").FullName;
    private readonly List<SiteNotebook> _notebooks = [];

    public void Dispose() => Directory.Delete(_root, recursive: true);

    public string File(string name) => Path.Combine(_root, name);

    public void Write(string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(File(name))!);
        System.IO.File.WriteAllText(File(name), text);
    }

    /// <summary>Adds a notebook below <c>lessons/</c>, made of Markdown cells.</summary>
    public SiteFixture Add(string name, params string[] markdown) => Add(name, document =>
    {
        foreach (string text in markdown)
        {
            document.Add(CellKind.Markdown, text);
        }
    });

    public SiteFixture Add(string name, Action<NotebookDocument> fill)
    {
        var document = NotebookDocument.Create();
        fill(document);
        Directory.CreateDirectory(Path.GetDirectoryName(File("lessons/" + name))!);
        document.Save(File("lessons/" + name));
        _notebooks.Add(new SiteNotebook(File("lessons/" + name), name));
        return this;
    }

    public Site Build(SiteOptions? options = null) => SiteBuilder.Build(_notebooks, options);

    /// <summary>Builds the site and reads one of its pages.</summary>
    public IHtmlDocument Page(string path) => Page(Build(), path);

    public static IHtmlDocument Page(Site site, string path) => new HtmlParser().ParseDocument(Text(site, path));

    public static string Text(Site site, string path) =>
        System.Text.Encoding.UTF8.GetString(site.Files.Single(file => file.Path == path).Content.Span);

    /// <summary>The page of one code cell with these outputs as written, and what was said of them.</summary>
    public static (string Article, IReadOnlyList<SiteProblem> Problems) Exported(Action<NotebookDocument> fill, string? scripts = null)
    {
        using var fixture = new SiteFixture();
        if (scripts is not null)
        {
            fixture.Write("lessons/scripts.txt", scripts);
        }
        Site site = fixture.Add("a.ipynb", fill).Build();
        string text = Text(site, "a.html");
        int start = text.IndexOf("<article>", StringComparison.Ordinal);
        return (text[start..text.IndexOf("</article>", start, StringComparison.Ordinal)], site.Problems);
    }

    /// <summary>The article of a page with one HTML output.</summary>
    public static (string Article, IReadOnlyList<SiteProblem> Problems) Html(string html, string? scripts = null) =>
        Exported(
            document => document.Add(CellKind.Code, "x").Outputs.Add(Display(("text/html", html), ("text/plain", "in words"))), scripts);

    /// <summary>The article of a page with one Markdown cell.</summary>
    public static (string Article, IReadOnlyList<SiteProblem> Problems) Markdown(string text, string? scripts = null) =>
        Exported(document => document.Add(CellKind.Markdown, text), scripts);

    /// <summary>A page with one code cell that has these outputs.</summary>
    public static IHtmlDocument Outputs(params JsonObject[] outputs)
    {
        using var fixture = new SiteFixture();
        fixture.Add("a.ipynb", document =>
        {
            NotebookCell cell = document.Add(CellKind.Code, "x");
            foreach (JsonObject output in outputs)
            {
                cell.Outputs.Add(output);
            }
        });
        Site site = fixture.Build();
        Assert.Empty(site.Problems);
        return Page(site, "a.html");
    }

    /// <summary>An output with these forms.</summary>
    public static JsonObject Display(params (string Mime, JsonNode Content)[] forms) => new()
    {
        ["output_type"] = "display_data",
        ["metadata"] = new JsonObject(),
        ["data"] = new JsonObject(forms.Select(form => KeyValuePair.Create(form.Mime, (JsonNode?)form.Content))),
    };
}
