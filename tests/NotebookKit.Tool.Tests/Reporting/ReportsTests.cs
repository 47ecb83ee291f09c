using System.Text;
using System.Xml.Linq;
using NotebookKit.Notebooks.Documents;
using NotebookKit.Notebooks.Running;
using NotebookKit.Tool.Reporting;

namespace NotebookKit.Tool.Tests.Reporting;

/// <summary>The plain progress, the JUnit file and the words of one made-up run.</summary>
public class ReportsTests
{
    [Fact]
    public void Plain_progress_is_a_line_a_notebook()
    {
        var output = new StringWriter { NewLine = "\n" };
        var progress = new PlainProgress(output);
        foreach (NotebookReport report in MadeUpRun.Reports())
        {
            progress.OnNotebookComplete(report);
        }
        Assert.Equal("failed    a.ipynb  1/3 cells  2.0 s\nerror     longer-name.ipynb  0/0 cells  0.0 s\n", output.ToString());
    }

    [Fact]
    public void JUnit_has_a_suite_a_notebook_and_a_case_a_cell()
    {
        string text = Encoding.UTF8.GetString(JUnitReport.Write(MadeUpRun.Reports()));
        var suites = XDocument.Parse(text).Root!.Elements("testsuite").ToList();

        Assert.Equal(["a.ipynb 3 1 0 1", "longer-name.ipynb 1 0 1 0"], suites.Select(suite =>
            string.Join(' ', new[] { "name", "tests", "failures", "errors", "skipped" }.Select(name => suite.Attribute(name)!.Value))));
        XElement failure = suites[0].Descendants("failure").Single();
        Assert.Equal("it <broke>␁", failure.Attribute("message")!.Value);
        Assert.Contains("     2 | throw new Exception();", failure.Value);
        Assert.Equal("cell 1: 1 + 1 // [not] markup", suites[0].Element("testcase")!.Attribute("name")!.Value);
        Assert.Equal("1.250", suites[0].Elements("testcase").ElementAt(1).Attribute("time")!.Value);
        Assert.Equal("longer-name.ipynb: the file is empty.", suites[1].Descendants("error").Single().Attribute("message")!.Value);
    }

    [Fact]
    public void The_title_of_a_cell_is_its_first_line_cut_to_fit()
    {
        NotebookCell cell = NotebookDocument.Create().Add(CellKind.Code, "\n  " + new string('x', 100));
        Assert.Equal(new string('x', 59) + "…", cell.Title);
    }

    [Theory]
    [InlineData(0, "0.0 s")]
    [InlineData(999.9, "999.9 s")]
    [InlineData(999.96, "16:39")]
    [InlineData(3599, "59:59")]
    [InlineData(7507, "2:05:07")]
    public void A_long_time_is_told_in_minutes_and_hours(double seconds, string text) =>
        Assert.Equal(text, ReportText.Time(TimeSpan.FromSeconds(seconds)));
}
