using System.Text.Json;

namespace NotebookKit.Tests.Reference;

/// <summary>Compares a float32 tensor with a reference in double precision: |got - expected| ≤ tolerance · max(1, |expected|).</summary>
internal static class Closeness
{
    public static void Assert(JsonElement expected, Tensor? got, double tolerance, string what)
    {
        Xunit.Assert.True(got is not null, $"{what} is missing");
        Xunit.Assert.Equal(ReferenceCase.ShapeOf(expected), got.Shape);
        double[] numbers = ReferenceCase.Numbers(expected);
        for (int i = 0; i < numbers.Length; i++)
        {
            double difference = Math.Abs(got.Values[i] - numbers[i]);
            Xunit.Assert.True(difference <= tolerance * Math.Max(1, Math.Abs(numbers[i])),
                $"{what}[{i}]: expected {numbers[i]}, got {got.Values[i]}, off by {difference:e2}");
        }
    }

    public static void AssertWeights(JsonElement expected, IReadOnlyList<Tensor?> got, double tolerance, string what)
    {
        Xunit.Assert.Equal(expected.GetArrayLength(), got.Count);
        int i = 0;
        foreach (JsonElement tensor in expected.EnumerateArray())
            Assert(tensor, got[i++], tolerance, $"{what} {tensor.GetProperty("name").GetString()}");
    }
}
