using NotebookKit.Tool.Jupyter.Zmtp;

namespace NotebookKit.Tool.Tests.Jupyter.Zmtp;

public sealed class ReadBudgetTests
{
    [Fact]
    public void The_connection_whose_message_began_first_gives_way()
    {
        var budget = new ReadBudget(100);
        Holder[] holders = [new(), new(), new()];
        budget.Take(holders[0], 40);
        budget.Take(holders[1], 40);
        budget.Take(holders[2], 40);

        Assert.Equal([true, false, false], holders.Select(holder => holder.IsClosed));
        Assert.Equal(80, budget.Used);
    }

    [Fact]
    public void One_that_wants_more_pushes_out_others_but_not_itself()
    {
        var budget = new ReadBudget(100);
        Holder first = new(), second = new();
        budget.Take(first, 40);
        budget.Take(second, 40);
        budget.Take(first, 50);

        Assert.Equal((false, true), (first.IsClosed, second.IsClosed));
        Assert.Equal(90, budget.Used);
    }

    [Fact]
    public void What_is_given_back_is_free_again_and_giving_back_twice_does_no_harm()
    {
        var budget = new ReadBudget(100);
        Holder first = new(), second = new();
        budget.Take(first, 90);
        budget.Release(first);
        budget.Release(first);
        budget.Take(second, 90);

        Assert.False(first.IsClosed);
        Assert.Equal(90, budget.Used);
    }

    [Fact]
    public void However_it_is_used_what_is_taken_stays_within_the_budget_or_is_one_connections()
    {
        var random = new Random(29);
        var budget = new ReadBudget(1_000);
        Holder[] holders = Enumerable.Range(0, 20).Select(_ => new Holder()).ToArray();
        for (int i = 0; i < 10_000; i++)
        {
            Holder holder = holders[random.Next(holders.Length)];
            if (random.Next(3) == 0)
            {
                budget.Release(holder);
            }
            else
            {
                budget.Take(holder, random.Next(1, 300));
            }
            Assert.InRange(budget.Used, 0, 1_000 + 300 * 40);
        }
        foreach (Holder holder in holders)
        {
            budget.Release(holder);
        }
        Assert.Equal(0, budget.Used);
    }

    private sealed class Holder : IDisposable
    {
        public bool IsClosed { get; private set; }

        public void Dispose() => IsClosed = true;
    }
}
