using System.Globalization;
using System.Text;
using System.Xml;
using NotebookKit.Notebooks.Running;
using NotebookKit.Notebooks.Session;

namespace NotebookKit.Tool.Reporting;

/// <summary>Results as JUnit XML, which CI services read: a suite for each notebook, a case for each code cell.</summary>
internal static class JUnitReport
{
    /// <summary>The XML, UTF-8.</summary>
    public static byte[] Write(IReadOnlyList<NotebookReport> reports)
    {
        using var stream = new MemoryStream();
        var settings = new XmlWriterSettings { Indent = true, Encoding = new UTF8Encoding(false), NewLineChars = "\n" };
        using (var xml = XmlWriter.Create(stream, settings))
        {
            xml.WriteStartElement("testsuites");
            foreach (NotebookReport report in reports)
            {
                WriteSuite(xml, report);
            }
            xml.WriteEndElement();
        }

        stream.WriteByte((byte)'\n');
        return stream.ToArray();
    }

    private static void WriteSuite(XmlWriter xml, NotebookReport report)
    {
        // A notebook that could not run, or not be saved, is a case too: otherwise it would count as nothing.
        int extra = report.Problem is null ? 0 : 1;
        xml.WriteStartElement("testsuite");
        Attribute(xml, "name", report.Path);
        Attribute(xml, "tests", Number(report.Cells.Count + extra));
        Attribute(xml, "failures", Number(report.Cells.Count(cell => cell.Error is not null || cell.Differences.Count > 0)));
        // One that another's failure has stopped is no failure of its own.
        bool isError = report.Outcome != NotebookOutcome.NotReached;
        Attribute(xml, "errors", Number(isError ? extra : 0));
        Attribute(xml, "skipped", Number(
            report.Cells.Count(cell => cell.Error is null && cell.Outcome != CellOutcome.Passed) + (isError ? 0 : extra)));
        Attribute(xml, "time", Seconds(report.Duration));
        foreach (CellReport cell in report.Cells)
        {
            WriteCase(xml, report, cell);
        }
        if (report.Problem is { } problem)
        {
            StartCase(xml, report.Path, "notebook", report.Duration);
            xml.WriteStartElement(isError ? "error" : "skipped");
            Attribute(xml, "message", problem);
            xml.WriteEndElement();
            xml.WriteEndElement();
        }

        var warnings = WarningText.Of(report).ToList();
        if (warnings.Count > 0)
        {
            xml.WriteElementString("system-err", Clean(string.Join('\n', warnings)));
        }

        xml.WriteEndElement();
    }

    private static void WriteCase(XmlWriter xml, NotebookReport report, CellReport cell)
    {
        StartCase(
            xml, report.Path, string.Create(CultureInfo.InvariantCulture, $"cell {cell.Index + 1}: {cell.Cell.Title}"), cell.Duration);
        if (cell.Error is { } error)
        {
            xml.WriteStartElement("failure");
            Attribute(xml, "type", error.Name);
            Attribute(xml, "message", error.Value);
            xml.WriteString(Clean(FailureText.Of(cell, report.Document!)));
            xml.WriteEndElement();
        }
        else if (cell.Differences.Count > 0)
        {
            xml.WriteStartElement("failure");
            Attribute(xml, "type", "OutputDiffers");
            Attribute(xml, "message", string.Join('\n', cell.Differences.Select(DifferenceText.Sentence)));
            xml.WriteString(Clean(DifferenceText.Of(cell, report.Document!)));
            xml.WriteEndElement();
        }
        else if (cell.Outcome != CellOutcome.Passed)
        {
            xml.WriteStartElement("skipped");
            Attribute(xml, "message",
                cell.Outcome == CellOutcome.Skipped ? "not chosen by the filter, tagged skip-execution, or empty" : "not reached");
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private static void StartCase(XmlWriter xml, string notebook, string name, TimeSpan duration)
    {
        xml.WriteStartElement("testcase");
        Attribute(xml, "classname", notebook);
        Attribute(xml, "name", name);
        Attribute(xml, "time", Seconds(duration));
    }

    private static void Attribute(XmlWriter xml, string name, string value) => xml.WriteAttributeString(name, Clean(value));

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Seconds(TimeSpan duration) => duration.TotalSeconds.ToString("0.000", CultureInfo.InvariantCulture);

    /// <summary>A text as XML can hold it, which knows neither escape sequences nor most control characters.</summary>
    internal static string Clean(string text)
    {
        var kept = new StringBuilder();
        foreach (Rune rune in TerminalText.WithoutColours(text).EnumerateRunes())
        {
            kept.Append(rune.IsBmp && !XmlConvert.IsXmlChar((char)rune.Value) ? "\ufffd" : rune.ToString());
        }
        return kept.ToString();
    }
}
