using NotebookKit.Layers;

namespace NotebookKit.Lessons.Tests.Exercises;

public class ExerciseTests
{
    [Fact]
    public void An_exercise_without_an_answer_says_what_to_do()
    {
        CheckResult result = Exercise.Check("05.1", null);
        Assert.Equal(Verdict.NotAnswered, result.Verdict);
        Assert.Equal("05.1", result.Exercise);
        Assert.Equal("Exercise 05.1: no answer so far. Set answer1 to the total number of elements.", result.ToString());
    }

    [Theory]
    [InlineData(640, "That is the sequence alone.")]
    [InlineData(704, "One of the states is missing")]
    [InlineData(3, "3 is not batch · time · units")]
    public void A_wrong_answer_gets_the_hint_that_fits_it(int answer, string hint)
    {
        CheckResult result = Exercise.Check("05.1", answer);
        Assert.Equal(Verdict.Wrong, result.Verdict);
        Assert.StartsWith(hint, result.Explanation);
    }

    [Fact]
    public void A_right_answer_is_told_why() => Assert.Equal(
        "Exercise 05.1: right. 640 for the sequence and 64 for each of h and c.", Exercise.Check("05.1", 768).MustHold().ToString());

    [Fact]
    public void An_exercise_about_a_tensor_of_the_notebook_gets_it()
    {
        var everyStep = Tensor.RandomUniform(new Shape(1, 5, 2), seed: 1);
        Assert.Equal(Verdict.Right, Exercise.Check("03.2", everyStep[.., 2], everyStep).Verdict);
        Assert.Contains("Positions count from 0", Exercise.Check("03.2", everyStep[.., 3], everyStep).Explanation);
    }

    [Theory]
    [InlineData(768.0)]
    [InlineData(768f)]
    [InlineData(768L)]
    public void A_number_of_another_kind_stands_for_itself(object answer) =>
        Assert.Equal(Verdict.Right, Exercise.Check("05.1", answer).Verdict);

    [Theory]
    [InlineData("768", "The answer is a text; a whole number is asked for.")]
    [InlineData(768.5, "The answer is a number; a whole number is asked for.")]
    [InlineData(1e300, "The answer is a number; a whole number is asked for.")]
    [InlineData(double.NaN, "The answer is a number; a whole number is asked for.")]
    [InlineData(true, "The answer is true or false; a whole number is asked for.")]
    public void An_answer_of_another_type_is_wrong_and_told_so(object answer, string explanation)
    {
        CheckResult result = Exercise.Check("05.1", answer);
        Assert.Equal((Verdict.Wrong, explanation), (result.Verdict, result.Explanation));
    }

    [Fact]
    public void What_a_layer_returned_stands_for_its_only_tensor()
    {
        var layer = new LSTM(2);
        var longer = Tensor.RandomUniform(new Shape(1, 5, 1), seed: 1);
        Outputs three = layer.Apply(longer[.., 0..3]);
        Assert.Equal(Verdict.Right, Exercise.Check("03.3", three, layer, longer).Verdict);
    }

    [Fact]
    public void A_check_that_was_handed_something_else_is_a_mistake_of_the_notebook()
    {
        Assert.Equal(
            "Exercise.Check(\"03.2\", …) wants the answer and a Tensor; 0 things were given beside the answer.",
            Assert.Throws<ArgumentException>(() => Exercise.Check("03.2", null)).Message);
        Assert.Equal(
            "Exercise.Check(\"03.2\", …) wants the answer and a Tensor; a text was given.",
            Assert.Throws<ArgumentException>(() => Exercise.Check("03.2", null, "everyStep")).Message);
        Assert.Equal(
            "Exercise.Check(\"05.1\", …) wants the answer alone; 1 thing was given beside the answer.",
            Assert.Throws<ArgumentException>(() => Exercise.Check("05.1", 5, 6)).Message);
    }

    [Fact]
    public void An_unknown_exercise_is_named_with_those_of_its_lesson()
    {
        Assert.Contains("There is no exercise '05.9'; lesson 05 has 05.1, 05.2",
            Assert.Throws<ArgumentException>(() => Exercise.Check("05.9", 1)).Message);
        Assert.Contains("for example 05.1", Assert.Throws<ArgumentException>(() => Exercise.Check("Exercise 1", 1)).Message);
    }

    [Fact]
    public void A_teacher_defines_an_exercise_of_their_own()
    {
        Exercise.Define<int>("algebra.1", "Set answer1 to 6 times 7.", answer => answer
            .Expect(n => n != 13, "That is the sum.")
            .Expect(n => n == 42, n => $"{n} is not 6 times 7.")
            .Because("Six sevens."));
        Exercise.Define<int, int[]>("algebra.2", "Set answer2 to the largest of them.", (answer, numbers) => answer
            .Expect(n => n == numbers.Max(), "There is a larger one."));
        Assert.Equal("Exercise algebra.1: not yet. That is the sum.", Exercise.Check("algebra.1", 13).ToString());
        Assert.Equal("Exercise algebra.1: right. Six sevens.", Exercise.Check("algebra.1", 42).ToString());
        Assert.Equal(Verdict.Right, Exercise.Check("algebra.2", 9, new[] { 3, 9, 4 }).Verdict);
        Assert.Equal(Verdict.Wrong, Exercise.Check("algebra.2", 4, new[] { 3, 9, 4 }).Verdict);
    }

    [Fact]
    public void A_check_of_an_array_of_references_gets_the_array()
    {
        Exercise.Define<int, Tensor[]>("arrays.1", "How many?", (answer, tensors) => answer.Expect(n => n == tensors.Length, "No."));
        Assert.Equal(Verdict.Right, Exercise.Check("arrays.1", 2, new[] { Tensor.Zeros(1), Tensor.Zeros(2) }).Verdict);
    }
}
