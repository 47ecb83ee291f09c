using System.Globalization;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using NotebookKit.Notebooks.Comparing;

namespace NotebookKit.Notebooks.Tests.Comparing;

/// <summary>What must hold of a comparison whatever the outputs are.</summary>
public sealed class ComparisonPropertyTests
{
    private static readonly string[] s_words =
    [
        "loss:", "epoch", "Ada", "<b>", "a=b", "{",
        "}", ",", "NaN", "∞", "0x7ffe12345678", "12:34:56", "\t", "  ", "-", "1.2.3", "🙂", "\r",
        "6284c1ee-5882-43c5-aa4f-cf1e439a367a", "key", "warning CS0168: unused",
    ];

    private static readonly Gen<string> s_number =
        from mantissa in Gen.Choose(-999_999, 999_999)
        from scale in Gen.Choose(1, 6)
        select (mantissa / Math.Pow(10, scale)).ToString("0.0#####", CultureInfo.InvariantCulture);

    private static readonly Gen<string> s_word = Gen.OneOf(Gen.Elements(s_words), s_number);

    private static readonly Gen<string> s_line =
        from words in s_word.ListOf() select string.Join(' ', words);

    private static readonly Gen<string> s_text =
        from lines in s_line.ListOf() select string.Join('\n', lines);

    private static readonly Gen<JsonObject> s_output = Gen.OneOf(
        from text in s_text from name in Gen.Elements("stdout", "stderr") select Cells.Stream(text, name),
        from text in s_text select Cells.Display(("text/plain", text)),
        from cells in s_number.NonEmptyListOf()
        select Cells.Display(("text/html", $"<table><tr>{string.Concat(cells.Select(cell => $"<td>{cell}</td>"))}</tr></table>")),
        from numbers in s_number.ListOf()
        select Cells.Display(
            ("application/json", new JsonObject
            {
                ["y"] = new JsonArray(
                [.. numbers.Select(n => (JsonNode)double.Parse(n, CultureInfo.InvariantCulture))])
            })),
        from message in s_line select Cells.Error("FormatException", message));

    private static readonly Arbitrary<JsonObject[]> s_outputs = (from outputs in s_output.ListOf() select outputs.ToArray()).ToArbitrary();

    [Fact]
    public void Outputs_are_the_same_as_themselves() =>
        Prop.ForAll(s_outputs, outputs => Cells.Compare(outputs, outputs).Count == 0).QuickCheckThrowOnFailure();

    [Fact]
    public void What_differs_one_way_differs_the_other_way() => Prop.ForAll(
        s_outputs, s_outputs,
        // Of two numbers that lie at the edge, the larger allows more.
        (a, b) => Cells.Compare(a, b, Exact).Count > 0 == Cells.Compare(b, a, Exact).Count > 0).QuickCheckThrowOnFailure();

    [Fact]
    public void A_number_beyond_the_tolerance_is_found_and_one_within_it_is_not() => Prop.ForAll(
        s_number.Where(number => double.Parse(number, CultureInfo.InvariantCulture) != 0).ToArbitrary(), s_text.ToArbitrary(),
        Gen.Elements("stdout", "text/plain", "text/html", "application/json").ToArbitrary(),
        (number, around, kind) =>
        {
            double value = double.Parse(number, CultureInfo.InvariantCulture);
            JsonObject[] saved = [Made(value)];
            return Cells.Compare(saved, [Made(value * 1.000_001)]).Count == 0 && Cells.Compare(saved, [Made(value * 1.001)]).Count == 1
                && Cells.Compare(saved, [Made(-value)]).Count == 1;

            JsonObject Made(double shown)
            {
                string text = shown.ToString("0.0##############", CultureInfo.InvariantCulture);
                string lines = $"{around}\nhere {text} is\n{around}\nend";
                return kind switch
                {
                    "stdout" => Cells.Stream(lines),
                    "application/json" => Cells.Display((kind, new JsonObject { ["a"] = new JsonArray(1, shown) })),
                    "text/html" => Cells.Display((kind, $"<p>{text}</p><p>1</p>")),
                    _ => Cells.Display((kind, lines)),
                };
            }
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_line_that_is_lost_or_added_is_found() => Prop.ForAll(
        s_text.ToArbitrary(), s_text.ToArbitrary(), (before, after) =>
        {
            JsonObject[] whole = [Cells.Stream($"{before}\none line\n{after}\nend")], less = [Cells.Stream($"{before}\n{after}\nend")];
            return Cells.Compare(whole, less).Count == 1 && Cells.Compare(less, whole).Count == 1;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void An_output_that_is_lost_or_added_is_found_wherever_it_stands() => Prop.ForAll(
        s_outputs, s_outputs, (before, after) =>
        {
            JsonObject[] whole = [.. before, Cells.Display(("text/plain", "mark")), .. after], less = [.. before, .. after];
            return Cells.Compare(whole, less).Count > 0 && Cells.Compare(less, whole).Count > 0;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Rows_of_a_table_in_another_order_are_found() => Prop.ForAll(
        s_number.ListOf(6).Where(rows => rows.Distinct().Count() == 6 && !Close(rows[0], rows[1])).ToArbitrary(),
        rows => Cells.Compare("text/html", Table(rows), Table([rows[1], rows[0], .. rows.Skip(2)])).Count == 1).QuickCheckThrowOnFailure();

    [Fact]
    public void Times_guids_addresses_and_the_order_of_a_dictionary_are_never_found() => Prop.ForAll(
        s_line.ToArbitrary(), Gen.Choose(0, 86_399).Two().ToArbitrary(),
        Gen.Choose(0, int.MaxValue).Two().ToArbitrary(), (line, times, seeds) =>
        {
            return Cells.CompareText(Text(times.Item1, seeds.Item1, false), Text(times.Item2, seeds.Item2, false)).Count == 0
                && Cells.CompareText("{\"b\": 1, \"a\": 2, \"c\": [1, 2]}", "{\"c\": [1, 2], \"b\": 1, \"a\": 2}").Count == 0;

            string Text(int time, int seed, bool _)
            {
                var random = new Random(seed);
                byte[] bytes = new byte[16];
                random.NextBytes(bytes);
                return string.Create(CultureInfo.InvariantCulture,
                    $"{line}\nat {TimeSpan.FromSeconds(time):hh\\:mm\\:ss} on "
                        + $"{DateTime.UnixEpoch.AddDays(time):yyyy-MM-dd}\n{new Guid(bytes)}\n"
                    + $"0x{random.NextInt64():x16}\ntook {random.Next(1, 9999)} ms\n{line}");
            }
        }).QuickCheckThrowOnFailure();

    private static ComparisonOptions Exact => new() { RelativeTolerance = 0, AbsoluteTolerance = 0 };

    private static bool Close(string a, string b) =>
        Math.Abs(double.Parse(a, CultureInfo.InvariantCulture) - double.Parse(b, CultureInfo.InvariantCulture)) < 0.1;

    private static string Table(IEnumerable<string> rows) =>
        $"<table><tbody>{string.Concat(rows.Select(row => $"<tr><td>{row}</td><td>x</td></tr>"))}</tbody></table>";
}
