namespace NotebookKit.Kernels;

/// <summary>Additive attention's scores by their formula, one number at a time: what the vector paths are tested against.</summary>
internal static class ReferenceAdditiveScores
{
    public static void Forward(in AdditiveScoreInputs inputs, Span<float> scores)
    {
        for (int pair = 0; pair < scores.Length; pair++)
        {
            ReadOnlySpan<float> query = inputs.Query[QueryOf(inputs, pair)], key = inputs.Key[KeyOf(inputs, pair)];
            float sum = 0f;
            for (int unit = 0; unit < inputs.Units; unit++)
                sum += ScaleOf(inputs, unit) * MathF.Tanh(query[unit] + key[unit]);
            scores[pair] = sum;
        }
    }

    public static void Backward(in AdditiveScoreInputs inputs, ReadOnlySpan<float> scoresGradient, in AdditiveScoreGradients gradients)
    {
        gradients.Query.Clear();
        gradients.Key.Clear();
        gradients.Scale.Clear();
        for (int pair = 0; pair < scoresGradient.Length; pair++)
        {
            (Range queryAt, Range keyAt) = (QueryOf(inputs, pair), KeyOf(inputs, pair));
            ReadOnlySpan<float> query = inputs.Query[queryAt], key = inputs.Key[keyAt];
            for (int unit = 0; unit < inputs.Units; unit++)
            {
                float matched = MathF.Tanh(query[unit] + key[unit]);
                float toSum = scoresGradient[pair] * ScaleOf(inputs, unit) * (1f - matched * matched);
                if (!gradients.Query.IsEmpty)
                    gradients.Query[queryAt][unit] += toSum;
                if (!gradients.Key.IsEmpty)
                    gradients.Key[keyAt][unit] += toSum;
                if (!gradients.Scale.IsEmpty)
                    gradients.Scale[unit] += scoresGradient[pair] * matched;
            }
        }
    }

    private static float ScaleOf(in AdditiveScoreInputs inputs, int unit) => inputs.Scale.IsEmpty ? 1f : inputs.Scale[unit];

    /// <summary>The query of a pair; pairs are numbered as the scores (batch, queries, keys) lie.</summary>
    private static Range QueryOf(in AdditiveScoreInputs inputs, int pair) => Row(inputs, pair / inputs.Keys);

    private static Range KeyOf(in AdditiveScoreInputs inputs, int pair) =>
        Row(inputs, pair / (inputs.Queries * inputs.Keys) * inputs.Keys + pair % inputs.Keys);

    private static Range Row(in AdditiveScoreInputs inputs, int row) => (row * inputs.Units)..((row + 1) * inputs.Units);
}
