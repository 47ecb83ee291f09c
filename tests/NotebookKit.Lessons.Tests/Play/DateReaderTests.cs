using NotebookKit.Display;

namespace NotebookKit.Lessons.Tests.Play;

public class DateReaderTests
{
    private static readonly DateReader s_reader = DateReader.Load();

    [Theory]
    [InlineData("Thursday, 3 September 1987", "1987-09-03")]
    [InlineData("25/12/1931", "1931-12-25")]
    [InlineData("Jul 1, 1726", "1726-07-01")]
    [InlineData("28th of January 1666", "1666-01-28")]
    public void It_writes_dates_as_ISO_8601_does(string date, string iso) => Assert.Equal(iso, s_reader.Read(date));

    [Fact]
    public void Of_dates_that_it_never_saw_nearly_all_are_right()
    {
        var dates = new DateTask(samples: 200, seed: 77);
        int right = dates.Questions.Zip(dates.Answers).Count(pair => s_reader.Read(pair.First) == pair.Second);
        Assert.InRange(right, 180, 200);
    }

    [Fact]
    public void The_alignment_has_a_row_for_each_character_written_and_a_column_for_each_read()
    {
        const string date = "Thursday, 3 September 1987";
        Chart chart = s_reader.Alignment(date);
        Heatmap heatmap = Assert.IsType<Heatmap>(Assert.Single(chart.Traces));
        double[][] rows = [.. heatmap.z!.Cast<System.Collections.IEnumerable>()
            .Select(row => row.Cast<object>().Select(Convert.ToDouble).ToArray())];
        Assert.Equal(10, rows.Length);
        Assert.All(rows, row =>
        {
            Assert.Equal(date.Length, row.Length);
            Assert.InRange(row.Sum(), 0, 1.0001);
        });
        // The last digit of the year is looked up where it stands.
        Assert.Equal(date.Length - 1, Array.IndexOf(rows[3], rows[3].Max()));
        Assert.StartsWith($"Heatmap “{date}  →  1987-09-03”: written over read.", chart.ToString());
    }

    [Fact]
    public void What_it_never_met_is_refused()
    {
        Assert.Throws<ArgumentException>(() => s_reader.Read("3 September 1987!"));
        Assert.Throws<ArgumentException>(() => s_reader.Read(new string('1', 60)));
        Assert.Throws<ArgumentNullException>(() => s_reader.Read(null!));
    }
}
