using NotebookKit.Display.Tests.Support;

namespace NotebookKit.Display.Tests.Tables;

public class ShapeTests
{
    [Fact]
    public void A_shape_shows_as_a_tuple() => Assert.Equal("(2, 3, 1)", Notebook.Show(new Shape(2, 3, 1)).Values.Single());
}
