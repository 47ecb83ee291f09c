using NotebookKit.Notebooks.Session;
using NotebookKit.Notebooks.Tests.Session;

namespace NotebookKit.Notebooks.Tests.CSharp.Compiling;

/// <summary>What inserted checks leave as it was: what a cell does, and the text of it that is quoted.</summary>
public class InsertedChecksTests
{
    private const string QuotingList =
        """
        class Said : List<int>
        {
            public string Text = "";
            public void Add(int x, [System.Runtime.CompilerServices.CallerArgumentExpression("x")] string text = null)
            {
                base.Add(x);
                Text += text + "/";
            }
            public void Add(
                int x, int y, DayOfWeek d = DayOfWeek.Friday,
                [System.Runtime.CompilerServices.CallerArgumentExpression("x")] string text = null)
            {
                base.Add(x);
                Text += text + y + (d == DayOfWeek.Friday ? "/" : "?");
            }
        }

        """;

    private const string QuotingSource =
        """
        class Source
        {
            public string Text = "";
            public Source Where(
                Func<int, bool> test, [System.Runtime.CompilerServices.CallerArgumentExpression("test")] string text = null)
            {
                Text += text + "/";
                return this;
            }
            public Source Select(
                Func<int, int> made, [System.Runtime.CompilerServices.CallerArgumentExpression("made")] string text = null)
            {
                Text += text;
                return this;
            }
        }

        """;

    private const string Quoting =
        """
        static string Text<T>(
            Func<T> made, [System.Runtime.CompilerServices.CallerArgumentExpression("made")] string text = null) => text;

        """;

    [Theory]
    [InlineData("""
        int F(int n) => n < 2 ? n : F(n - 1) + F(n - 2);
        Console.Write(F(20));
        """, "6765")]
    [InlineData(Quoting + """
        Func<int, int> f = null;
        f = n => n == 0 ? 0 : f(n - 1);
        Console.Write(Text(() => f(3)));
        """, "() => f(3)")]
    [InlineData(Quoting + """
        Func<int, int> f = null;
        f = n => n == 0 ? 0 : f(n - 1);
        Console.Write(Text(() => { return f(3); }));
        """, "() => { return f(3); }")]
    [InlineData(Quoting + "Console.Write(Text(() => { while (true) return 3; }));", "() => { while (true) return 3; }")]
    [InlineData(Quoting + """
        Console.Write(Text(() =>
        {
            var a = int.Parse("1");
            var b = int.Parse("2");
            return a + b;
        }));
        """,
        """
        () =>
        {
            var a = int.Parse("1");
            var b = int.Parse("2");
            return a + b;
        }
        """)]
    [InlineData(Quoting + "Console.Write(Text(made: () => Text(() => { foreach (var x in new[] { 1 }) return 3; return 4; })));",
        "() => Text(() => { foreach (var x in new[] { 1 }) return 3; return 4; })")]
    [InlineData("""
        static string Said(
            this Func<int> made, [System.Runtime.CompilerServices.CallerArgumentExpression("made")] string text = null) => text;
        Console.Write(((Func<int>)(() => { for (;;) return 1; })).Said());
        """, "(Func<int>)(() => { for (;;) return 1; })")]
    [InlineData("""
        class Q
        {
            public string Text;
            public Q(Func<int> f, [System.Runtime.CompilerServices.CallerArgumentExpression("f")] string @class = null) => Text = @class;
            public string this[Func<int> f, [System.Runtime.CompilerServices.CallerArgumentExpression("f")] string text = null] => text;
        }
        Q q = new(() => { do { return 1; } while (true); });
        Console.Write(q.Text + q[() => { while (true) return 2; }]);
        """,
        "() => { do { return 1; } while (true); }() => { while (true) return 2; }")]
    [InlineData("""
        int F(int n) => n == 0 ? 0 : F(n - 1);
        long s = 0;
        Parallel.For(0, 4, i => System.Threading.Interlocked.Add(ref s, F(i) + 1));
        Parallel.Invoke(() => System.Threading.Interlocked.Increment(ref s), () => { });
        Parallel.ForEach(new[] { 1, 2 }, () => 0, (x, _, sum) => sum + x, sum => System.Threading.Interlocked.Add(ref s, sum));
        await Parallel.ForEachAsync(new[] { 1 }, async (x, _) => await Task.Yield());
        Console.Write(s + new[] { 1, 2, 3 }.AsParallel().Where(x => x > 1).Select(x => x * 2).Sum());
        """, "18")]
    [InlineData(QuotingList + """
        Said s = new()
        {
            int.Parse("1"),
            int.Parse("2"),
            { int.Parse(
                "3"), 9 },
        };
        Console.Write(s.Text);
        """, "int.Parse(\"1\")/int.Parse(\"2\")/int.Parse(\n        \"3\")9/")]
    [InlineData(QuotingList + """
        Said s =
        [
            int.Parse("1"),
            int.Parse("2"),
        ];
        Console.Write(s.Text);
        """,
        "int.Parse(\"1\")/int.Parse(\"2\")/")]
    [InlineData(QuotingList + """
        Said s = new()
        {
            int.Parse("1"),
            new Func<int>(() => { while (true) return 2; })(),
        };
        Console.Write(s.Text);
        """, "int.Parse(\"1\")/new Func<int>(() => { while (true) return 2; })()/")]
    [InlineData(QuotingSource + """
        Func<int, bool> down = null;
        down = n => n == 0 || down(n - 1);
        var q =
            from x in new Source()
            where new Func<bool>(() => down(x))()
                && int.Parse(
                    "1") > 0
            select int.Parse(
                "2");
        Console.Write(q.Text);
        """,
        "new Func<bool>(() => down(x))()\n        && int.Parse(\n            \"1\") > 0/int.Parse(\n        \"2\")")]
    [InlineData(QuotingList + """
        Said s =
        [
            int.Parse("1"),
            new Func<int>(() => { while (true) return 2; })(),
        ];
        Console.Write(s.Text);
        """, "int.Parse(\"1\")/new Func<int>(() => { while (true) return 2; })()/")]
    [InlineData(QuotingSource + """
        var q = from x in new Source()
            where new Func<bool>(() => { while (true) return true; })()
            select new Func<int>(() => { for (;;) if (x > 0) return 2; else return 1; })();
        Console.Write(q.Text);
        """,
        "new Func<bool>(() => { while (true) return true; })()/"
        + "new Func<int>(() => { for (;;) if (x > 0) return 2; else return 1; })()")]
    [InlineData("""
        System.Linq.Expressions.Expression<Func<int, bool>> e = n => Enumerable.Range(0, n).Any(k => k.ToString() == n.ToString());
        Console.Write(e.Compile()(3));
        """, "False")]
    [InlineData("""
        int F(int n)
        {
            int Up(int k) => k > 3 ? k : Up(k + 1);
            return Up(n);
        }
        Console.Write(F(0));
        """, "4")]
    [InlineData("""
        byte F(bool b) => b ? (byte)1 : F(true);
        Console.Write(F(false));
        """, "1")]
    [InlineData("""
        object F(int n) => n == 0 ? null : F(n - 1) ?? "end";
        Console.Write(F(2));
        """, "end")]
    [InlineData("""
        ref int At(int[] a, int i) => ref a[i == 0 ? 0 : i - 1];
        class C { int[] a = new int[2]; public ref int this[int i] => ref (i > 1 ? ref this[i - 1] : ref a[i]); }
        var c = new C();
        c[3] = 5;
        Console.Write(c[1]);
        """, "5")]
    [InlineData("""
        Func<int, Func<int, int>> add = a => b => a == 0 ? b : add(a - 1)(b + 1);
        Console.Write(add(2)(3));
        """, "5")]
    [InlineData("""
        Func<int, int> f = null;
        f = n => n == 0 ? 0 : 1 + f(n - 1);
        Console.Write($"{new[] { 1, 2 }.Select(x => f(x)).Sum():00}");
        """, "03")]
    [InlineData("""
        System.Linq.Expressions.Expression<Func<int, string>> e = n => n.ToString();
        Console.Write(e.Body);
        """, "n.ToString()")]
    [InlineData("""
        class T
        {
            public T Left, Right;
            public int Size => 1 + (Left?.Size ?? 0) + (Right?.Size ?? 0);
            public IEnumerable<T> All()
            {
                yield return this;
                foreach (var t in new[] { Left, Right })
                    if (t != null)
                        foreach (var u in t.All()) yield return u;
            }
        }
        var t = new T { Left = new T(), Right = new T { Left = new T() } };
        Console.Write(t.Size + t.All().Count());
        """, "8")]
    [InlineData("""
        class C
        {
            public C Child = Make(1);
            public static int Made;
            static C Make(int k) => Made++ > k ? null : new C();
            public int Depth => Child == null ? 1 : 1 + Child.Depth;
        }
        Console.Write(new C().Depth);
        """, "3")]
    [InlineData("""
        async Task<int> F(int n)
        {
            await Task.Yield();
            return n == 0 ? 0 : 1 + await F(n - 1);
        }
        Console.Write(await F(30));
        """, "30")]
    [InlineData("""
        int Ack(int m, int n) => (m, n) switch { (0, _) => n + 1, (_, 0) => Ack(m - 1, 1), _ => Ack(m - 1, Ack(m, n - 1)) };
        Console.Write(Ack(2, 3));
        """, "9")]
    [InlineData("""
        static int Power(this int x, int n) => n == 0 ? 1 : x * x.Power(n - 1);
        Console.Write(2.Power(5));
        """, "32")]
    [InlineData("""
        void Hanoi(int n, string a, string b, string c, Action<string> move)
        {
            if (n == 0) return;
            Hanoi(n - 1, a, c, b, move);
            move(a + c);
            Hanoi(n - 1, b, a, c, move);
        }
        Hanoi(2, "a", "b", "c", m => Console.Write(m + ' '));
        """, "ab ac bc ")]
    [InlineData("""
        [Obsolete("x")] int F(int n) => n == 0 ? 0 : F(n - 1);
        #pragma warning disable
        Console.Write(F(3));
        """, "0")]
    [InlineData("""
        unsafe int F(int* p, int n) => n == 0 ? *p : F(p, n - 1);
        unsafe { int x = 4; Console.Write(F(&x, 2)); }
        """, "4")]
    public async Task Checks_change_nothing_in_what_a_cell_or_a_loaded_file_does(string code, string printed)
    {
        using var run = new SessionRun();
        await run.Value(code);
        Assert.Equal(printed, run.Output);
        MarkedCode.AssertCompiles(code);

        using var loading = new SessionRun();
        loading.Write("code.csx", code + "\n");
        await loading.Value("#load \"code.csx\"");
        Assert.Equal(printed, loading.Output);
    }

    [Theory]
    [InlineData("while (true) { }", 1)]
    [InlineData("do Console.Write(1); while (true);", 1)]
    [InlineData("foreach (var (a, b) in new[] { (1, 2) }) foreach (var c in new[] { a }) Console.Write(c);", 2)]
    [InlineData("for (int i = 0; i < 9; i++) if (i > 2) while (true) break; else for (;;) { }", 3)]
    [InlineData("Func<int> f = () => { while (true) return 1; };", 1)]
    [InlineData(QuotingSource + "var q = from x in new Source() select new Func<int>(() => { while (true) return 1; })();", 0)]
    public void Loops_of_loaded_files_are_checked_where_no_one_gets_their_text(string code, int checks)
    {
        string loaded = MarkedCode.Loaded(code);
        Assert.Equal(checks, loaded.Split("CellInterrupt.Check();").Length - 1);
        Assert.Equal(code.Split('\n').Length, loaded.Split('\n').Length);
        MarkedCode.AssertCompiles(code);
    }
}
