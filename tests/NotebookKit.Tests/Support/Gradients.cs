namespace NotebookKit.Tests.Support;

/// <summary>Holds gradients to central differences.</summary>
internal static class Gradients
{
    /// <summary>
    /// Checks d(Σ w·f(x…))/dx for every element of every operand against the central difference, computed with the step
    /// h = 2⁻⁷ of float32 function values: its own error is about h² plus 2⁻²⁴/h, some 1e-4.
    /// </summary>
    public static void Check(Func<Tensor[], Tensor> f, params Tensor[] operands)
    {
        const float H = 1 / 128f, Tolerance = 3e-3f;
        var weights = Tensor.RandomUniform(f(operands).Shape, 0.5f, 1.5f, seed: 5);
        Tensor[] leaves = [.. operands.Select(x => x.Clone().WithGrad())];
        (f(leaves) * weights).Sum().Backward();
        for (int i = 0; i < operands.Length; i++)
        {
            Assert.NotNull(leaves[i].Grad);
            Assert.Equal(operands[i].Shape, leaves[i].Grad!.Shape);
            for (int j = 0; j < operands[i].Size; j++)
            {
                double expected = (Shifted(i, j, H) - Shifted(i, j, -H)) / (2 * H);
                float actual = leaves[i].Grad!.Values[j];
                Assert.True(
                    Math.Abs(actual - expected) <= Tolerance * Math.Max(1, Math.Abs(expected)),
                    $"operand {i}, element {j}: the gradient is {actual}, the central difference {expected}");
            }
        }

        double Shifted(int operand, int element, float by)
        {
            Tensor[] shifted = [.. operands.Select(x => x.Clone())];
            shifted[operand].Data[element] += by;
            Tensor y = f(shifted);
            double sum = 0;
            for (int k = 0; k < y.Size; k++)
                sum += (double)y.Values[k] * weights.Values[k];
            return sum;
        }
    }

    /// <summary>Well-spread values away from 0, where |x|, relu and division are not smooth.</summary>
    public static Tensor Sample(params int[] shape)
    {
        var x = Tensor.Zeros(shape);
        for (int i = 0; i < x.Size; i++)
            x.Data[i] = (0.3f + 0.17f * (i * 7 % 11)) * (i % 3 == 1 ? -1 : 1);
        return x;
    }
}
