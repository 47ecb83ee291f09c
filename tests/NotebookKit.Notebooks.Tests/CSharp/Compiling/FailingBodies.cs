namespace NotebookKit.Notebooks.Tests.CSharp.Compiling;

/// <summary>Functions that consist of an expression of several lines, or of a chain behind ?., and which line fails.</summary>
internal static class FailingBodies
{
    public static TheoryData<string, string> Cells => new()
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
}
