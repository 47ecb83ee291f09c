using NotebookKit.Notebooks.Tests.CSharp.Execution;
using NotebookKit.Notebooks.Tests.Session;

namespace NotebookKit.Notebooks.Tests.CSharp.Compiling;

/// <summary>Expression trees hold what the reader wrote and nothing else, and an error in one names the statement around it.</summary>
public class ExpressionTreesTests
{
    [Theory]
    [InlineData("""
        System.Linq.Expressions.Expression<Func<int[], int>> e = a =>
            a[0]
            + a.Select(x =>
                x
                / a[1]).Sum();
        Console.Write(e.Body);
        """, "(a[0] + a.Select(x => (x / a[1])).Sum())")]
    [InlineData("""
        var q = from x in new[] { 1, 2 }.AsQueryable()
            where new[] { 3 }.Any(y =>
                6 / y
                + 6 / x > 0)
            select new[] { x }.Sum(y =>
                6 / y
                + 6 / x);
        Console.Write(q.Expression.ToString().Split(".Where")[1]);
        """, "(x => new [] {3}.Any(y => (((6 / y) + (6 / x)) > 0))).Select(x => new [] {x}.Sum(y => ((6 / y) + (6 / x))))")]
    [InlineData("""
        var q = from x in new[] { 1, 2 }.AsQueryable()
            let z = new[] { x }.Select(y =>
                6 / y
                + 6 / x).First()
            orderby new[] { z }.Sum(y =>
                6 / y
                + 6 / x)
            from w in new[] { z }.Where(y =>
                6 / y
                + 6 / x > 0)
            group new[] { w }.Sum(y =>
                6 / y
                + 6 / x) by x;
        Console.Write(q.Expression.ToString().Contains("At(") + " " + q.Count());
        """, "False 2")]
    [InlineData("""
        var q = new[] { 1, 2 }.AsQueryable()
            .Where(x =>
                new[] { x }.All(y => y
                    / x > 0))
            .Select(x => new
            {
                A = x
                    / 1,
                B = int.Parse(
                    "2"),
            });
        Console.Write(q.Expression.ToString().Split(".Where")[1].Replace("<>f__AnonymousType0#1`2", "T"));
        """,
        "(x => new [] {x}.All(y => ((y / x) > 0))).Select(x => new T(A = (x / 1), B = Parse(\"2\")))")]
    [InlineData("""
        int F(int n) => new[] { n }.AsQueryable().Select(x => x == 0 ? 0 : F(x - 1)).Single();
        System.Linq.Expressions.Expression<Func<int, int>> e = n => F(n);
        Console.Write(e.Body.ToString().Split('.')[^1] + F(3));
        """, "F(n)0")]
    public async Task Nothing_is_put_into_an_expression_tree(string code, string printed)
    {
        using var run = new SessionRun();
        await run.Value(code);
        Assert.Equal(printed, run.Output);
        MarkedCode.AssertCompiles(code);
    }

    [Fact]
    public async Task A_table_in_an_expression_tree_stays_as_it_was_written()
    {
        using var run = new SessionRun();
        await run.Value("""
            System.Linq.Expressions.Expression<Action<int[]>> e = a => a
                .DisplayTable();
            Console.Write(e.Body);
            """);
        Assert.Equal("a.DisplayTable(new [] {})", run.Output);
    }

    [Theory]
    [InlineData("""
        var q = new[] { 1, 0 }.AsQueryable().Select(x => 1
            + 6
            / x);
        int[] F(IQueryable<int> q)
        {
            var n = int.Parse("1");
            return q
                .ToArray(); //#1
        }
        F(q) //#2
        """)]
    [InlineData("""
        var q = from x in new[] { 1, 0 }.AsQueryable()
            where new[] { 3 }.Any(y =>
                y
                / x > 0)
            select x;
        var a = new int[1];
        var s = a[0]
            + q.Count(); //#1
        """)]
    [InlineData("""
        System.Linq.Expressions.Expression<Func<int, int>> e = x =>
            x
            + 6 / x;
        var f = e.Compile();
        var s = f(1)
            + f(0); //#1
        """)]
    public async Task An_error_in_an_expression_tree_names_the_statement_that_runs_it(string code)
    {
        using var run = new SessionRun();
        CellFrames.AssertNamed(code, await run.Error(code));
        MarkedCode.AssertCompiles(code);
    }
}
