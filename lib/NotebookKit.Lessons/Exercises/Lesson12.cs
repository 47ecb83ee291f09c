using NotebookKit.Layers;

namespace NotebookKit.Lessons;

/// <summary>The exercises of lesson 12, Masks and both directions.</summary>
internal static class Lesson12
{
    /// <summary>Its exercises.</summary>
    public static IReadOnlyList<ExerciseDefinition> Exercises { get; } =
    [
        ExerciseDefinition.Of<int>(
            "12.1",
            "Set answer1 to the decoder's units.",
            answer => answer
                .Expect(n => n != 64, "That fits the states of one direction. How wide are two, side by side?")
                .Expect(n => n != 256, "All four states together are that wide, but h and c are handed over separately.")
                .Expect(
                    n => n == 128,
                    n => $"A decoder of {n} units takes states of {n} numbers; the encoder's are 64 in each direction.")
                .Because("64 forward and 64 backward: h has 128 numbers, and so has c.")),

        ExerciseDefinition.Of<Tensor, Tensor>(
            "12.2",
            "Set answer2 to a reduction of masked.Mask over one of its axes.",
            (answer, masked) => answer
                .Expect(t => t.Size != 1, "That is the number for the whole batch. Reduce over one axis only.")
                .Expect(t => t.Shape == new Shape(4), t => $"The shape is {t.Shape}; four sequences have four lengths, shape (4,).")
                .Expect(
                    t => !t.AllClose(masked.Mask!.Sum(axis: 0), 0),
                    "Those are the sequences that count at each step: the sum over the wrong axis.")
                .Expect(
                    t => t.AllClose(masked.Mask!.Sum(axis: 1), 0),
                    t => $"{t} are not the lengths: A has four steps, D none.")
                .Because("Ones count and zeros do not, so a sum over the time axis is the length.")),

        ExerciseDefinition.Of<Tensor, Bidirectional, Tensor>(
            "12.3",
            "Set answer3 to a concatenation of two sequences, each (1, 4, 2). Which of them has to be turned round first?",
            (answer, both, line) =>
            {
                Tensor output = both.Apply(line)[0];
                return answer
                    .Expect(
                        t => t.Shape != new Shape(1, 8, 2),
                        "The sequences stand one after the other in time. Join them along the last axis, the units.")
                    .Expect(t => t.Shape == new Shape(1, 4, 4), t => $"The shape is {t.Shape}; expected (1, 4, 4).")
                    .Expect(
                        t => t[.., .., 0..2].AllClose(output[.., .., 0..2], 1e-7f),
                        "The first two columns should be the forward layer's output.")
                    .Expect(
                        t => !t[.., .., 2..4].Reverse(1).AllClose(output[.., .., 2..4], 1e-7f),
                        "The backward output stands in the order of reading. What lines it up with time?")
                    .Expect(
                        t => t.AllClose(output, 1e-7f),
                        "The last two columns are not the backward layer's output, turned round.")
                    .Because("Forward as it is, backward turned round in time, side by side.");
            }),
    ];
}
