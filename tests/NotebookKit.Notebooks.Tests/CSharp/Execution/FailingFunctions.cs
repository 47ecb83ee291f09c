namespace NotebookKit.Notebooks.Tests.CSharp.Execution;

/// <summary>
/// Cells that fail in functions of every form, short ones among them, and which line that is (see <see cref="FrameLinesTests"/>).
/// </summary>
internal static class FailingFunctions
{
    public static TheoryData<string, string> Cells => new()
    {
        { "recursion through a loop",
            """
            int Down(int n, int[] a)
            {
                var s = 0;
                for (int i = 0; i < 1; i++)
                {
                    s += a[n]; //#1
                    s += Down(n + 1, a); //#2#3
                    s += a[0];
                }
                return s;
            }
            Down(3, new int[5]) //#4
            """ },
        { "recursion", """
            int Down(int n, int[] a)
            {
                if (n == 0)
                    return a[9]; //#1
                var x = a[0];
                return x + Down(n - 1, a); //#2#3
            }
            Down(2, new int[1]) //#4
            """ },
        { "switch statement", """
            int F(int k, int[] a)
            {
                switch (k)
                {
                    case 0:
                        return a[0];
                    case 1:
                        return a[5]; //#1
                    default:
                        return a[6];
                }
            }
            F(1, new int[1]) //#2
            """ },
        { "using", """
            int F(int[] a)
            {
                using (var m = new System.IO.MemoryStream())
                {
                    m.WriteByte(1);
                    return a[5]; //#1
                }
            }
            F(new int[1]) //#2
            """ },
        { "local function", """
            int F(int[] a)
            {
                int G(int i)
                {
                    var x = a[0];
                    return x + a[i]; //#1
                }
                var b = G(0);
                return b + G(4); //#2
            }
            F(new int[1]) //#3
            """ },
        { "generic method", """
            T Pick<T>(T[] a, int i)
            {
                var x = a[0];
                return a[i]; //#1
            }
            Pick(new[] { "a" }, 3) //#2
            """ },
        { "parse", """
            var texts = new[] { "1", "x" };
            var sum = 0;
            foreach (var t in texts)
            {
                var trimmed = t.Trim();
                sum += int.Parse(trimmed); //#1
            }
            """ },
        { "two dimensions of a stack", """
            var s = new Stack<int>();
            s.Push(1);
            s.Pop();
            s.Pop(); //#1
            s.Push(2);
            """ },
        { "goto", """
            int i = 0;
            var a = new int[2];
            again:
            a[i] = 1; //#1
            i++;
            goto again;
            """ },
        { "do while", """
            var a = new int[2];
            int i = 0;
            do
            {
                i++;
            }
            while (a[i] == 0); //#1
            """ },
        { "out variable in a condition", """
            int F(string s, int[] a)
            {
                if (int.TryParse(s, out var n) && n > 0)
                {
                    a[0] = n;
                    a[n] = n; //#1
                }
                return a[0];
            }
            F("3", new int[2]) //#2
            """ },
        { "one line that can fail", """
            int Imp(int d)
            {
                var e = d + 1;
                return e / d; //#1
            }
            Imp(0) //#2
            """ },
        { "one line in a loop", """
            int Get(int[] a, int i) => a[i]; //#1
            var data = new int[3];
            var s = 0;
            for (int i = 0; i <= 3; i++)
                s += Get(data, i); //#2
            """ },
        { "one line in one line", """
            int A(int d) => 6 / d; //#1
            int B(int d) => A(d) + 1; //#2
            var s = 0;
            for (int i = 3; i >= 0; i--)
                s += B(i); //#3
            """ },
        { "one line that parses", """
            int P(string s) => int.Parse(s); //#1
            var n = P("1");
            n += P("x"); //#2
            """ },
        { "one line with a list", """
            int At(List<int> l, int i) => l[i]; //#1
            var n = 0;
            n += At([1], 3); //#2
            """ },
        { "one line with null", """
            class P { public P Next; public int V; }
            int V(P p) => p.V; //#1
            var p = new P();
            var n = V(p.Next); //#2
            """ },
        { "one line with a cast", """
            string S(object o) => (string)o; //#1
            var n = 0;
            var s = S(n); //#2
            """ },
        { "one line that throws", """
            int C(int x) => x < 0 ? throw new ArgumentException("n") : x; //#1
            var n = C(1);
            n += C(-1); //#2
            """ },
        { "one line of a struct", """
            struct V
            {
                public int X;
                public int Inverse => 1 / X; //#1
            }
            var v = new V();
            var n = v.Inverse; //#2
            """ },
        { "one line that overflows", """
            int T(int x) => checked(x * 2); //#1
            var n = T(1);
            n += T(int.MaxValue); //#2
            """ },
        { "one line in a method with a loop", """
            int Get(int[] a, int i) => a[i]; //#1
            int Sum(int[] a)
            {
                var s = 0;
                var t = a[0];
                for (int i = 0; i <= a.Length; i++)
                {
                    s += Get(a, i); //#2
                    t += s;
                }
                return t;
            }
            Sum(new int[3]) //#3
            """ },
        { "struct constructor", """
            struct S
            {
                public int X, Y;
                public S(int[] a)
                {
                    X = a[0];
                    Y = a[1]; //#1
                }
            }
            var a = new int[1];
            new S(a) //#2
            """ },
    };
}
