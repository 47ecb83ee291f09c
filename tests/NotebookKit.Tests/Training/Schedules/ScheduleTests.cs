namespace NotebookKit.Tests.Training.Schedules;

public class ScheduleTests
{
    [Fact]
    public void A_number_is_a_constant_rate()
    {
        LearningRateSchedule rate = 0.01f;
        Assert.Equal((0.01f, 0.01f), (rate.At(0), rate.At(1_000_000)));
    }

    [Fact]
    public void ExponentialDecay_multiplies_by_the_factor_in_so_many_steps()
    {
        var smooth = new ExponentialDecay(1, 10, 0.5f);
        Assert.Equal([1, 0.70710677f, 0.5f, 0.25f], new long[] { 0, 5, 10, 20 }.Select(smooth.At));
        var stairs = new ExponentialDecay(1, 10, 0.5f, staircase: true);
        Assert.Equal([1, 1, 0.5f, 0.5f], new long[] { 0, 9, 10, 19 }.Select(stairs.At));
    }

    [Fact]
    public void CosineDecay_falls_to_its_last_share_and_stays()
    {
        var decay = new CosineDecay(2, 100, alpha: 0.1f);
        Assert.Equal([2, 1.1f, 0.2f, 0.2f], new long[] { 0, 50, 100, 500 }.Select(s => MathF.Round(decay.At(s), 6)));
    }

    [Fact]
    public void CosineDecay_rises_first_where_asked_to()
    {
        var decay = new CosineDecay(0, 100, warmupTarget: 1, warmupSteps: 10);
        Assert.Equal([0, 0.5f, 1, 0.5f, 0], new long[] { 0, 5, 10, 60, 110 }.Select(s => MathF.Round(decay.At(s), 6)));
    }

    [Fact]
    public void PiecewiseConstantDecay_changes_after_its_boundaries()
    {
        var decay = new PiecewiseConstantDecay([2, 5], [1, 0.5f, 0.1f]);
        Assert.Equal([1, 1, 0.5f, 0.5f, 0.1f], new long[] { 0, 2, 3, 5, 6 }.Select(decay.At));
    }

    [Fact]
    public void Settings_that_do_not_fit_are_refused()
    {
        Assert.Contains("received 2 boundaries and 2 values",
            Assert.Throws<ArgumentException>(() => new PiecewiseConstantDecay([1, 2], [1, 2])).Message);
        Assert.Contains("rising boundaries; received 2, 1",
            Assert.Throws<ArgumentException>(() => new PiecewiseConstantDecay([2, 1], [1, 2, 3])).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => new ExponentialDecay(1, 0, 0.5f));
        Assert.Throws<ArgumentOutOfRangeException>(() => new CosineDecay(1, 0));
    }
}
