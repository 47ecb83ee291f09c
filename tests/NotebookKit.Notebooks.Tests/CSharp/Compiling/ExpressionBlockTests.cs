using NotebookKit.Notebooks.Tests.CSharp.Execution;
using NotebookKit.Notebooks.Tests.Session;

namespace NotebookKit.Notebooks.Tests.CSharp.Compiling;

/// <summary>Functions that are an expression of several lines. Comments in the code are explained at <see cref="CellFrames"/>.</summary>
public class ExpressionBlockTests
{
    [Theory]
    [MemberData(nameof(FailingBodies.Cells), MemberType = typeof(FailingBodies))]
    public async Task A_part_that_fails_names_its_own_line(string kind, string code)
    {
        Assert.NotEmpty(kind);
        using var run = new SessionRun();
        CellFrames.AssertNamed(code, await run.Error(code));
        MarkedCode.AssertCompiles(code);
    }

    [Theory]
    [InlineData("""
        Func<int, Func<int, int>> add = a =>
            b =>
            int.Parse("1")
            + int.Parse("2")
            + a + b;
        Console.Write(add(1)(2));
        """, "6")]
    [InlineData("""
        Func<int, Func<int, int>> add = a => b =>
        {
            var x = int.Parse("1");
            return x
                + int.Parse("2") + a + b;
        };
        Console.Write(add(1)(2));
        """, "6")]
    [InlineData("""
        Func<int, Func<int, int>> down = null;
        down = a => b =>
            a == 0
                ? int.Parse("4")
                : int.Parse("1")
                    + down(a - 1)(b);
        Console.Write(down(2)(0));
        """, "6")]
    [InlineData("""
        Func<int, Func<int, int>> down = null;
        down = a => a == 0 ? null : b =>
        {
            var x = down(a - 1);
            return int.Parse("1")
                + (x == null ? 0 : x(b));
        };
        Console.Write(down(2)(0));
        """, "2")]
    [InlineData("""
        void Twice(Action a) { a(); a(); }
        void Twice2(Func<int> a) => a();
        var list = new List<int>();
        Twice(() => list
            .Add(
                int.Parse("3")));
        Twice(() => int
            .Parse(
                "4")
            .ToString());
        Twice2(() =>
            int.Parse("3")
            + int.Parse("5"));
        Console.Write(list.Count);
        """, "2")]
    [InlineData("""
        async Task F(List<int> l) =>
            l.Add(await Task.FromResult(int.Parse("1"))
                + await Task.FromResult(
                    int.Parse("2")));
        var l = new List<int>();
        await F(l);
        Func<Task> g = async () => await F(
            l
            .ToList());
        await g();
        Console.Write(l[0]);
        """, "3")]
    [InlineData("""
        System.Linq.Expressions.Expression<Func<string, string>> e = s => s
            .Trim()
            .ToUpper();
        Console.Write(e.Body);
        """, "s.Trim().ToUpper()")]
    [InlineData("""
        class C
        {
            int[] a = { 1, 2 };
            public ref int At(int i) =>
                ref a[
                    int.Parse("1") * i];
            public int Length // of all
                => // the sum
                a[0] /* one */
                + a[1] // two
                ;
            ~C() => a
                .ToString()
                .Trim();
            public static explicit operator int(C c) =>
                c.a[0]
                + c.a[1];
            public static bool operator true(C c) => c.a[0]
                > c.a[1];
            public static bool operator false(C c) => c.a[0]
                < c.a[1];
        }
        var c = new C();
        c.At(1) = 7;
        Console.Write(c.Length + (int)c + (c ? 1 : 0));
        """, "16")]
    [InlineData("""
        struct S
        {
            public int[] A;
            public readonly int Sum =>
                A[0]
                + A[1];
            public Span<int> Part(int from) => A
                .AsSpan(
                    from)
                .Slice(0);
        }
        var s = new S { A = [1, 2] };
        Console.Write(s.Sum + s.Part(1)[0]);
        """, "5")]
    [InlineData("""
        T Pick<T>(IEnumerable<T> all, int n) where T : class =>
            all
                .Skip(n)
                .FirstOrDefault()
            ?? default;
        Console.Write(Pick(new[] { "a", "b" }, 1) + Pick(new[] { "a" }, 1));
        """, "b")]
    [InlineData("""
        var parts = new[] { " a", null, "b " }
            .Select(s => s?
                .Trim()
                .ToUpper()
                .Length)
            .ToList();
        Console.Write(string.Join(",", parts));
        """, "1,,1")]
    [InlineData("""
        struct Counter { public int N; public int Next(int by) { N += by; return N; } }
        class Box { public Counter C; public Counter D { get; set; } public Box Self => this; }
        var b = new Box();
        b?.Self
            .C
            .Next(1);
        b?.C
            .Next(int.Parse("2"));
        Console.Write(b?
            .Self
            .C
            .N);
        """, "3")]
    [InlineData("""
        class Box { public Box Inner; public string[] Names { get; set; } = new string[2]; public int? Age; public event Action Done;
            public int Fire() { Done?
                .Invoke(); return 1; } }
        var b = new Box { Inner = new Box { Age = 4 } };
        b?.Inner
            .Names[1] = "x"
            .Trim();
        dynamic d = "abc";
        Console.Write(b?.Inner?
            .Names?[1]
            .Length + b?.Inner
            .Age?.ToString()
            .Length + b?.Inner!
            .Fire() + d?.Substring(1)
            .Length);
        """, "5")]
    [InlineData("""
        long s = 0;
        Parallel.For(0, 4, i =>
            System.Threading.Interlocked.Add(
                ref s,
                int.Parse("1")
                + int.Parse("2")));
        int Down(int n) => n == 0 ? 0 : Down(n - 1);
        Parallel.ForEach(new[] { 1, 2 }, i =>
            System.Threading.Interlocked.Add(ref s,
                Down(i)
                + int.Parse("1")));
        Console.Write(s);
        """, "14")]
    [InlineData("""
        int Get(
            int i) => i switch
            {
                > 5 => throw new ArgumentException("i"),
                < 0 when int.Parse("1") > 0 => int.Parse("-1"),
                _ => int.Parse("1")
                    + i,
            };
        Console.Write(Get(-4) + Get(3));
        """, "3")]
    [InlineData("""
        var f = (int[] a, int i = 1) =>
            a[i]
            + a[0];
        Console.Write(f(new[] { 1, 2 }));
        """, "3")]
    [InlineData("""
        object f(int n) => n == 0
            ? null
            : n.ToString()
                .Trim();
        Console.Write((f(0) ?? "none") + f(3).ToString());
        """, "none3")]
    public async Task A_block_does_what_the_expression_did(string code, string printed)
    {
        using var run = new SessionRun();
        await run.Value(code);
        Assert.Equal(printed, run.Output);
        Assert.Equal("", run.Text("stderr"));
        MarkedCode.AssertCompiles(code);
    }
}
