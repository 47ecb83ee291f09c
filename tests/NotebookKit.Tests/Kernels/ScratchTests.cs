using NotebookKit.Kernels;

namespace NotebookKit.Tests.Kernels;

public unsafe class ScratchTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(65)]
    [InlineData(1_000_000)]
    public void A_block_is_aligned_and_all_of_it_can_be_written(int count)
    {
        using var block = Scratch.Rent(count);
        Assert.Equal(0, (nint)block.Pointer % 64);
        new Span<float>(block.Pointer, count).Fill(1.5f);
        Assert.True(count == 0 || block.Pointer[count - 1] == 1.5f);
    }

    [Fact]
    public void A_block_that_was_given_back_is_used_again_without_allocating()
    {
        Scratch.Rent(777_777).Dispose();
        long before = GC.GetAllocatedBytesForCurrentThread();
        Scratch.Rent(777_776).Dispose();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Giving_back_twice_does_not_hand_one_block_to_two()
    {
        var block = Scratch.Rent(54_321);
        block.Dispose();
        block.Dispose();
        using Scratch first = Scratch.Rent(54_321), second = Scratch.Rent(54_321);
        Assert.True(first.Pointer != second.Pointer);
    }

    [Fact]
    public void A_dropped_block_is_collected()
    {
        WeakReference dropped = Drop();
        for (int i = 0; i < 5 && dropped.IsAlive; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
        Assert.False(dropped.IsAlive);

        [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
        static WeakReference Drop() => new(Scratch.Rent(3_000_000));
    }
}
