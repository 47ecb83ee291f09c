using NotebookKit.Notebooks.Session;
using NotebookKit.Notebooks.Tests.Session;

namespace NotebookKit.Notebooks.Tests.CSharp.Compiling;

/// <summary>What marks of lines leave as it was: what a cell does, and what the compiler says of it.</summary>
public class LineMarksTests
{
    [Theory]
    [InlineData("""
        int x = 1;
        if (x is int n && n > 0)
            Console.Write(n);
        Console.Write(n);
        """, "11")]
    [InlineData("""
        int.TryParse("3", out var k);
        Console.Write(k);
        """, "3")]
    [InlineData("""
        bool F(out int a, out int b)
        {
            a = int.Parse("1");
            b = int.Parse("2");
            return true;
        }
        if (F(out var p, out var q)) Console.Write(p + q);
        """, "3")]
    [InlineData("""
        ref int At(int[] a, int i)
        {
            var x = a[0];
            return ref a[i];
        }
        var z = new int[2];
        At(z, 1) = 5;
        Console.Write(z[1]);
        """, "5")]
    [InlineData("""
        int F(int[] a)
        {
            while (!int.TryParse(a[0].ToString(), out var n) || n < 3)
            {
                a[0]++;
            }
            Span<int> s = stackalloc int[2];
            s[1] = a[0];
            return s[1];
        }
        Console.Write(F(new int[1]));
        """, "3")]
    [InlineData("""
        string F(object o)
        {
            while (o is string s && s.Length > 0)
            {
                o = s.Substring(1);
                if (s.Length > 2) continue;
                return s;
            }
            return o.ToString();
        }
        Console.Write(F("abcd"));
        """, "cd")]
    [InlineData("""
        foreach (var c in "ab")
            if (c == 'a') continue; else Console.Write(c.ToString());
        """, "b")]
    [InlineData("""
        int F(int k)
        {
            for (int i = 0; ; i++)
                if (i * i > k) return i; else if (i > 100) throw new Exception(); else continue;
        }
        Console.Write(F(10));
        """, "4")]
    [InlineData("""
        int F(int n)
        {
            try { return 10 / n; }
            catch (DivideByZeroException) when (n.ToString() == "0") { return -1; }
            finally { Console.Write(n.ToString()); }
        }
        Console.Write(F(0));
        """, "0-1")]
    [InlineData("""
        IEnumerable<int> F(int n)
        {
            try
            {
                yield return n.GetHashCode();
                yield return int.Parse("2");
            }
            finally
            {
                Console.Write("end".ToString());
                Console.Write("!".ToString());
            }
        }
        foreach (var x in F(1)) Console.Write(x);
        """, "12end!")]
    [InlineData("""
        void F(int a)
        {
            if (a > 0)
                using (var m = new System.IO.MemoryStream())
                    m.WriteByte(1);
            else
                lock (new object())
                    Console.Write(a.ToString());
            Console.Write("done".Trim());
        }
        F(0); F(1);
        """, "0donedone")]
    [InlineData("""
        class C { public int X { get; init; } public C() { X = int.Parse("1"); X += int.Parse("2"); } ~C() { } }
        Console.Write(new C().X);
        """, "3")]
    [InlineData("""
        Func<int, Func<int, int>> add = a => { var x = a.GetHashCode(); return b => { var y = b.GetHashCode();
         return x + y; }; };
        Console.Write(add(1)(2));
        """, "3")]
    [InlineData("""
        var s = 3 switch { 3 => "three", _ => throw new Exception() };
        Console.Write(s);
        """, "three")]
    [InlineData("""
        int F<T>(in T first, ref int sum, out int count, int times = 2, params int[] more) where T : struct
        {
            count = 0;
            for (int i = 0; i < times; i++)
            {
                sum += more[i];
                count += first.ToString().Length;
            }
            return sum;
        }
        int s = 1;
        Console.Write(F(12, ref s, out var n, 2, 5, 6) + n);
        """, "16")]
    [InlineData("""
        struct S
        {
            public int[] A;
            public int Sum()
            {
                int s = 0;
                foreach (var x in A)
                    s += x;
                return s + A[0];
            }
        }
        Console.Write(new S { A = new[] { 1, 2 } }.Sum());
        """, "4")]
    [InlineData("""
        Span<int> F(Span<int> s)
        {
            for (int i = 0; i < s.Length; i++)
            {
                s[i] = i;
                s[0] += 1;
            }
            return s.Slice(1);
        }
        Console.Write(F(new int[3])[0]);
        """, "1")]
    [InlineData("""
        class B { public virtual int N(int k) { int s = 0; for (int i = 0; i < k; i++)
        { s += i.ToString().Length;
         s += int.Parse("1"); } return s; } }
        class D : B { public override int N(int k) { int s = 0; while (s < 3)
        { s += base.N(k);
         s += this.GetHashCode() * 0; } return s; } }
        Console.Write(new D().N(1));
        """, "4")]
    [InlineData("""
        struct Counter { public int N; public int Next(int by) { N += by; return N; } }
        var a = new Counter[1];
        var s = a[0]
            .Next(int.Parse("1"))
            + a[0]
            .Next(int.Parse("2"));
        Console.Write($"{s} {a[0].N}");
        """, "4 3")]
    [InlineData("""
        class P { public int X => int.Parse("1"); public int Y => int.Parse("2"); }
        var p = new P();
        var t = (
            p.X,
            p.Y);
        var u = new
        {
            p.X,
            p.Y,
        };
        Console.Write($"{t.Y}{t.X}{u.X}{u.Y}");
        """, "2112")]
    [InlineData("""
        bool F(object o, int[] a)
        {
            return o is string s
                && s.Length > a[0]
                && int.TryParse(s,
                    out var n)
                && n > a[0];
        }
        Console.Write(F("12", new int[1]));
        """, "True")]
    [InlineData("""
        byte F(byte b) => b;
        long Sum(params long[] all) => all.Sum();
        Console.Write(Sum(
            int.Parse("1"),
            F(
                2),
            int.Parse("3")));
        """, "6")]
    [InlineData("""
        int F()
        {
            Span<int> s = stackalloc int[]
            {
                int.Parse("1"),
                int.Parse("2"),
            };
            return s[1];
        }
        Console.Write(F());
        """, "2")]
    [InlineData("""
        int Sum(Span<int> a)
        {
            return a.Slice(int.Parse("1"))
                .Slice(int.Parse("1"))[0]
                + a[0];
        }
        Console.Write(Sum(new[] { 1, 2, 3 }));
        """, "4")]
    [InlineData("""
        string F(FormattableString s) => s.Format;
        Console.Write(F($"{int.Parse("1")} {
            int.Parse("2")}"));
        """,
        "{0} {1}")]
    [InlineData("""
        List<int> F(int[] a) => a.ToList();
        var r = F([
            int.Parse("1"),
            .. F([int.Parse("2")]),
            3])
            .Select(x =>
                x * 2)
            .ToList();
        Console.Write(string.Join(",", r));
        """, "2,4,6")]
    [InlineData("""
        var q = from x in new[] { int.Parse("1"), 2 }
            where x > int.Parse("1")
            select x * 2;
        Console.Write(q.Single());
        """, "4")]
    [InlineData("""
        dynamic d = "abc";
        var n = d.Length
            + d.Substring(1)
            .Length;
        Console.Write(n);
        """, "5")]
    [InlineData("""
        string t = null;
        var n = t?.Trim()
            .Length
            ?? int.Parse("7");
        Console.Write(n);
        """, "7")]
    [InlineData("""
        int[] a = { 1, 2 };
        ref int R(int i) => ref a[i];
        R(
            int.Parse("0"))
            += R(
                1);
        Console.Write(a[0]);
        """, "3")]
    [InlineData("""
        var (x, y) = (
            int.Parse("1"),
            int.Parse("2"));
        Console.Write(x + y);
        """, "3")]
    [InlineData("""
        Func<int, int> f = x => x + 1;
        var n = f(
            int.Parse("1"))
            + f.Invoke(
                2);
        Console.Write(n);
        """, "5")]
    [InlineData("""
        {
            int local = int.Parse("1");
            goto end;
            local++;
            end: Console.Write(local.ToString());
        }
        """, "1")]
    [InlineData("""
        class B(Func<int> f, [System.Runtime.CompilerServices.CallerArgumentExpression("f")] string text = null)
        {
            public string Text => text + f();
        }
        class C(int a) : B(
            () => a
                + int.Parse("2"));
        class D : B
        {
            public D() : base(new Func<int>(() => int.Parse(
                "3")))
            {
            }
        }
        Console.Write(new C(1).Text + "/" + new D().Text);
        """,
        "() => a\n        + int.Parse(\"2\")3/new Func<int>(() => int.Parse(\n        \"3\"))3")]
    [InlineData("""
        class C
        {
            public const int K = 1
                + 2;
            public static readonly string S = "a".Trim()
                + "b".Trim();
            public FormattableString F =
                $"{int.Parse("1")}";
            public Func<int, int> G = x => x
                + int.Parse("1");
            public byte[] B = { 1,
                byte.Parse("2") };
            public C Child = Make(int.Parse(
                "1"));
            public static int Made;
            static C Make(int k) => Made++ > k ? null : new C();
            public int Depth => Child == null ? 1 : 1 + Child.Depth;
        }
        Console.Write(C.K + C.S + new C().F.Format + new C().G(1) + new C().B[1] + new C().Depth);
        """, "3ab{0}221")]
    [InlineData("""
        ref struct R(Span<int> s)
        {
            public Span<int> Rest = s
                .Slice(int.Parse("1"))
                .Slice(1);
        }
        record struct P(int X) { public int Y { get; init; } = X
            * int.Parse("2"); }
        Console.Write(new R(new[] { 1, 2, 3 }).Rest[0] + new P(4).Y);
        """, "11")]
    public async Task Marks_change_nothing_in_what_a_cell_does(string code, string printed)
    {
        using var run = new SessionRun();
        await run.Value(code);
        Assert.Equal(printed, run.Output);
        MarkedCode.AssertCompiles(code);
    }

    [Fact]
    public async Task Remarks_of_the_compiler_are_about_the_text_as_written()
    {
        using var run = new SessionRun();
        ErrorEvent error = await run.Error("""
            int F(int[] a)
            {
                var x = a[0];
                var y = a[1] + nope;
                return x;
            }
            """);
        Assert.Equal("cell 1, line 4, column 20: error CS0103: The name 'nope' does not exist in the current context", error.Value);
        await run.Value("""
            int F(int[] a)
            {
                var x = a[0];
                int unused;
                return a[1];
            }
            """);
        Assert.Contains("line 4, column 9", run.Text("stderr"), StringComparison.Ordinal);
        Assert.Contains("CS0168", run.Text("stderr"), StringComparison.Ordinal);
    }
}
