using NotebookKit.Kernels;

namespace NotebookKit.Tests.Kernels;

public class ReferenceBackwardTests
{
    [Theory]
    [MemberData(nameof(RecurrentKernelsTests.CellNames), MemberType = typeof(RecurrentKernelsTests))]
    public void Gradients_of_the_plain_loops_match_finite_differences(string cell)
    {
        CellKind kind = Enum.Parse<CellKind>(cell);
        var problem = new RecurrentProblem(kind, Batch: 2, Time: 3, Features: 2, Units: 3);
        foreach (RecurrentCase test in new[]
                 {
                     new RecurrentCase(problem), new RecurrentCase(problem, mask: true, seed: 4),
                     new RecurrentCase(problem with { RecurrentActivation = ActivationKind.HardSigmoidKeras2 }),
                     new RecurrentCase(problem with { RepeatedInput = true }),
                 })
        {
            Dictionary<string, float[]> gradients = test.ForwardAndBackward(KernelPath.Scalar);
            foreach ((string name, float[] values) in new[]
                     {
                         ("dX", test.X), ("dKernel", test.Kernel), ("dRecurrent", test.Recurrent), ("dBias", test.Bias), ("dH0", test.H0),
                         ("dC0", test.C0),
                     })
            {
                for (int i = 0; i < values.Length; i++)
                {
                    const float h = 1f / 256f;
                    float value = values[i];
                    values[i] = value + h;
                    double above = test.Objective();
                    values[i] = value - h;
                    double below = test.Objective();
                    values[i] = value;
                    Assert.Equal((above - below) / (2 * h), gradients[name][i], 1e-3);
                }
            }
        }
    }
}
