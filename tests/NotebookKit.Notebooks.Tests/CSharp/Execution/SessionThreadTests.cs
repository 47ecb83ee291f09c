using NotebookKit.Notebooks.CSharp;

namespace NotebookKit.Notebooks.Tests.CSharp.Execution;

public class SessionThreadTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task All_work_has_one_thread_and_its_own_flow()
    {
        using var thread = new SessionThread();
        var flow = new AsyncLocal<int>();
        var seen = new List<(int Thread, int Flow)>();
        for (int i = 1; i <= 3; i++)
        {
            flow.Value = i;
            Task work = thread.Run(() => seen.Add((Environment.CurrentManagedThreadId, flow.Value)));
            await work.WaitAsync(s_patience, TestContext.Current.CancellationToken);
        }

        Assert.Equal([1, 2, 3], seen.Select(work => work.Flow));
        Assert.Single(seen.Select(work => work.Thread).Distinct());
    }

    [Fact]
    public async Task Work_that_fails_fails_its_task_and_not_what_comes_after()
    {
        using var thread = new SessionThread();
        Task fails = thread.Run(() => throw new FormatException("no"));
        FormatException error = await Assert.ThrowsAsync<FormatException>(
            () => fails.WaitAsync(s_patience, TestContext.Current.CancellationToken));
        Assert.Equal("no", error.Message);
        bool isDone = false;
        await thread.Run(() => isDone = true).WaitAsync(s_patience, TestContext.Current.CancellationToken);
        Assert.True(isDone);
    }
}
