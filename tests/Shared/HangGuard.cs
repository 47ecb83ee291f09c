namespace NotebookKit.Tests.Shared;

/// <summary>
/// How long a test waits for an event before it calls that a hang. No test expects anything to take so long: on a quiet
/// machine events come in milliseconds, and on a busy one no smaller number would be right.
/// </summary>
internal static class HangGuard
{
    /// <summary>The time.</summary>
    public static TimeSpan Time { get; } = TimeSpan.FromMinutes(10);

    /// <summary>The time, for those who count in milliseconds.</summary>
    public static int Milliseconds => (int)Time.TotalMilliseconds;

    /// <summary>Waits until something is so.</summary>
    /// <param name="condition">Asked again every few milliseconds.</param>
    /// <param name="what">What is waited for, for the message of a test that hangs.</param>
    public static async Task UntilAsync(Func<bool> condition, string what = "what the test waits for")
    {
        long start = Environment.TickCount64;
        while (!condition())
        {
            Assert.True(Environment.TickCount64 - start < Milliseconds, $"{what} has not come");
            await Task.Delay(20);
        }
    }
}
