using System.Globalization;

namespace NotebookKit.Display.Tests.Charts;

public class ChartCultureTests
{
    public static TheoryData<string, Chart> Charts => new()
    {
        { "line", Chart.Line([0.5, 1234.5, -2.25]).WithTitle("Numbers") },
        { "bars", Chart.Bar(["a", "b"], [0.5, 1e-7]) },
        { "histogram", Chart.Histogram([0.1, 0.25, 0.3, 1.5], bins: 3) },
        { "heatmap", Chart.Heatmap(new double[,] { { 0.5, -1.25 }, { 1e6, 0 } }) },
    };

    /// <summary>A German reader writes 0,5; saved pictures are the same in every country, ids included.</summary>
    [Theory]
    [MemberData(nameof(Charts))]
    public void Every_form_of_a_chart_is_the_same_in_every_culture(string kind, Chart chart)
    {
        Assert.NotEmpty(kind);
        string[] here = [chart.ToSvg(), chart.ToPlotlyJson(), chart.ToString()];
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            foreach (string culture in (string[])["de-DE", "fr-CH", "ar-SA", "fa-IR", "tr-TR"])
            {
                CultureInfo.CurrentCulture = new CultureInfo(culture);
                Assert.Equal(here, (string[])[chart.ToSvg(), chart.ToPlotlyJson(), chart.ToString()]);
            }
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
