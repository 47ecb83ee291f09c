namespace NotebookKit.Tests.Datasets;

public sealed class LabelledTextsTests : IDisposable
{
    private static readonly (string Label, string Text)[] s_words =
    [
        ("German", "Woche"), ("German", "Jahr"), ("German", "Tag"), ("German", "größte"), ("English", "week"), ("English", "year"),
        ("English", "day"), ("Czech", "týden"), ("Czech", "rok"), ("Czech", "den"), ("Czech", "měsíc"), ("English", "month"),
    ];

    private readonly string _file = Path.GetTempFileName();

    public void Dispose() => File.Delete(_file);

    [Fact]
    public void Labels_are_sorted_and_every_text_keeps_its_own()
    {
        var words = new LabelledTexts(s_words, seed: 1);
        Assert.Equal(["Czech", "English", "German"], words.Labels);
        Assert.Equal(
            s_words.OrderBy(w => w.Text, StringComparer.Ordinal),
            words.Texts.Select((text, i) => (words.Labels[words.LabelOf[i]], text)).OrderBy(w => w.text, StringComparer.Ordinal));
    }

    [Fact]
    public void Characters_are_numbered_from_one_and_what_follows_a_text_is_zero()
    {
        var words = new LabelledTexts(s_words, seed: 1);
        Tensor encoded = words.Encode("day", "größte");
        Assert.Equal(new Shape(2, 6), encoded.Shape);
        Assert.Equal("day", string.Concat(encoded[0, 0..3].ToArray().Select(n => words.Characters[(int)n - 1])));
        Assert.Equal([0, 0, 0], encoded[0, 3..].ToArray());
        Assert.DoesNotContain(0f, encoded[1].ToArray());
    }

    [Fact]
    public void The_parts_are_the_samples_in_their_order()
    {
        var words = new LabelledTexts(s_words, seed: 1);
        (Tensor? x, Tensor? y) = words.Training;
        (Tensor? xVal, Tensor? yVal) = words.Validation;
        Assert.Equal(new Shape(11, 6), x.Shape);
        Assert.Equal(new Shape(1, 6), xVal.Shape);
        Assert.Equal(words.LabelOf.Select(label => (float)label), [.. y.ToArray(), .. yVal.ToArray()]);
        Assert.True(words.Encode(words.Texts[^1]).AllClose(xVal, 0));
    }

    [Fact]
    public void A_letter_with_a_separate_accent_is_one_character()
    {
        var words = new LabelledTexts([.. s_words, ("French", "e\u0301te\u0301")], seed: 1);
        Assert.Equal(3, words.Encode("e\u0301te\u0301").ToArray().Count(n => n > 0));
    }

    [Fact]
    public void A_seed_gives_the_same_order_and_another_another()
    {
        Assert.Equal(new LabelledTexts(s_words, seed: 4).Texts, new LabelledTexts(s_words, seed: 4).Texts);
        Assert.NotEqual(new LabelledTexts(s_words, seed: 4).Texts, new LabelledTexts(s_words, seed: 5).Texts);
    }

    [Fact]
    public void A_file_gives_what_its_lines_say()
    {
        File.WriteAllLines(_file, ["language,word", .. s_words.Select(w => $"{w.Label},{w.Text}"), "English,now, then"]);
        var words = LabelledTexts.Load(_file, seed: 1);
        Assert.Equal(s_words.Length + 1, words.Texts.Count);
        Assert.Contains("now, then", words.Texts);
    }

    [Fact]
    public void What_cannot_be_used_is_refused_with_its_place()
    {
        Refused("received 3", () => new LabelledTexts(s_words[..3]));
        Refused("text 12 (counted from 0), labelled 'X', is empty", () => new LabelledTexts([.. s_words, ("X", "")]));
        Refused("all 12 texts have 'X'", () => new LabelledTexts(s_words.Select(w => ("X", w.Text))));
        Refused("the character 'z', which occurs in none", () => new LabelledTexts(s_words).Encode("zug"));
        Refused("has 7 characters; expected 6 or fewer", () => new LabelledTexts(s_words).Encode("Wochent"));
        File.WriteAllLines(_file, ["language,word", "English week"]);
        Refused("Line 2 of", () => LabelledTexts.Load(_file));

        static void Refused(string said, Action mistake) =>
            Assert.Contains(said, Assert.Throws<ArgumentException>(mistake).Message, StringComparison.Ordinal);
    }
}
