namespace NotebookKit.Tests.Tensors;

public class NonFiniteTests
{
    [Theory]
    [InlineData(new float[0], null)]
    [InlineData(new[] { 0f, float.MaxValue, -float.Epsilon }, null)]
    [InlineData(new[] { 1f, 2f, float.NaN, float.PositiveInfinity }, 2)]
    [InlineData(new[] { float.NegativeInfinity, float.NaN }, 0)]
    public void The_first_is_found(float[] values, int? expected) => Assert.Equal(expected, NonFinite.First(Tensor.Of(values)));

    [Theory]
    [InlineData(float.NaN, "NaN")]
    [InlineData(float.PositiveInfinity, "infinity")]
    [InlineData(float.NegativeInfinity, "-infinity")]
    public void Errors_have_a_word_for_each(float value, string expected) => Assert.Equal(expected, NonFinite.Say(value));
}
