using System.Globalization;
using NotebookKit.Notebooks.Tests.Session;

namespace NotebookKit.Notebooks.Tests.CSharp.Execution;

/// <summary>Cells see the cultures of the machine, and write with the invariant one.</summary>
public class CulturesTests
{
    [Theory]
    [InlineData("new System.Globalization.CultureInfo(\"fr-FR\").NumberFormat.NumberDecimalSeparator", ",")]
    [InlineData("new System.Globalization.CultureInfo(\"de-DE\").DateTimeFormat.GetDayName(DayOfWeek.Monday)", "Montag")]
    [InlineData("1234.5.ToString(\"N1\", System.Globalization.CultureInfo.GetCultureInfo(\"de-DE\"))", "1.234,5")]
    [InlineData("\"i\".ToUpper(System.Globalization.CultureInfo.GetCultureInfo(\"tr-TR\"))", "İ")]
    [InlineData("string.Join(\",\", new[] { \"b\", \"A\", \"a\", \"B\", \"é\", \"z\" }.OrderBy(s => s).ToArray())", "a,A,b,B,é,z")]
    [InlineData("\"é\".Normalize(NormalizationForm.FormD).Length.ToString()", "2")]
    [InlineData("new System.Globalization.RegionInfo(\"JP\").ISOCurrencySymbol", "JPY")]
    [InlineData("new System.Globalization.CultureInfo(\"ar-SA\").TextInfo.IsRightToLeft.ToString()", "True")]
    [InlineData("new System.Globalization.IdnMapping().GetAscii(\"bücher.example\")", "xn--bcher-kva.example")]
    public async Task Culture_data_is_the_machines(string code, string expected)
    {
        using var run = new SessionRun();
        Assert.Equal(expected, await run.Value(code));
    }

    [Theory]
    [InlineData("$\"{1.5}\"")]
    [InlineData("await Task.Run(() => 1.5.ToString())")]
    [InlineData("string s = \"\"; var t = new System.Threading.Thread(() => s = 1.5.ToString()); t.Start(); t.Join(); s")]
    [InlineData("string s = \"\"; System.Threading.Tasks.Parallel.For(0, 1, _ => s = $\"{1.5}\"); s")]
    [InlineData("await Task.Yield(); 1.5.ToString()")]
    public async Task Cells_and_the_threads_they_start_write_invariantly(string code)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
        try
        {
            using var run = new SessionRun();
            Assert.Equal("1.5", await run.Value(code));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
