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
    public void What_does_not_hold_fails_with_the_sentence_given() => Assert.Equal(
        "Two must be less than one.", Assert.Throws<ClaimFailedException>(() => Claim.That(2 < 1, "Two must be less than one.")).Message);

    [Fact]
    public void Without_a_sentence_the_claim_itself_is_said()
    {
        int network = 12, naive = 10;
        Assert.Equal(
            "This was expected to hold, and does not: network < naive",
            Assert.Throws<ClaimFailedException>(() => Claim.That(network < naive)).Message);
    }
}
