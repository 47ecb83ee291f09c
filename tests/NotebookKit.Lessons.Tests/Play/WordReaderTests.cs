using NotebookKit.Display;

namespace NotebookKit.Lessons.Tests.Play;

public class WordReaderTests
{
    private static readonly WordReader s_reader = WordReader.Load();

    [Theory]
    [InlineData("wochentag", "German")]
    [InlineData("zjednoczonych", "Polish")]
    [InlineData("yıldız", "Turkish")]
    public void It_tells_the_language_of_a_word(string word, string language) => Assert.Equal(language, s_reader.Read(word));

    [Fact]
    public void It_has_most_of_the_words_right_that_were_kept_back()
    {
        var words = LabelledTexts.Load(Path.Combine(DataFolder.Find("words"), "words.csv"), seed: 16);
        int[] keptBack = [.. Enumerable.Range(words.TrainingCount, 200)];
        Assert.InRange(keptBack.Count(i => s_reader.Read(words.Texts[i]) == words.Labels[words.LabelOf[i]]), 120, 190);
    }

    [Fact]
    public void The_chart_has_a_row_for_each_language_and_a_column_for_each_letter_whose_numbers_sum_to_1()
    {
        Chart chart = s_reader.Guesses("wochentag");
        Heatmap heatmap = Assert.IsType<Heatmap>(Assert.Single(chart.Traces));
        double[][] rows = [.. heatmap.z!.Cast<System.Collections.IEnumerable>()
            .Select(row => row.Cast<object>().Select(Convert.ToDouble).ToArray())];
        Assert.Equal(10, rows.Length);
        Assert.All(rows, row => Assert.Equal("wochentag".Length, row.Length));
        Assert.All(Enumerable.Range(0, 9), letter => Assert.Equal(1, rows.Sum(row => row[letter]), 1e-5));
        Assert.StartsWith("Heatmap “wochentag  →  German”", chart.ToString());
    }

    [Fact]
    public void What_it_never_met_is_refused()
    {
        Assert.Throws<ArgumentException>(() => s_reader.Read("Woche"));
        Assert.Throws<ArgumentException>(() => s_reader.Read(new string('a', 60)));
        Assert.Throws<ArgumentException>(() => s_reader.Read(""));
        Assert.Throws<ArgumentNullException>(() => s_reader.Read(null!));
    }
}
