using System.Xml.Linq;
using NotebookKit.Notebooks.Session;

namespace NotebookKit.Notebooks.Tests.Session.Formatting;

/// <summary>XML is shown as it prints itself, to a length.</summary>
public class XmlTextTests
{
    public static TheoryData<XNode> Nodes =>
    [
        XElement.Parse("<a x='1'>text<b><!-- why --><c/></b></a>"),
        XElement.Parse("<a>mixed <b>content</b> stays in its line</a>"),
        XElement.Parse("<p:a xmlns:p='urn:one'><p:b xmlns:p='urn:one'/></p:a>"),
        new XDocument(new XDeclaration("1.0", "utf-8", null), new XComment("head"), new XElement("root", new XElement("leaf"))),
        new XText("a < b & c"),
        new XCData("a < b"),
        new XComment("why"),
        new XProcessingInstruction("target", "data"),
        new XDocumentType("html", null, null, null),
    ];

    [Theory]
    [MemberData(nameof(Nodes), DisableDiscoveryEnumeration = true)]
    public void A_node_is_the_text_that_it_prints(XNode node) => Assert.Equal(node.ToString(), XmlText.Of(node));

    [Fact]
    public async Task An_element_shows_its_text_in_every_form()
    {
        using var run = new SessionRun();
        await run.Value("System.Xml.Linq.XElement.Parse(\"<a><b/></a>\")");
        Assert.Equal("<a>\n  <b />\n</a>", run.Shown["text/plain"]!.ToString());
        Assert.Equal(
            "<div class=\"dni-plaintext\"><pre>&lt;a&gt;\n  &lt;b /&gt;\n&lt;/a&gt;</pre></div>", run.Shown["text/html"]!.ToString());
    }

    [Theory]
    [InlineData("d", "<a>\n  <b x=\"1\">t</b>\n  <!--why-->\n</a>")]
    [InlineData("d.DocumentElement.FirstChild", "<b x=\"1\">t</b>")]
    [InlineData("d.DocumentElement.FirstChild.FirstChild", "t")]
    [InlineData("d.DocumentElement.LastChild", "<!--why-->")]
    [InlineData("new System.Xml.XmlDocument()", "")]
    public async Task A_document_of_the_older_kind_shows_its_text(string value, string text)
    {
        using var run = new SessionRun();
        await run.Value("var d = new System.Xml.XmlDocument();\n"
            + "d.LoadXml(\"<?xml version='1.0'?><a><b x='1'>t</b><!--why--></a>\");\n" + value);
        Assert.Equal(text, run.Shown["text/plain"]!.ToString());
        Assert.Equal(
            $"<div class=\"dni-plaintext\"><pre>{System.Net.WebUtility.HtmlEncode(text)}</pre></div>", run.Shown["text/html"]!.ToString());
    }

    [Fact]
    public void What_nests_without_end_has_one()
    {
        XElement nested = new("a");
        for (int i = 0; i < 20_000; i++)
        {
            nested = new XElement("a", nested);
        }
        string text = XmlText.Of(nested);
        Assert.StartsWith("<a>\n  <a>\n    <a>", text.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.EndsWith(FlatText.LeftOut, text, StringComparison.Ordinal);
        Assert.InRange(text.Length, FormattingGuard.MaximumCharacters, 2 * FormattingGuard.MaximumCharacters);
    }
}
