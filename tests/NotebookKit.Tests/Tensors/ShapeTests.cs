namespace NotebookKit.Tests.Tensors;

public class ShapeTests
{
    [Theory]
    [InlineData(new int[0], "()")]
    [InlineData(new[] { 5 }, "(5,)")]
    [InlineData(new[] { -1, 3 }, "(None, 3)")]
    [InlineData(new[] { 1, 3, 2 }, "(1, 3, 2)")]
    public void Prints_as_a_Python_tuple(int[] lengths, string expected) => Assert.Equal(expected, new Shape(lengths).ToString());

    [Fact]
    public void Size_is_the_product_and_must_be_known_and_fit()
    {
        Assert.Equal(1, Shape.Scalar.Size);
        Assert.Equal(24, new Shape(2, 3, 4).Size);
        Assert.Equal(0, new Shape(100_000, 100_000, 100_000, 100_000, 100_000, 0).Size);
        Assert.Equal("The shape (None, 3) has an open axis, so its number of elements is not known yet.",
            Assert.Throws<InvalidOperationException>(() => new Shape(-1, 3).Size).Message);
        Assert.Equal(
            "The shape (100000, 100000, 100000, 100000, 100000) has more elements than a tensor holds, which is 2147483647 at most.",
            Assert.Throws<OverflowException>(() => new Shape(100_000, 100_000, 100_000, 100_000, 100_000).Size).Message);
        Assert.StartsWith("An axis length must be 0 or more, or Shape.Unknown; received -2.",
            Assert.Throws<ArgumentException>(() => new Shape(3, -2)).Message);
    }

    [Fact]
    public void A_place_in_the_buffer_has_an_index_in_row_major_order()
    {
        Shape shape = new(2, 3, 4);
        Assert.Equal([[0, 0, 0], [0, 0, 3], [0, 1, 0], [1, 2, 3]], new[] { 0, 3, 4, 23 }.Select(shape.IndexAt));
        Assert.Empty(Shape.Scalar.IndexAt(0));
    }

    [Fact]
    public void Axes_count_from_either_end()
    {
        Shape shape = new(2, 3, 4);
        Assert.Equal((2, 4, 4), (shape[0], shape[2], shape[-1]));
        Assert.Equal(new Shape(2, 3, 9), shape.With(-1, 9));
        Assert.Equal(new Shape(3, 4), shape.Slice(1, 3));
        Assert.Equal(new Shape(2, 3, 4, 5), shape.Append(5));
        Assert.Equal((new Shape(5, 2, 3, 4), new Shape(2, 3, 4, 5)), (shape.Insert(0, 5), shape.Insert(3, 5)));
        Assert.Equal((new Shape(3, 4), new Shape(2, 4), new Shape(2, 3)), (shape.RemoveAt(0), shape.RemoveAt(1), shape.RemoveAt(2)));
        Assert.StartsWith("The shape (2, 3, 4) has 3 axes; axis must lie between -3 and 2; received 3.",
            Assert.Throws<ArgumentOutOfRangeException>(() => shape[3]).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => shape[-4]);
    }

    [Fact]
    public void Equality_is_by_lengths()
    {
        Assert.True(new Shape(2, 3) == new Shape(2, 3));
        Assert.True(new Shape(2, 3) != new Shape(2, 3, 1));
        Assert.Equal(new Shape(2, 3).GetHashCode(), new Shape(2, 3).GetHashCode());
        Assert.False(new Shape(2).Equals((object)"(2,)"));
        Assert.True((Shape?)null == null);
        Assert.Equal([2, 3], new Shape(2, 3));
    }

    [Fact]
    public void An_open_axis_accepts_any_length()
    {
        Assert.True(new Shape(-1, 3).Accepts(new Shape(7, 3)));
        Assert.False(new Shape(-1, 3).Accepts(new Shape(7, 4)));
        Assert.False(new Shape(-1, 3).Accepts(new Shape(3)));
        Assert.False(new Shape(-1, 3).IsKnown);
    }

    [Theory]
    [InlineData(new[] { 2, 3 }, new[] { 3 }, new[] { 2, 3 })]
    [InlineData(new[] { 2, 1 }, new[] { 1, 3 }, new[] { 2, 3 })]
    [InlineData(new int[0], new[] { 4, 1 }, new[] { 4, 1 })]
    [InlineData(new[] { 1 }, new[] { 0 }, new[] { 0 })]
    [InlineData(new[] { 5, 1, 4 }, new[] { 3, 1 }, new[] { 5, 3, 4 })]
    public void Broadcasting_aligns_at_the_last_axis(int[] a, int[] b, int[] expected)
    {
        Assert.Equal(new Shape(expected), Shape.Broadcast(a, b));
        Assert.Equal(new Shape(expected), Shape.Broadcast(b, a));
        Assert.True(new Shape(a).BroadcastsTo(expected));
    }

    [Fact]
    public void Shapes_that_do_not_broadcast_are_named() => Assert.Equal(
        "Shapes (2, 3) and (2,) do not broadcast: axis 1 has lengths 3 and 2; they must be equal, or one of them 1.",
        Assert.Throws<ArgumentException>(() => Shape.Broadcast(new(2, 3), new(2))).Message);
}
