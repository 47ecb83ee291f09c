
namespace NotebookKit.Lessons.Tests;

public class CheckTests
{
    private static CheckResult Exercise(int? answer) => Check.That("Exercise 1", answer, "Set answer1 to the number of units.")
        .Expect(a => a != 3, "That is the number of time steps.")
        .Expect(a => a == 2, a => $"{a} is not the length of the last axis.")
        .Because("The last axis holds the units.");

    [Fact]
    public void An_unsolved_exercise_says_what_to_do()
    {
        Assert.Equal(Verdict.NotAnswered, Exercise(null).Verdict);
        Assert.Equal("Exercise 1: no answer so far. Set answer1 to the number of units.", Exercise(null).ToString());
    }

    [Fact]
    public void A_wrong_answer_is_told_the_first_reason() =>
        Assert.Equal("Exercise 1: not yet. That is the number of time steps.", Exercise(3).ToString());

    [Fact]
    public void A_wrong_answer_can_stand_in_its_explanation() =>
        Assert.Equal("Exercise 1: not yet. 7 is not the length of the last axis.", Exercise(7).ToString());

    [Fact]
    public void A_right_answer_is_told_why() =>
        Assert.Equal("Exercise 1: right. The last axis holds the units.", Exercise(2).ToString());

    [Fact]
    public void A_condition_that_throws_is_a_wrong_answer_and_not_a_crash()
    {
        CheckResult result = Check.That("Exercise 2", Tensor.Zeros(3), "…").Expect(t => t[0, 1, 2].Item() == 0, "no");
        Assert.Equal(Verdict.Wrong, result.Verdict);
        Assert.Contains("takes at most 1 indices", result.Explanation);
    }

    [Fact]
    public void MustHold_lets_right_answers_pass_and_stops_others()
    {
        Assert.Equal(Verdict.Right, Exercise(2).MustHold().Verdict);
        Assert.Throws<CheckFailedException>(() => Exercise(3).MustHold());
        Assert.Throws<CheckFailedException>(() => Exercise(null).MustHold());
    }
}
