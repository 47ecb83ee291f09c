namespace NotebookKit.Tests.Autodiff;

public class NoGradTests
{
    [Fact]
    public void Nothing_is_recorded_inside_and_scopes_nest()
    {
        Tensor a = Tensor.Scalar(2).WithGrad();
        Assert.True(NoGrad.IsRecording);
        using (new NoGrad())
        {
            using (var inner = new NoGrad())
            {
                inner.Dispose();
                inner.Dispose();
                Assert.False(NoGrad.IsRecording);
            }
            Assert.False(NoGrad.IsRecording);
            Assert.False((a * 3).RequiresGrad);
        }
        Assert.True(NoGrad.IsRecording);
        Assert.True((a * 3).RequiresGrad);
    }

    [Fact]
    public void Other_threads_record()
    {
        using var off = new NoGrad();
        bool recording = false;
        var thread = new Thread(() => recording = NoGrad.IsRecording);
        thread.Start();
        thread.Join();
        Assert.True(recording);
    }

    [Fact]
    public void Ended_on_another_thread_it_resumes_the_one_that_began_it()
    {
        var off = new NoGrad();
        bool recordingThere = false;
        var thread = new Thread(() =>
        {
            off.Dispose();
            using (new NoGrad())
                recordingThere = NoGrad.IsRecording;
        });
        thread.Start();
        thread.Join();
        Assert.False(recordingThere);
        Assert.True(NoGrad.IsRecording);
    }
}
