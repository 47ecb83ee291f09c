namespace NotebookKit.Kernels;

/// <summary>The products of one step that the plain recurrent passes are written with.</summary>
internal static class ReferenceProducts
{
    /// <summary>result += vector · matrix[:, firstColumn ..], where the matrix has <paramref name="columns"/> columns.</summary>
    public static void AddProduct(ReadOnlySpan<float> vector, ReadOnlySpan<float> matrix, int columns, int firstColumn, Span<float> result)
    {
        for (int row = 0; row < vector.Length; row++)
        {
            ReadOnlySpan<float> weights = matrix.Slice(row * columns + firstColumn, result.Length);
            float value = vector[row];
            for (int j = 0; j < result.Length; j++)
                result[j] += value * weights[j];
        }
    }

    /// <summary>result += matrix[:, firstColumn ..] · vector.</summary>
    public static void AddTransposed(ReadOnlySpan<float> vector, ReadOnlySpan<float> matrix, int columns, int firstColumn,
        Span<float> result)
    {
        for (int row = 0; row < result.Length; row++)
        {
            ReadOnlySpan<float> weights = matrix.Slice(row * columns + firstColumn, vector.Length);
            float sum = 0f;
            for (int j = 0; j < vector.Length; j++)
                sum += vector[j] * weights[j];
            result[row] += sum;
        }
    }

    /// <summary>matrix[:, firstColumn ..] += left ⊗ right.</summary>
    public static void AddOuter(ReadOnlySpan<float> left, ReadOnlySpan<float> right, Span<float> matrix, int columns, int firstColumn)
    {
        if (matrix.IsEmpty)
            return;
        for (int row = 0; row < left.Length; row++)
        {
            Span<float> to = matrix.Slice(row * columns + firstColumn, right.Length);
            for (int j = 0; j < right.Length; j++)
                to[j] += left[row] * right[j];
        }
    }

    /// <summary>Adds x·K of one step, or the row of K that the step's token selects.</summary>
    public static void AddInput(in RecurrentProblem problem, in RecurrentInputs inputs, int b, int step, Span<float> result)
    {
        if (inputs.Tokens.IsEmpty)
        {
            AddProduct(inputs.X.Slice(InputStart(problem, b, step), problem.Features), inputs.Kernel, result.Length, 0, result);
            return;
        }
        int token = inputs.Tokens[b * problem.Time + problem.InputStep(step)];
        if (token < 0)
            return;
        ReadOnlySpan<float> row = inputs.Kernel.Slice(token * result.Length, result.Length);
        for (int j = 0; j < result.Length; j++)
            result[j] += row[j];
    }

    /// <summary>Where the input of one step begins.</summary>
    public static int InputStart(in RecurrentProblem problem, int b, int step) =>
        (b * (problem.RepeatedInput ? 1 : problem.Time) + problem.InputStep(step)) * problem.Features;
}
