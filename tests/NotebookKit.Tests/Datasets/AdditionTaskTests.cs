using System.Runtime.CompilerServices;

namespace NotebookKit.Tests.Datasets;

public class AdditionTaskTests
{
    [Fact]
    public void Every_answer_is_the_sum_and_no_pair_occurs_twice_in_either_order()
    {
        var task = new AdditionTask(digits: 3, samples: 20_000, seed: 5);
        var seen = new HashSet<(int, int)>();
        foreach ((string? question, string? answer) in task.Questions.Zip(task.Answers))
        {
            int[] numbers = [.. question.Split('+').Select(int.Parse)];
            Assert.Equal(answer, (numbers[0] + numbers[1]).ToString());
            Assert.All(numbers, n => Assert.InRange(n, 0, 999));
            Assert.True(seen.Add((numbers.Min(), numbers.Max())), question);
        }
        Assert.Equal(20_000, seen.Count);
    }

    [Fact]
    public void Short_and_long_questions_occur()
    {
        var task = new AdditionTask(digits: 3, samples: 2_000, seed: 5);
        Assert.Contains(task.Questions, q => q.Length == 3);
        Assert.Contains(task.Questions, q => q.Length == 7);
    }

    [Fact]
    public void Shapes_are_those_of_the_Keras_example()
    {
        var task = new AdditionTask(digits: 3, samples: 1_005, seed: 5);
        (Tensor? x, Tensor? y) = task.Training;
        (Tensor? xVal, Tensor? yVal) = task.Validation;
        Assert.Equal(new Shape(905, 7, 12), x.Shape);
        Assert.Equal(new Shape(905, 4, 12), y.Shape);
        Assert.Equal(new Shape(100, 7, 12), xVal.Shape);
        Assert.Equal(new Shape(100, 4, 12), yVal.Shape);
        Assert.Equal(905 * 7, x.Sum().Item());
    }

    [Fact]
    public void A_question_is_padded_then_reversed()
    {
        var reversed = new AdditionTask(digits: 3, samples: 10, seed: 5);
        Assert.Equal("  54+21", AdditionTask.Table.Decode(reversed.Encode("12+45"))[0]);
        var straight = new AdditionTask(digits: 3, samples: 10, seed: 5, reverse: false);
        Assert.Equal("12+45  ", AdditionTask.Table.Decode(straight.Encode("12+45"))[0]);
        Assert.Equal(reversed.Questions, straight.Questions);
    }

    [Fact]
    public void Rows_decode_to_the_samples_they_came_from()
    {
        var task = new AdditionTask(digits: 2, samples: 50, seed: 5, reverse: false);
        (Tensor? x, Tensor? y) = task.Validation;
        Assert.Equal(task.Questions.Skip(45).Select(q => q.PadRight(5)), AdditionTask.Table.Decode(x));
        Assert.Equal(task.Answers.Skip(45).Select(a => a.PadRight(3)), task.Decode(y));
        Assert.Equal(task.Decode(y)[2], task.Decode(y[2])[0]);
    }

    [Fact]
    public void The_characters_stand_in_sorted_order() => Assert.Equal(" +0123456789", AdditionTask.Table.Characters);

    [Fact]
    public void The_same_seed_gives_the_same_samples()
    {
        Assert.Equal(new AdditionTask(2, 100, seed: 3).Questions, new AdditionTask(2, 100, seed: 3).Questions);
        Assert.NotEqual(new AdditionTask(2, 100, seed: 3).Questions, new AdditionTask(2, 100, seed: 4).Questions);
    }

    [Theory]
    [InlineData(0, 100, "AdditionTask expects 1 to 9 digits; received 0.")]
    [InlineData(1, 56, "at most 55 with 1 digit,")]
    [InlineData(2, 9, "at least 10 samples")]
    public void Impossible_tasks_are_refused(int digits, int samples, string expected) =>
        Assert.Contains(expected, Assert.Throws<ArgumentException>(() => new AdditionTask(digits, samples)).Message);

    [Fact]
    public void All_pairs_of_one_digit_can_be_had() => Assert.Equal(55, new AdditionTask(1, 55, seed: 1).Questions.Count);

    [Fact]
    public void Characters_and_lengths_that_do_not_fit_are_named()
    {
        var task = new AdditionTask(2, 10, seed: 1);
        Assert.Contains("'x' is not among ' +0123456789'", Assert.Throws<ArgumentException>(() => task.Encode("1+x")).Message);
        Assert.Contains("has 6 characters; with 2 digits expected 5",
            Assert.Throws<ArgumentException>(() => task.Encode("123+45")).Message);
        Assert.Contains("expects (texts, length, 12)", Assert.Throws<ArgumentException>(() => task.Decode(Tensor.Zeros(3, 11))).Message);
    }

    [Fact]
    public void The_file_in_data_is_what_its_recipe_gives() =>
        Assert.Equal(File.ReadAllText(Path.Combine(DataFolder(), "samples.csv")),
            new AdditionTask(digits: 2, samples: 200, seed: 1).ToCsv());

    private static string DataFolder([CallerFilePath] string path = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, "../../../data/addition"));
}
