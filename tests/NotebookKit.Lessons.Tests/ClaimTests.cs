namespace NotebookKit.Lessons.Tests;

public class ClaimTests
{
    [Fact]
    public void What_holds_says_nothing()
    {
        Claim.That(1 < 2);
        Claim.That(1 < 2, "One must be less than two.");
    }

    [Fact]
    public void What_does_not_hold_fails_with_the_sentence_given_and_the_claim() => Assert.Equal(
        "Two must be less than one.\nExpected to hold, and does not: 2 < 1",
        Assert.Throws<ClaimFailedException>(() => Claim.That(2 < 1, "Two must be less than one.")).Message);

    [Fact]
    public void Without_a_sentence_the_claim_itself_is_said()
    {
        int network = 12, naive = 10;
        Assert.Equal(
            "This was expected to hold, and does not: network < naive",
            Assert.Throws<ClaimFailedException>(() => Claim.That(network < naive)).Message);
    }

    [Fact]
    public void A_claim_over_several_lines_is_said_in_one() => Assert.EndsWith(
        "does not: 2 < 1 && 1 < 2",
        Assert.Throws<ClaimFailedException>(() => Claim.That(
            2 < 1
                && 1 < 2, "Both.")).Message);

    [Fact]
    public void A_value_that_is_as_said_says_nothing()
    {
        Claim.Equal("parameters", 12, 3 * 4);
        Claim.Equal("shape", new Shape(1, 2), new Shape(1, 2));
        Claim.Equal<string?>("nothing", null, null);
    }

    [Fact]
    public void A_value_that_is_another_fails_with_both()
    {
        Assert.Equal(
            "parameters: expected 12, received 13.",
            Assert.Throws<ClaimFailedException>(() => Claim.Equal("parameters", 12, 13)).Message);
        Assert.Equal(
            "share: expected 0.5, received 0.25.",
            Assert.Throws<ClaimFailedException>(() => Claim.Equal("share", 0.5, 0.25)).Message);
    }
}
