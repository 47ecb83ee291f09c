using System.Globalization;

namespace NotebookKit.Tests.Datasets;

public class DateTaskTests
{
    private static readonly DateTask s_task = new(samples: 4_000, seed: 3);

    [Fact]
    public void Every_question_is_its_answer_in_other_words()
    {
        string[] formats =
        [
            "d MMMM yyyy", "MMMM d, yyyy", "d MMM yyyy", "MMM d, yyyy", "dddd, d MMMM yyyy", "dddd, MMMM d, yyyy", "ddd, d MMM yyyy",
            "d 'of' MMMM yyyy", "yyyy, MMMM d", "dd-MMM-yyyy", "d.M.yyyy", "dd/MM/yyyy",
        ];
        foreach ((string? question, string? answer) in s_task.Questions.Zip(s_task.Answers))
        {
            string plain = System.Text.RegularExpressions.Regex.Replace(question, "(?<=[0-9])(st|nd|rd|th)", "");
            Assert.True(
                DateOnly.TryParseExact(plain, formats, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly date), question);
            Assert.Equal(answer, date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        }
    }

    [Theory]
    [InlineData(1, "1st")]
    [InlineData(2, "2nd")]
    [InlineData(3, "3rd")]
    [InlineData(11, "11th")]
    [InlineData(12, "12th")]
    [InlineData(13, "13th")]
    [InlineData(21, "21st")]
    [InlineData(22, "22nd")]
    [InlineData(23, "23rd")]
    [InlineData(30, "30th")]
    public void Days_are_counted_as_in_English(int day, string ordinal)
    {
        string end = $"-{day:00}";
        string[] counted = [.. s_task.Questions.Where(
            (q, i) => s_task.Answers[i].EndsWith(end, StringComparison.Ordinal) && q.Contains(" of ", StringComparison.Ordinal))];
        Assert.NotEmpty(counted);
        Assert.All(counted, question => Assert.StartsWith(ordinal + " of ", question, StringComparison.Ordinal));
    }

    [Fact]
    public void No_question_occurs_twice_and_all_fit()
    {
        Assert.Equal(4_000, s_task.Questions.Distinct(StringComparer.Ordinal).Count());
        Assert.All(s_task.Questions, question => Assert.InRange(question.Length, 8, DateTask.QuestionLength));
        Assert.All(s_task.Answers, answer => Assert.Equal(DateTask.AnswerLength, answer.Length));
    }

    [Fact]
    public void The_longest_date_fits_exactly()
    {
        string longest = "Wednesday, September 23, 1987";
        Assert.Equal(DateTask.QuestionLength, longest.Length);
        Assert.Equal(new Shape(1, 29, 41), s_task.Encode(longest).Shape);
    }

    [Fact]
    public void Capital_letters_are_read_as_small_ones() =>
        Assert.Equal("3 september 1987".PadRight(29), DateTask.QuestionTable.Decode(s_task.Encode("3 SEPtember 1987"))[0]);

    [Fact]
    public void A_seed_gives_the_same_samples_and_another_gives_others()
    {
        Assert.Equal(new DateTask(50, seed: 7).Questions, new DateTask(50, seed: 7).Questions);
        Assert.NotEqual(new DateTask(50, seed: 7).Questions, new DateTask(50, seed: 8).Questions);
    }

    [Fact]
    public void The_last_tenth_is_kept_for_validation()
    {
        var small = new DateTask(samples: 105, seed: 1);
        (Tensor? x, Tensor? y) = small.Training;
        (Tensor? xVal, Tensor? yVal) = small.Validation;
        Assert.Equal(new Shape(95, 29, 41), x.Shape);
        Assert.Equal(new Shape(95, 10, 12), y.Shape);
        Assert.Equal(new Shape(10, 29, 41), xVal.Shape);
        Assert.Equal(small.Answers.Skip(95), small.Decode(yVal));
        Assert.Equal(small.Questions.Skip(95).Select(q => q.ToLowerInvariant().PadRight(29)), DateTask.QuestionTable.Decode(xVal));
    }

    [Theory]
    [InlineData(9)]
    [InlineData(200_001)]
    public void A_number_of_samples_out_of_range_is_refused(int samples) => Assert.Contains(
        $"received {samples}", Assert.Throws<ArgumentException>(() => new DateTask(samples)).Message, StringComparison.Ordinal);

    [Fact]
    public void What_no_network_could_read_is_refused()
    {
        Assert.Contains("'é'", Assert.Throws<ArgumentException>(() => s_task.Encode("3 février 1987")).Message, StringComparison.Ordinal);
        Assert.Contains(
            "29 or fewer", Assert.Throws<ArgumentException>(() => s_task.Encode(new string('1', 30))).Message, StringComparison.Ordinal);
    }
}
