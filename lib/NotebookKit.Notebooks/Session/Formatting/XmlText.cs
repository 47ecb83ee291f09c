using System.Globalization;
using System.Xml;
using System.Xml.Linq;

namespace NotebookKit.Notebooks.Session;

/// <summary>
/// XML as it prints itself, to a length: indented, its text grows with the square of the nesting, so that 20,000 elements in one
/// another would have 800 million characters.
/// </summary>
internal static class XmlText
{
    /// <summary>The text of a node of either kind; <c>null</c> for what is none, or no part that stands by itself.</summary>
    public static string? Of(object value) => value switch
    {
        XNode node => Of(node),
        XmlDocument document => Written(document.WriteTo, ConformanceLevel.Document),
        XmlElement or XmlCharacterData or XmlDocumentFragment or XmlProcessingInstruction =>
            Written(((XmlNode)value).WriteTo, ConformanceLevel.Fragment),
        _ => null,
    };

    /// <summary>A node's text, up to <see cref="FormattingGuard.MaximumCharacters"/>, with a sign where it goes on.</summary>
    public static string Of(XNode node) =>
        Written(node.WriteTo, node is XText ? ConformanceLevel.Fragment : ConformanceLevel.Document);

    private static string Written(Action<XmlWriter> write, ConformanceLevel level)
    {
        var text = new FirstCharacters();
        // Not disposed: that would write what no longer fits.
        var writer = XmlWriter.Create(text, new XmlWriterSettings
        {
            OmitXmlDeclaration = true,
            Indent = true,
            ConformanceLevel = level,
        });
        try
        {
            write(writer);
            writer.Flush();
            return text.ToString();
        }
        catch (FullException)
        {
            return text + FlatText.LeftOut;
        }
    }

    private sealed class FullException : Exception;

    private sealed class FirstCharacters() : StringWriter(CultureInfo.InvariantCulture)
    {
        public override void Write(char[] buffer, int index, int count)
        {
            base.Write(buffer, index, count);
            if (GetStringBuilder().Length > FormattingGuard.MaximumCharacters)
            {
                throw new FullException();
            }
        }
    }
}
