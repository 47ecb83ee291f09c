namespace NotebookKit.Lessons;

/// <summary>The exercises of lesson 02, The default output.</summary>
internal static class Lesson02
{
    /// <summary>Its exercises.</summary>
    public static IReadOnlyList<ExerciseDefinition> Exercises { get; } =
    [
        ExerciseDefinition.Of<Shape>(
            "02.1",
            "Set answer1 to a shape, for example new Shape(2, 3).",
            answer => answer
                .Expect(s => s.Rank == 2, s => $"{s} is not (batch, units): without return_sequences the time axis is gone.")
                .Expect(s => s[0] == 16, "Every sentence of the batch gets an answer of its own.")
                .Expect(s => s[1] != 30, "30 is the number of time steps, which does not show in the output.")
                .Expect(s => s[1] == 64, "The last axis is the number of units.")
                .Because("One row a sentence, one number a unit.")),

        ExerciseDefinition.Of<int>(
            "02.2",
            "Set answer2 to the number of parameters of LSTM(64) on 50 features.",
            answer => answer
                .Expect(n => n != (64 * (64 + 50)) + 64, "That is one block. There are four of them: three gates and a candidate.")
                .Expect(n => n != 4 * 64 * (64 + 50), "The bias is missing: one number for every unit and block.")
                .Expect(n => n == LstmParams(64, 50), "Kernel (50, 4·64), recurrent kernel (64, 4·64), bias (4·64): add their sizes.")
                .Because("12,800 + 16,384 + 256 = 29,440.")),

        ExerciseDefinition.Of<int>(
            "02.3",
            "Set answer3 to the number of units.",
            answer => answer
                .Expect(u => u > 0, "A layer has at least one unit.")
                .Expect(u => LstmParams(u, 1) <= 780, u => $"{u} units have {LstmParams(u, 1):N0} parameters: too many.")
                .Expect(u => LstmParams(u, 1) >= 780, u => $"{u} units have {LstmParams(u, 1):N0} parameters: too few.")
                .Because("4(u(u + 1) + u) = 780 gives u² + 2u = 195.")),
    ];

    // A wrong answer may be any number, so that the product may be larger than an int.
    private static long LstmParams(long units, long features) => 4 * ((units * (units + features)) + units);
}
