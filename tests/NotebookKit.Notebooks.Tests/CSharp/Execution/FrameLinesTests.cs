using NotebookKit.Notebooks.Session;
using NotebookKit.Notebooks.Tests.CSharp.Compiling;
using NotebookKit.Notebooks.Tests.Session;

namespace NotebookKit.Notebooks.Tests.CSharp.Execution;

/// <summary>The lines that errors name. A comment #1 stands at the line of the first frame, #2 at that of the second, and so on.</summary>
public class FrameLinesTests
{
    public static TheoryData<string, string> Errors => new()
    {
        { "division after division", """
            int Div(int a, int b)
            {
                int q = a / 2;
                int r = a / b; //#1
                return q + r;
            }
            Div(1, 0) //#2
            """ },
        { "index in a loop at the top level", """
            var data = new double[]{1,2,3};
            double total = 0;
            for (int i = 0; i <= data.Length; i++)
                total += data[i]; //#1
            """ },
        { "overflow at the top level", """
            checked {
                int big = int.MaxValue;
                big++; //#1
            }
            """ },
        { "one index of several", """
            int F(int[] a, int i)
            {
                int x = a[0];
                int y = a[i]; //#1
                int z = a[1];
                return x + y + z;
            }
            F(new int[3], 7) //#2
            """ },
        { "write beside read", """
            void F(int[] a, int[] b)
            {
                for (int i = 0; i < a.Length; i++)
                {
                    var t = a[i];
                    b[i] = t; //#1
                }
            }
            F(new int[3], new int[2]); //#2
            """ },
        { "null beside null", """
            class P { public P Next; public int Value; }
            int Sum(P p, P q)
            {
                var a = p.Value;
                var b = q.Value; //#1
                return a + b;
            }
            Sum(new P(), null) //#2
            """ },
        { "list index", """
            int F(List<int> list)
            {
                var a = list[0];
                var b = list[5]; //#1
                return a + b;
            }
            F([1, 2]) //#2
            """ },
        { "cast", """
            string F(object a, object b)
            {
                var x = (string)a;
                var y = (string)b; //#1
                return x + y;
            }
            F("a", 1) //#2
            """ },
        { "unboxing", """
            int F(object a, object b)
            {
                var x = (int)a;
                var y = (int)b; //#1
                return x + y;
            }
            F(1, 1.5) //#2
            """ },
        { "checked multiplication", """
            int F(int a)
            {
                checked
                {
                    var x = a * 2;
                    var y = x * a; //#1
                    return y - 1;
                }
            }
            F(100000) //#2
            """ },
        { "decimal overflow", """
            decimal F(decimal a)
            {
                var x = a + 1;
                var y = x * a; //#1
                return y;
            }
            F(1e20m) //#2
            """ },
        { "dictionary key", """
            var d = new Dictionary<string, int> { ["a"] = 1 };
            var x = d["a"];
            var y = d["b"]; //#1
            var z = x + y;
            """ },
        { "nullable without a value", """
            int F(int? a, int? b)
            {
                var x = a.Value;
                var y = b.Value; //#1
                return x + y;
            }
            F(1, null) //#2
            """ },
        { "negative size", """
            int F(int n)
            {
                var a = new int[3];
                var b = new int[n]; //#1
                return a.Length + b.Length;
            }
            F(-1) //#2
            """ },
        { "two-dimensional index", """
            var m = new int[2, 2];
            int s = 0;
            for (int i = 0; i < 3; i++)
                for (int j = 0; j < 2; j++)
                    s += m[i, j]; //#1
            """ },
        { "lambda", """
            var numbers = new[] { 3, 0 };
            var halves = numbers.Select(n =>
            {
                var twice = n * 2;
                var part = 6 / n; //#1
                return twice + part;
            });
            halves.ToList() //#2
            """ },
        { "lambda of one line", """
            var numbers = new[] { 3, 0 };
            var inverse = numbers.Select(n => 6 / n); //#1
            var twice = numbers.Select(n => 2 * n);
            var sum = twice.Sum();
            inverse.Sum() //#2
            """ },
        { "async before the await", """
            async Task<int> F(int[] a)
            {
                var x = a[0];
                var y = a[9]; //#1
                await Task.Yield();
                return x + y;
            }
            await F(new int[1]); //#2
            """ },
        { "async after the await", """
            async Task<int> F(int[] a)
            {
                var x = a[0];
                await Task.Yield();
                var y = a[9]; //#1
                return x + y;
            }
            var n = 1;
            await F(new int[1]); //#2
            """ },
        { "async through async", """
            async Task<int> F(int[] a)
            {
                await Task.Yield();
                return a[9]; //#1
            }
            async Task<int> G()
            {
                var a = new int[1];
                var b = await F(a); //#2
                return a[0] + b;
            }
            await G() //#3
            """ },
        { "iterator", """
            IEnumerable<int> F(int[] a)
            {
                yield return a[0];
                var x = a[0];
                yield return a[7]; //#1
                yield return x;
            }
            var sum = 0;
            foreach (var x in F(new int[1])) //#2
                sum += x;
            """ },
        { "async iterator", """
            async IAsyncEnumerable<int> F(int[] a)
            {
                yield return a[0];
                await Task.Yield();
                yield return a[7]; //#1
            }
            var sum = 0;
            await foreach (var x in F(new int[1])) //#2
                sum += x;
            """ },
        { "getter", """
            class C
            {
                public int[] A = new int[1];
                public int Last
                {
                    get
                    {
                        var first = A[0];
                        var last = A[1]; //#1
                        return first + last;
                    }
                }
            }
            var c = new C();
            c.Last //#2
            """ },
        { "getter of one line", """
            class C
            {
                public int[] A = new int[1];
                public int Last => A[1]; //#1
            }
            var c = new C();
            c.Last //#2
            """ },
        { "setter", """
            class C
            {
                int n;
                public int N
                {
                    set
                    {
                        n = 7 % value; //#1
                    }
                }
            }
            var c = new C();
            c.N = 0; //#2
            """ },
        { "constructor", """
            class C
            {
                public C(int[] a)
                {
                    var x = a[0];
                    X = a[1]; //#1
                }
                public int X;
            }
            var a = new int[1];
            var c = new C(a); //#2
            """ },
        { "finally", """
            void F(int[] a)
            {
                try
                {
                    a[0] = 1;
                }
                finally
                {
                    a[0] = 2;
                    a[1] = 3; //#1
                }
            }
            F(new int[1]); //#2
            """ },
        { "past a finally", """
            var a = new int[1];
            try
            {
                a[0] = 1;
                a[1] = 2; //#1
            }
            finally
            {
                a[0] = 3;
                Console.Write(a[0]);
            }
            """ },
        { "past a finally in a method", """
            void F(int[] a)
            {
                try
                {
                    a[1] = 2; //#1
                }
                finally
                {
                    a[0] = 3;
                    Console.Write(a[0]);
                }
            }
            F(new int[1]); //#2
            """ },
        { "thrown on", """
            void F(int[] a)
            {
                try
                {
                    a[0] = 1;
                    a[1] = 2; //#1
                }
                catch (Exception e)
                {
                    Console.Write(e.Message);
                    throw;
                }
            }
            F(new int[1]); //#2
            """ },
        { "thrown on without a name", """
            var a = new int[1];
            try
            {
                a[0] = 1;
                a[1] = 2; //#1
            }
            catch
            {
                Console.Write(a[0]);
                throw;
            }
            """ },
        { "thrown anew", """
            void F(int[] a)
            {
                try
                {
                    a[1] = 2;
                }
                catch (Exception e)
                {
                    Console.Write(e.Message);
                    throw e; //#1
                }
            }
            F(new int[1]); //#2
            """ },
        { "explicit throw", """
            int Check(int x)
            {
                if (x < 0)
                    throw new ArgumentException("negative"); //#1
                return x;
            }
            var sum = 0;
            for (int i = 3; i > -3; i--)
            {
                sum += i;
                sum += Check(i); //#2
            }
            """ },
        { "condition of a loop", """
            int F(int[] a)
            {
                int i = 0;
                int s = 0;
                while (a[i] >= 0) //#1
                {
                    s += a[0];
                    i++;
                }
                return s;
            }
            F(new int[3]) //#2
            """ },
        { "condition of else if", """
            int F(int[] a, int i)
            {
                if (a[0] > 0)
                    return 1;
                else if (a[i] > 0) //#1
                    return 2;
                else
                    return a[1];
            }
            F(new int[2], 5) //#2
            """ },
        { "collection modified", """
            var list = new List<int> { 1, 2, 3 };
            var n = 0;
            foreach (var x in list) //#1
            {
                n += list[0];
                list.Add(x);
            }
            """ },
        { "collection modified before a continue", """
            var list = new List<int> { 1, 2, 3 };
            foreach (var x in list) //#1
            {
                list.Add(x);
                if (x > 0) continue;
                list.Clear();
            }
            """ },
        { "increment of a for", """
            class P { public P Next; public int[] A = new int[1]; }
            var n = 0;
            var p = new P();
            for (var q = p; n < 9; q = q.Next.Next) //#1
            {
                n += q.A[0];
                n += q.A.Length;
            }
            """ },
        { "one statement of several lines", """
            var a = new int[1];
            var b = a[0];
            var c = Math.Max(
                a[0],
                a[1]); //#1
            """ },
        { "chain of calls", """
            var words = new[] { "a", null };
            var n = words.Length;
            var lengths = words
                .Where(w => n > 0)
                .Select(w => w.Length) //#1
                .ToList(); //#2
            """ },
        { "arm of a switch expression", """
            string Name(int x) => x switch
            {
                1 => "one",
                2 => "two".Substring(9), //#1
                _ => throw new Exception("none"),
            };
            var n = Name(1);
            n += Name(2); //#2
            """ },
        { "arm of a switch expression that throws", """
            string Name(int x) => x switch
            {
                1 => "one",
                2 => "two".Substring(9),
                _ => throw new Exception("none"), //#1
            };
            var n = Name(1);
            n += Name(3); //#2
            """ },
        { "argument on its own line", """
            var n = Math.Max(
                1,
                int.Parse("x")); //#1
            """ },
        { "operand on its own line", """
            var text = "a" +
                "b".Trim() +
                "c".Substring(5) + //#1
                "d";
            """ },
        { "value of an initializer", """
            class P { public int A; public int B; }
            var z = 0;
            var p = new P
            {
                A = 1,
                B = 1 / z, //#1
            };
            """ },
        { "element of a list", """
            var l = new List<int>
            {
                1,
                int.Parse("x"), //#1
            };
            """ },
        { "cast in a collection", """
            object o = 1;
            var l = new[]
            {
                "a",
                (string)o, //#1
            };
            """ },
        { "method on its own line", """
            int Imp(int d) => 6 / d; //#1
            var n =
                1
                + Imp(0) //#2
                + 1;
            """ },
        { "an element in the first line of a sum", """
            int F(int[] a, int[] b)
            {
                return a[9] + //#1
                    b[0];
            }
            F(new int[1], new int[1]) //#2
            """ },
        { "an element in the second line of a sum", """
            int F(int[] a, int[] b)
            {
                return a[0] +
                    b[9]; //#1
            }
            F(new int[1], new int[1]) //#2
            """ },
        { "a sum at the top level", """
            var a = new int[1];
            var s =
                a[0]
                + a[0]
                + a[9] //#1
                + a[0];
            """ },
        { "a method in an array", """
            int F(int d) => 6 / d; //#1
            var a = new[]
            {
                F(1),
                F(0), //#2
                F(2),
            };
            """ },
        { "a method in a list", """
            int F(int d) => 6 / d; //#1
            var a = new List<int>
            {
                F(1),
                F(0), //#2
                F(2),
            };
            """ },
        { "a method in a collection", """
            int F(int d) => 6 / d; //#1
            List<int> a =
            [
                F(1),
                F(0), //#2
                F(2),
            ];
            """ },
        { "a value of a dictionary", """
            int F(int d) => 6 / d; //#1
            var a = new Dictionary<string, int>
            {
                ["a"] = F(1),
                ["b"] = F(0), //#2
            };
            """ },
        { "a property of an object", """
            int F(int d) => 6 / d; //#1
            class P { public int X { get; set; } public int Y { get; set; } }
            var p = new P
            {
                X = F(1),
                Y = F(0), //#2
            };
            """ },
        { "an argument of several", """
            int F(int d) => 6 / d; //#1
            int Add(int a, int b, int c) => a + b + c;
            var s = Add(
                F(1),
                F(0), //#2
                F(2));
            """ },
        { "the call behind its arguments", """
            int F(int d) => 6 / d;
            int Part(int a, int b)
            {
                var c = a + 1;
                return c / b; //#1
            }
            var s = Part( //#2
                F(1),
                F(2) - 3);
            """ },
        { "a call of a chain", """
            class C
            {
                public C Go(int d)
                {
                    var x = 6 / (d + 9);
                    x += 6 / d; //#1
                    return this;
                }
            }
            var c = new C()
                .Go(1)
                .Go(0) //#2
                .Go(2);
            """ },
        { "the last of a chain", """
            var n = new[] { "1", "x" }
                .Select(int.Parse)
                .Where(x => x > 0)
                .Sum(); //#1
            """ },
        { "parsed in two lines", """
            int F(string s, string t)
            {
                return int.Parse(s)
                    + int.Parse(t); //#1
            }
            F("1", "x") //#2
            """ },
        { "a division behind its operands", """
            int F(int[] a)
            {
                return a[0] / //#1
                    a[1];
            }
            F(new int[2]) //#2
            """ },
        { "a choice", """
            int F(bool b, int[] a)
            {
                return b
                    ? a[0]
                    : a[7]; //#1
            }
            F(false, new int[1]) //#2
            """ },
        { "behind a choice", """
            int F(bool b, int[] a)
            {
                return (b
                    ? a[0]
                    : a[0])
                    + a[7]; //#1
            }
            F(true, new int[1]) //#2
            """ },
        { "a condition of two lines", """
            void F(int[] a)
            {
                if (a[0] == 0
                    && a[7] == 0) //#1
                {
                    a[0] = 1;
                }
            }
            F(new int[1]); //#2
            """ },
        { "a loop's condition of two lines", """
            void F(int[] a)
            {
                int i = 0;
                while (a[i] == 0
                    && a[i + 1] == 0) //#1
                {
                    i++;
                }
            }
            F(new int[3]); //#2
            """ },
        { "an arm of a switch", """
            int F(int k, int[] a)
            {
                return k switch
                {
                    0 => a[0],
                    1 => a[7], //#1
                    _ => a[8],
                };
            }
            F(1, new int[1]) //#2
            """ },
        { "an element that is written", """
            void F(int[] a, int[] b)
            {
                a[7] = //#1
                    b[0];
            }
            F(new int[1], new int[1]); //#2
            """ },
        { "an element that is read to be written", """
            void F(int[] a, int[] b)
            {
                a[0] =
                    b[7]; //#1
            }
            F(new int[1], new int[1]); //#2
            """ },
        { "a hole of a text", """
            string F(int[] a)
            {
                return $"{a[0]} {
                    a[7]}"; //#1
            }
            F(new int[1]) //#2
            """ },
        { "awaited in two lines", """
            async Task<int> F(int d)
            {
                await Task.Yield();
                return 6 / d; //#1
            }
            async Task<int> G()
            {
                return await F(1)
                    + await F(0); //#2
            }
            await G() //#3
            """ },
        { "a second variable", """
            void F(int[] a)
            {
                int x = a[0],
                    y = a[7]; //#1
                Console.Write(x + y);
            }
            F(new int[1]); //#2
            """ },
        { "the exception that is thrown", """
            int F(int[] a) => a[7];
            void G(int[] a)
            {
                throw new Exception( //#1
                    "a"
                    + a[0]);
            }
            G(new int[1]); //#2
            """ },
        { "what the exception is made of", """
            void G(int[] a)
            {
                throw new Exception(
                    "a"
                    + a[7]); //#1
            }
            G(new int[1]); //#2
            """ },
        { "what a loop goes through", """
            IEnumerable<int> Two(int[] a)
            {
                yield return 1;
                yield return a[7]; //#1
            }
            int[] Id(int[] a) => a;
            var s = 0;
            foreach (var x in Two( //#2
                Id(
                    new int[1])))
                s += x;
            """ },
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

    [Theory]
    [MemberData(nameof(Errors))]
    public async Task An_error_names_its_line_and_those_of_its_callers(string kind, string code)
    {
        Assert.NotEmpty(kind);
        using var run = new SessionRun();
        CellFrames.AssertNamed(code, await run.Error(code));
        MarkedCode.AssertCompiles(code);
    }

    [Theory]
    [InlineData("""
        long Sum(int[] a, int n)
        {
            long s = 0;
            for (int i = 0; i < n; i++)
            {
                s += a[i % 100];
                s += a[i / 1000000]; //#1
            }
            return s;
        }
        Sum(new int[200], 300000000) //#2
        """)]
    [InlineData("""
        int Get(int[] a, int i)
        {
            var x = a[0];
            return x + a[i]; //#1
        }
        var data = new int[100000];
        long s = 0;
        for (int i = 0; i <= data.Length; i++)
            s += Get(data, i); //#2
        """)]
    [InlineData("""
        var data = new int[3000000];
        long s = 0;
        for (int i = 0; i <= data.Length; i++)
        {
            s += i;
            s += data[i]; //#1
        }
        """)]
    public async Task Code_that_has_run_for_long_and_is_optimised_names_its_lines(string code)
    {
        using var run = new SessionRun();
        CellFrames.AssertNamed(code, await run.Error(code));
    }

    [Fact]
    public async Task A_later_cell_that_calls_an_earlier_one_names_the_lines_of_both()
    {
        using var run = new SessionRun();
        await run.Value("""
            int Pick(int[] a, int i)
            {
                var x = a[0];
                return x + a[i];
            }
            """);
        ErrorEvent error = await run.Error("""
            var a = new int[2];
            var x = Pick(a, 1);
            var y = Pick(a, 2);
            var z = Pick(a, 0);
            """);
        Assert.Equal(["cell 1, line 4", "cell 2, line 3"], CellFrames.Of(error));
    }

    [Fact]
    public async Task A_short_method_of_an_earlier_cell_names_its_line()
    {
        using var run = new SessionRun();
        await run.Value("""
            int Imp(int d)
            {
                var e = d + 1;
                return e / d;
            }
            """);
        Assert.Equal(["cell 1, line 4", "cell 2, line 1"], CellFrames.Of(await run.Error("Imp(0)")));
        Assert.Equal(["cell 1, line 4", "cell 3, line 4"], CellFrames.Of(await run.Error("""
            var s = 0;
            for (int i = 9; i >= 0; i--)
            {
                s += Imp(i);
            }
            """)));
    }

    [Fact]
    public async Task Where_it_cannot_be_told_whether_a_short_method_failed_its_line_is_not_named()
    {
        using var run = new SessionRun();
        List<string> frames = CellFrames.Of(await run.Error("""
            int Get(int[] a, int i) => a[i];
            var a = new int[1];
            var n = 0;
            for (int i = 0; i < 2; i++) n += Get(a, 0) + a[i];
            """));
        Assert.Equal(["cell 1, line 4"], frames);
    }

    [Fact]
    public async Task Each_of_several_errors_names_its_own_line()
    {
        using var run = new SessionRun();
        ErrorEvent error = await run.Error("""
            void F(int[] a)
            {
                try
                {
                    a[0] = 1;
                    a[1] = 2;
                }
                catch (Exception e)
                {
                    Console.Write(1);
                    throw new Exception("outer", e);
                }
            }
            F(new int[1]);
            """);
        Assert.Equal(["cell 1, line 11", "cell 1, line 14", "cell 1, line 6"], CellFrames.Of(error));

        error = await run.Error("""
            var a = new int[1];
            try
            {
                a[0] = 1;
                a[1] = 2;
            }
            catch (Exception e)
            {
                Console.Write(1);
                throw new Exception("outer", e);
            }
            """);
        Assert.Equal(["cell 2, line 10", "cell 2, line 5"], CellFrames.Of(error));
    }

    [Fact]
    public async Task Loaded_files_name_their_lines()
    {
        using var run = new SessionRun();
        string path = run.Write("helpers.csx", """
            int Pick(int[] a, int i)
            {
                var x = a[0];
                return x + a[i];
            }

            """);
        ErrorEvent error = await run.Error("""
            #load "helpers.csx"
            var a = new int[2];
            var x = Pick(a, 1);
            var y = Pick(a, 2);
            """);
        Assert.Equal([path + ", line 4", "cell 1, line 4"], CellFrames.Of(error));

        path = run.Write("fails.csx", """
            var list = new int[1];
            list[0] = 1;
            list[1] = 2;
            list[0] = 3;

            """);
        error = await run.Error("""
            #load "fails.csx"
            var b = new int[2];
            b[0] = 1;
            b[1] = list[0];
            """);
        Assert.Equal([path + ", line 3"], CellFrames.Of(error));
    }

    [Fact]
    public async Task Errors_in_parallel_loops_name_their_lines()
    {
        using var run = new SessionRun();
        string code = """
            var a = new int[100];
            Parallel.For(0, 101, i =>
            {
                var x = a[0];
                a[i] = x;
            });
            """;
        ErrorEvent error = await run.Error(code);
        Assert.Equal("cell 1, line 5", CellFrames.Of(error)[0]);
    }

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
