using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using NotebookKit.Notebooks.Session;

namespace NotebookKit.Tool.Reporting;

/// <summary>The parts of JUnit XML, which CI services read.</summary>
internal static class JUnitXml
{
    /// <summary>A whole report, UTF-8.</summary>
    /// <param name="suites">Its suites.</param>
    public static byte[] Report(IEnumerable<XElement> suites)
    {
        using var stream = new MemoryStream();
        var settings = new XmlWriterSettings { Indent = true, Encoding = new UTF8Encoding(false), NewLineChars = "\n" };
        using (var xml = XmlWriter.Create(stream, settings))
        {
            new XElement("testsuites", suites).WriteTo(xml);
        }

        stream.WriteByte((byte)'\n');
        return stream.ToArray();
    }

    /// <summary>An attribute.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="value">Its text.</param>
    public static XAttribute Attribute(string name, string value) => new(name, Clean(value));

    /// <summary>An attribute that is a count.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="count">The count.</param>
    public static XAttribute Attribute(string name, int count) => new(name, count.ToString(CultureInfo.InvariantCulture));

    /// <summary>An attribute that is a time, which JUnit writes in seconds.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="duration">The time.</param>
    public static XAttribute Attribute(string name, TimeSpan duration) =>
        new(name, duration.TotalSeconds.ToString("0.000", CultureInfo.InvariantCulture));

    /// <summary>A text as XML can hold it, which knows neither escape sequences nor most control characters.</summary>
    /// <param name="text">The text.</param>
    public static string Clean(string text) => string.Concat(TerminalText.WithoutColours(text).EnumerateRunes().Select(
        rune => rune.IsBmp && !XmlConvert.IsXmlChar((char)rune.Value) ? "\ufffd" : rune.ToString()));
}
