namespace NotebookKit.Tests.Tensors;

public class BufferPoolTests
{
    [Fact]
    public void Tensors_of_a_scope_cannot_be_read_after_it()
    {
        Tensor inside, clone;
        using (BufferPool.Begin())
        {
            inside = Tensor.Of(1, 2) + 1;
            clone = inside.Clone();
        }
        Assert.Equal([2f, 3], clone.ToArray());
        Assert.Equal(
            "This tensor of shape (2,) was an intermediate value of a training step that has ended, and its memory is in use again. Copy "
            + "it inside the step (Clone) to keep it.",
            Assert.Throws<ObjectDisposedException>(() => inside.Item()).Message.Split('\n')[0].TrimEnd());
    }

    [Fact]
    public void A_second_scope_uses_the_first_one_s_memory()
    {
        float[] first, second;
        using (BufferPool.Begin())
            first = Tensor.Zeros(12345).Data;
        using (BufferPool.Begin())
            second = Tensor.Zeros(12345).Data;
        Assert.Same(first, second);
        Assert.NotSame(first, Tensor.Zeros(12345).Data);
    }

    [Fact]
    public void Views_do_not_give_their_memory_back_twice()
    {
        using (BufferPool.Begin())
            _ = Tensor.Zeros(54321).Reshape(1, 54321).Detach();
        using (BufferPool.Begin())
            Assert.NotSame(Tensor.Zeros(54321).Data, Tensor.Zeros(54321).Data);
    }

    [Fact]
    public void Scopes_nest_and_a_second_end_does_nothing()
    {
        using (BufferPool.Begin())
        {
            Tensor outer = Tensor.Of(1, 2), inner;
            BufferPool.Scope scope = BufferPool.Begin();
            inner = outer.Reshape(2, 1);
            scope.Dispose();
            scope.Dispose();
            Assert.Throws<ObjectDisposedException>(() => inner.Size);
            Tensor after = outer * 2;
            Assert.Equal([2f, 4], after.ToArray());
        }
    }

    [Fact]
    public void State_made_while_suspended_outlives_the_scope()
    {
        Tensor state;
        using (BufferPool.Begin())
        using (BufferPool.Suspend())
            state = Tensor.Of(5);
        Assert.Equal(5, state.Item());
    }

    [Fact]
    public void Gradients_of_leaves_outlive_the_step_that_computed_them()
    {
        Tensor leaf = Tensor.Of(1, 2).WithGrad();
        Tensor loss;
        using (BufferPool.Begin())
        {
            loss = (leaf * leaf).Sum();
            loss.Backward();
        }
        Assert.Equal([2f, 4], leaf.Grad!.ToArray());
        Assert.Null(loss.Grad);
    }

    [Fact]
    public void Memory_of_a_length_not_used_for_many_steps_is_let_go()
    {
        float[] old;
        using (BufferPool.Begin())
            old = Tensor.Zeros(7777).Data;
        for (int i = 0; i < 600; i++)
            BufferPool.Begin().Dispose();
        using (BufferPool.Begin())
            Assert.NotSame(old, Tensor.Zeros(7777).Data);
    }
}
