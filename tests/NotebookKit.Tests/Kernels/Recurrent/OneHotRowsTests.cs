using NotebookKit.Kernels;

namespace NotebookKit.Tests.Kernels;

public class OneHotRowsTests
{
    [Fact]
    public void Rows_with_one_1_give_its_column_and_rows_of_zeros_none()
    {
        int[] tokens = new int[3];
        Assert.True(OneHotRows.TryRead([0, 1, 0, 0, 0, 0, 1, 0, 0], 3, tokens));
        Assert.Equal([1, -1, 0], tokens);
    }

    [Theory]
    [InlineData(0f, 1f, 1f)]
    [InlineData(0f, 0.5f, 0f)]
    [InlineData(0f, -1f, 0f)]
    [InlineData(1f, 0f, float.NaN)]
    [InlineData(float.NaN, 0f, 0f)]
    public void Other_rows_are_refused(float a, float b, float c) =>
        Assert.False(OneHotRows.TryRead([1, 0, 0, a, b, c], 3, new int[2]));
}
