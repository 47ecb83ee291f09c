using System.Text.Json.Nodes;
using NotebookKit.Notebooks.Session;

namespace NotebookKit.Notebooks.Tests.Session.Output;

public class UpdateGatheringTests
{
    private readonly List<SessionEvent> _passed = [];

    [Fact]
    public void Of_many_quick_updates_the_last_one_is_seen_and_few_others()
    {
        using (var gathering = new UpdateGathering(_passed.Add))
        {
            gathering.Pass(Display("bar", 0, isUpdate: false));
            for (int i = 1; i <= 100_000; i++)
            {
                gathering.Pass(Display("bar", i));
            }
        }

        // As many as there were intervals: a loop of updates alone takes far less than a second, on a slow machine some more.
        Assert.InRange(_passed.Count, 2, 10_000);
        Assert.Equal("100000", Text(_passed[^1]));
    }

    [Fact]
    public void Each_display_gets_its_own_last_update_in_the_order_of_the_first()
    {
        using (var gathering = new UpdateGathering(_passed.Add))
        {
            gathering.Pass(Display("a", 0));
            for (int i = 1; i <= 50; i++)
            {
                gathering.Pass(Display("b", i));
                gathering.Pass(Display("a", i));
            }
        }

        Assert.Equal(["50", "50"], _passed.TakeLast(2).Select(Text));
        Assert.Equal(["a", "b"], _passed.TakeLast(2).Select(shown => ((DisplayEvent)shown).DisplayId).Order());
    }

    [Fact]
    public void What_follows_an_update_does_not_overtake_it_but_for_text()
    {
        using var gathering = new UpdateGathering(_passed.Add);
        gathering.Pass(Display("bar", 1));
        gathering.Pass(Display("bar", 2));
        gathering.Pass(new ResultEvent(new JsonObject()));

        Assert.IsType<ResultEvent>(_passed[^1]);
        Assert.Equal("2", Text(_passed[^2]));
    }

    [Fact]
    public void A_held_update_comes_by_itself_while_the_cell_goes_on()
    {
        using var seen = new ManualResetEventSlim();
        using var gathering = new UpdateGathering(shown =>
        {
            if (Text(shown) == "2")
            {
                seen.Set();
            }
        });
        gathering.Pass(Display("bar", 1));
        gathering.Pass(Display("bar", 2));

        Assert.True(seen.Wait(TimeSpan.FromMinutes(5), TestContext.Current.CancellationToken));
    }

    private static DisplayEvent Display(string id, int value, bool isUpdate = true) =>
        new(new JsonObject { ["text/plain"] = value.ToString() }, id, isUpdate);

    private static string? Text(SessionEvent shown) => (string?)((DisplayEvent)shown).Data["text/plain"];
}
