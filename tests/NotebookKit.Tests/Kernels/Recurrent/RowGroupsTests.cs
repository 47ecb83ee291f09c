using NotebookKit.Kernels;

namespace NotebookKit.Tests.Kernels;

public class RowGroupsTests
{
    [Theory]
    [InlineData(200, 7, 2)]
    [InlineData(128, 4, 2)]
    [InlineData(128, 3, 1)]
    [InlineData(1, 5000, 1)]
    [InlineData(7, 5000, 1)]
    public void Two_groups_are_made_where_each_has_rows_enough(int batch, int time, int expected) =>
        Assert.Equal(expected, new RowGroups(new RecurrentJob { Batch = batch, Time = time }).Count);

    [Theory]
    [InlineData(200)]
    [InlineData(131)]
    public void Groups_follow_each_other_and_hold_every_row_once(int batch)
    {
        var groups = new RowGroups(new RecurrentJob { Batch = batch, Time = 10 });
        Assert.Equal((0, groups.Rows(1).Row), groups.Rows(0));
        Assert.Equal(batch, groups.Rows(1).End);
        Assert.InRange(groups.Rows(1).Row, batch / 2 - BatchShare.Rows, batch / 2 + BatchShare.Rows);
    }

    [Fact]
    public unsafe void A_tree_is_divided_between_chunks()
    {
        int* firsts = stackalloc int[] { 0, 10, 25, 30, 50, 60, 70, 80 };
        int* order = stackalloc int[1];
        var job = new RecurrentJob
        {
            Batch = 400,
            Time = 2,
            Tree = new PrefixRows { Order = order, Batch = 400, Time = 2, Chunks = 4, FirstContinued = firsts, Continued = 90 },
        };
        var groups = new RowGroups(job);
        Assert.Equal([(0, 2), (2, 4)], new[] { groups.Chunks(0), groups.Chunks(1) });
        Assert.Equal([(0, 50), (50, 90)], new[] { groups.Continued(0), groups.Continued(1) });
    }
}
