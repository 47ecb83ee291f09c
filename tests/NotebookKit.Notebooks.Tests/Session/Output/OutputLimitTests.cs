using System.Text;
using System.Text.Json.Nodes;
using NotebookKit.Notebooks.Session;

namespace NotebookKit.Notebooks.Tests.Session.Output;

public class OutputLimitTests
{
    private const int Limit = 100_000;

    private readonly List<SessionEvent> _passed = [];
    private readonly OutputLimit _limit;

    public OutputLimitTests() => _limit = new OutputLimit(Limit, _passed.Add);

    private string Shown(string stream) =>
        string.Concat(_passed.OfType<StreamEvent>().Where(text => text.Name == stream).Select(text => text.Text));

    private const string Sentence = "The output of this cell reached its limit of 97.7 kB; what follows is left out, and the cell goes on. "
        + "Print less, or raise the limit with --output-limit.\n";

    [Fact]
    public void What_stays_within_the_limit_passes_unchanged()
    {
        SessionEvent[] events =
        [
            new StreamEvent("stdout", "é"), Display("a", 1_000), Display("a", 2_000, isUpdate: true), new ClearOutputEvent(true),
            new ResultEvent(Data(10)), new ErrorEvent("Boom", "it broke", ["line"]),
        ];
        foreach (SessionEvent shown in events)
        {
            _limit.Pass(shown);
        }
        Assert.Equal(events, _passed);
    }

    [Theory]
    [InlineData("x")]
    [InlineData("é")]
    [InlineData("😀")]
    public void A_loop_that_never_stops_printing_is_cut_once_between_two_characters(string character)
    {
        string chunk = string.Concat(Enumerable.Repeat(character, 4_000));
        for (int i = 0; i < 1_000; i++)
        {
            _limit.Pass(new StreamEvent("stdout", chunk));
        }

        string kept = Shown("stdout");
        Assert.InRange(Encoding.UTF8.GetByteCount(kept), Limit - 300, Limit);
        Assert.Equal(kept, string.Concat(Enumerable.Repeat(character, kept.Length / character.Length)));
        Assert.Equal(Sentence, Shown("stderr"));
    }

    [Fact]
    public void One_text_larger_than_the_limit_is_cut()
    {
        _limit.Pass(new StreamEvent("stderr", new string('x', 50 * Limit)));
        Assert.InRange(Shown("stderr").Length, Limit - 300, Limit + 300);
        Assert.EndsWith(Sentence, Shown("stderr"));
    }

    [Fact]
    public void Turns_between_the_streams_count_since_each_is_an_output()
    {
        for (int i = 0; i < 100_000; i++)
        {
            _limit.Pass(new StreamEvent(i % 2 == 0 ? "stdout" : "stderr", "x"));
        }
        Assert.InRange(_passed.Count, 100, 1_000);
    }

    [Fact]
    public void Displays_and_results_that_exceed_the_limit_are_left_out_whole_and_a_small_result_still_comes()
    {
        for (int i = 0; i < 100_000; i++)
        {
            _limit.Pass(Display($"d{i}", 10));
        }
        Assert.InRange(_passed.Count, 100, 1_000);
        _limit.Pass(new ResultEvent(Data(2 * Limit)));
        Assert.DoesNotContain(_passed, shown => shown is ResultEvent);
        _limit.Pass(new ResultEvent(Data(10)));
        Assert.IsType<ResultEvent>(_passed[^1]);
        Assert.Equal(Sentence, Shown("stderr"));
    }

    [Fact]
    public void An_update_counts_instead_of_what_it_replaces()
    {
        _limit.Pass(Display("bar", 1_000));
        for (int i = 0; i < 10_000; i++)
        {
            _limit.Pass(Display("bar", 60_000, isUpdate: true));
        }
        Assert.Equal(10_001, _passed.Count);
        _limit.Pass(Display("bar", 2 * Limit, isUpdate: true));
        Assert.Equal(Sentence, Shown("stderr"));
        _limit.Pass(Display("bar", 500, isUpdate: true));
        Assert.IsType<DisplayEvent>(_passed[^1]);
    }

    [Fact]
    public void Clearing_begins_anew_at_once_or_with_the_next_output()
    {
        foreach (bool wait in new[] { false, true })
        {
            for (int i = 0; i < 20; i++)
            {
                _limit.Pass(new StreamEvent("stdout", new string('x', Limit / 2)));
                _limit.Pass(new ClearOutputEvent(wait));
            }
        }

        Assert.DoesNotContain(_passed, shown => shown is StreamEvent { Name: "stderr" });
    }

    [Fact]
    public void An_error_comes_through_with_the_beginning_and_the_end_of_its_texts()
    {
        _limit.Pass(new StreamEvent("stdout", new string('x', 2 * Limit)));
        _limit.Pass(
            new ErrorEvent("Boom", "start" + new string('m', 50_000_000) + "end", [.. Enumerable.Repeat(new string('t', 1_000), 50_000)]));

        ErrorEvent error = Assert.IsType<ErrorEvent>(_passed[^1]);
        Assert.StartsWith("start", error.Value);
        Assert.Matches("characters are left out\\) …m+end$", error.Value);
        Assert.InRange(error.Value.Length, 90_000, 101_000);
        Assert.InRange(error.Traceback.Sum(line => line.Length), 90_000, 110_000);
        Assert.Single(error.Traceback, line => line.EndsWith("more lines are left out)", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(3, 90_000)]
    [InlineData(40, 5_000)]
    [InlineData(5_000, 40)]
    public void The_last_lines_of_an_error_come_through_since_they_name_the_reason(int lines, int length)
    {
        _limit.Pass(new ErrorEvent(
            "Boom", "wrapped", [.. Enumerable.Repeat(new string('t', length), lines), "caused by Reason: out of paper", "    at cell 7"]));

        ErrorEvent error = Assert.IsType<ErrorEvent>(_passed[^1]);
        Assert.Equal(["caused by Reason: out of paper", "    at cell 7"], error.Traceback.TakeLast(2));
        Assert.InRange(error.Traceback.Sum(line => line.Length), 30_000, 110_000);
        Assert.InRange(error.Traceback.Count, 5, 1_001);
    }

    [Fact]
    public void A_trace_that_is_short_itself_stays_whole_beside_a_long_message()
    {
        string[] trace = [new string('t', 90_000), "end"];
        _limit.Pass(new ErrorEvent("Boom", new string('m', 200_000), trace));

        Assert.Equal(trace, Assert.IsType<ErrorEvent>(_passed[^1]).Traceback);
    }

    private static DisplayEvent Display(string id, int size, bool isUpdate = false) => new(Data(size), id, isUpdate);

    private static JsonObject Data(int size) => new() { ["text/html"] = new string('h', size) };
}
