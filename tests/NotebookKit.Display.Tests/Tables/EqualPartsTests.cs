namespace NotebookKit.Display.Tests.Tables;

public class EqualPartsTests
{
    [Fact]
    public void Tensors_of_two_engines_that_differ_in_their_last_bits_are_marked_with_how_close_they_are()
    {
        Tensor kit = Tensor.Of(new[,] { { 0.5f, -0.25f } }), other = Tensor.Of(new[,] { { 0.5f + 6e-8f, -0.25f } });
        string text = Show.SideBySide(("the kit", kit), ("TorchSharp", other)).ToString();
        Assert.Contains("① the kit and TorchSharp are equal to within 1e-7.", text);
        Assert.Contains("①", Show.SideBySide(("the kit", kit), ("TorchSharp", other)).ToHtml());
    }

    [Fact]
    public void Exact_equality_is_said_as_such_and_comes_first()
    {
        Tensor a = Tensor.Of(new[,] { { 0.5f, -0.25f } }), near = Tensor.Of(new[,] { { 0.5f + 6e-8f, -0.25f } });
        Assert.Contains("a and b are equal.", Show.SideBySide(("a", a), ("b", a * 1), ("c", near)).ToString());
    }

    [Theory]
    [InlineData(2e-6f)]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void What_differs_is_not_marked(float difference)
    {
        Tensor a = Tensor.Of(new[,] { { 0.5f, -0.25f } }), b = Tensor.Of(new[,] { { 0.5f + difference, -0.25f } });
        Assert.DoesNotContain("equal", Show.SideBySide(("a", a), ("b", b)).ToString());
        Assert.DoesNotContain("equal", Show.SideBySide(("a", a), ("b", Tensor.Of(0.5f, -0.25f))).ToString());
    }
}
