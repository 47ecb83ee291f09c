using NotebookKit.Notebooks.Tests.CSharp.Execution;
using NotebookKit.Notebooks.Tests.Session;

namespace NotebookKit.Notebooks.Tests.CSharp.Compiling;

/// <summary>Functions that are an expression of several lines. Comments in the code are explained at <see cref="CellFrames"/>.</summary>
public class ExpressionBlockTests
{
    public static TheoryData<string, string> Errors => new()
    {
        { "a method", """
            int F(int[] a, int[] b) =>
                a[0]
                + b[9] //#1
                + a[0];
            F(new int[1], new int[1]) //#2
            """ },
        { "the first line of a method", """
            int F(int[] a, int[] b) =>
                a[9] //#1
                + b[0];
            F(new int[1], new int[1]) //#2
            """ },
        { "a method without a value", """
            void F(List<int> l, int[] a) =>
                l.Add(
                    a[0]
                    + a[7]); //#1
            F([], new int[1]); //#2
            """ },
        { "a property", """
            class C
            {
                int[] a = new int[1];
                public int P =>
                    a[0]
                    + a[9]; //#1
            }
            var c = new C();
            c.P //#2
            """ },
        { "a getter and a setter", """
            class C
            {
                int[] a = new int[1];
                public int P
                {
                    get => a[0]
                        + a[8]; //#1
                    set => a[0] =
                        a[value]; // fine with 0
                }
            }
            var c = new C();
            c.P = 0;
            c.P //#2
            """ },
        { "a setter", """
            class C
            {
                int[] a = new int[1];
                public int P
                {
                    set => a[0]
                        = a[0]
                        + a[value]; //#1
                }
            }
            var c = new C();
            c.P = 5; //#2
            """ },
        { "an indexer", """
            class C
            {
                int[] a = new int[1];
                public int this[int i] =>
                    a[0]
                    + a[i]; //#1
            }
            var c = new C();
            c[3] //#2
            """ },
        { "an operator", """
            struct V
            {
                public int[] A;
                public static int operator +(V v, V w) =>
                    v.A[0]
                    + w.A[1]; //#1
            }
            var v = new V { A = new int[1] };
            v + v //#2
            """ },
        { "a constructor", """
            class C
            {
                public int X;
                public C(int[] a) =>
                    X = a[0]
                        + a[1]; //#1
            }
            var n = 0;
            var c = new C(new int[1]); //#2
            """ },
        { "a local function", """
            int F(int[] a)
            {
                int G(int i) => a[0]
                    + a[i]; //#1
                return G(0)
                    + G(4); //#2
            }
            F(new int[1]) //#3
            """ },
        { "a lambda", """
            Func<int[], int> f = a =>
                a[0]
                + a[9]; //#1
            f(new int[1]) //#2
            """ },
        { "a lambda of a query method", """
            var sums = new[] { 1, 0 }
                .Select(x =>
                    10
                    / 5
                    + 10
                    / x) //#1
                .ToList(); //#2
            """ },
        { "a lambda of a lambda", """
            Func<int[], Func<int, int>> f = a => i =>
                a[0]
                + a[i]; //#1
            var g = f(new int[1]);
            g(5) //#2
            """ },
        { "an asynchronous method", """
            async Task<int> G(int d)
            {
                await Task.Yield();
                return 6 / d; //#1
            }
            async Task<int> F() =>
                await G(1)
                + await G(0); //#2
            await F() //#3
            """ },
        { "an asynchronous lambda", """
            Func<int[], Task<int>> f = async a =>
                await Task.FromResult(a[0])
                + await Task.FromResult(
                    a[9]); //#1
            await f(new int[1]) //#2
            """ },
        { "an arm of a switch", """
            int F(int k, int[] a) => k switch
            {
                0 => a[0],
                1 => a[7], //#1
                _ => a[8],
            };
            F(1, new int[1]) //#2
            """ },
        { "an arm of a switch with null", """
            class P { public P Next; public int V; }
            int F(int k, P p) => k switch
            {
                0 => p.V,
                1 => p.Next.V, //#1
                _ => p.V + 1,
            };
            F(1, new P()) //#2
            """ },
        { "null in one line of several", """
            class P { public P Next; public int V; }
            int F(P p) =>
                p.V
                + p.Next.V //#1
                + p.V;
            F(new P()) //#2
            """ },
        { "null in the only line that can fail", """
            class P { public int V; }
            int F(P p) =>
                1
                + 2
                + p.V; //#1
            P none = null;
            F(none) //#2
            """ },
        { "null in the only line of a block that can fail", """
            class P { public int V; }
            int F(P p)
            {
                return 1
                    + p.V; //#1
            }
            P none = null;
            F(none) //#2
            """ },
        { "what is thrown", """
            int F(int[] a) => throw new Exception(
                "a"
                + a[7]); //#1
            F(new int[1]) //#2
            """ },
        { "a throw behind ??", """
            string F(string s) =>
                s?.Trim()
                ?? throw new ArgumentException( //#1
                    "none");
            F(null) //#2
            """ },
        { "a recursion", """
            int F(int n, int[] a) =>
                n == 0
                    ? a[9] //#1
                    : a[0]
                        + F(n - 1, a); //#2#3
            F(2, new int[1]) //#4
            """ },
        { "a call behind ?.", """
            class C
            {
                public C Next => this;
                public int[] A = new int[1];
            }
            var c = new C();
            var n = c?.Next
                .Next
                .A[5]; //#1
            """ },
        { "null behind ?.", """
            class P { public P A, B; public int V; }
            int? F(P p) => p?.A
                .B //#1
                .V;
            F(new P()) //#2
            """ },
        { "the last part behind ?.", """
            class P { public P A, B; public int V; }
            int? F(P p)
            {
                return p?.A
                    .B
                    .V; //#1
            }
            F(new P { A = new P() }) //#2
            """ },
        { "a method behind ?.", """
            class C
            {
                public C Go(int d)
                {
                    var x = 6 / (d + 9);
                    x += 6 / d; //#1
                    return this;
                }
            }
            var c = new C();
            c?.Go(1)
                .Go(2)
                .Go(0) //#2
                .Go(3);
            """ },
        { "?. behind ?.", """
            class P { public P A; public string Text; }
            int? F(P p) => p?
                .A?
                .Text
                .Length; //#1
            F(new P { A = new P() }) //#2
            """ },
        { "?[] of several lines", """
            string F(string[][] a) => a?[0]
                [1] //#1
                .Trim();
            F(new[] { new string[1] }) //#2
            """ },
        { "an argument behind ?.", """
            string F(string s, int[] a) => s?.Substring(
                a[0],
                a[9]) //#1
                .Trim();
            F("abc", new int[1]) //#2
            """ },
        { "what follows a chain behind ?.", """
            int F(string s, int[] a) =>
                (s?.Trim()
                    .Length ?? 0)
                + a[4]; //#1
            F("abc", new int[1]) + F(null, new int[1]) //#2
            """ },
        { "a value behind ?. of a structure", """
            int? F(DateTime? d, int[] a) => d?.AddDays(a[0])
                .AddDays(a[1]) //#1
                .Day;
            F(new DateTime(2026, 1, 1), new int[1]) //#2
            """ },
    };

    [Theory]
    [MemberData(nameof(Errors))]
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
