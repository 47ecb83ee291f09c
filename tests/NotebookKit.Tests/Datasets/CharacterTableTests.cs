namespace NotebookKit.Tests.Datasets;

/// <summary>A character is what a reader sees as one.</summary>
public sealed class CharacterTableTests
{
    [Theory]
    [InlineData("😀😁", 2)]
    [InlineData("abca", 3)]
    [InlineData("e\u0301e", 2)]
    [InlineData("👨‍👩‍👧a👨‍👩‍👧", 2)]
    [InlineData("\r\n", 2)]
    [InlineData("🇩🇪🇫🇷", 2)]
    [InlineData("👍🏽👍", 2)]
    [InlineData("한ᄒ", 2)]
    [InlineData("a\u200db", 2)]
    public void Characters_are_counted_as_they_are_seen(string characters, int count) =>
        Assert.Equal(count, new CharacterTable(characters).Count);

    [Fact]
    public void Texts_of_emoji_come_back()
    {
        var table = new CharacterTable("😁😀 e\u0301");
        Tensor x = table.Encode(["😀e\u0301😁", "😁"], 3);
        Assert.Equal(new Shape(2, 3, 4), x.Shape);
        Assert.Equal(["😀e\u0301😁", "😁  "], table.Decode(x));
        Assert.Equal(2, table.IndexOf("😀"));
        Assert.Equal("'😀😀😀😀' has 4 characters; expected 3 or fewer. (Parameter 'texts')",
            Assert.Throws<ArgumentException>(() => table.Encode(["😀😀😀😀"], 3)).Message);
    }

    [Fact]
    public void Characters_stand_in_the_order_of_their_codes()
    {
        // In UTF-16 the emoji's first half, U+D83D, would come before U+FFFD.
        Assert.Equal("+09az\uFFFD😀", new CharacterTable("😀z\uFFFDa90+").Characters);
        Assert.Equal("e e\u0301 f".Replace(" ", "", StringComparison.Ordinal), new CharacterTable("fe\u0301e").Characters);
    }

    [Fact]
    public void Half_a_character_is_named() => Assert.StartsWith(
        "The text holds half a character, the lone surrogate U+D83D, at position 1. Mend the text.",
        Assert.Throws<ArgumentException>(() => new CharacterTable("a\uD83D")).Message);

    [Fact]
    public void A_question_of_emoji_is_counted_and_reversed_whole()
    {
        var task = new AdditionTask(digits: 1, samples: 20, seed: 1);
        Assert.Contains("The character '😀' is not among", Assert.Throws<ArgumentException>(() => task.Encode("😀+1")).Message);
        Assert.Contains("has 4 characters; with 1 digit", Assert.Throws<ArgumentException>(() => task.Encode("😀😀😀😀")).Message);
    }
}
