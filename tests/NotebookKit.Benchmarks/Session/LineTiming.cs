using System.Globalization;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using NotebookKit.Notebooks.Session;

namespace NotebookKit.Benchmarks.Session;

/// <summary>
/// Whether errors name their line, and what tight loops of a cell pay for it: their time beside that of the same code
/// compiled with the compiler's own optimisation, checks for interrupts included.
/// </summary>
internal static class LineTiming
{
    private const string Check = "global::NotebookKit.Notebooks.CSharp.CellInterrupt.Check();";

    // The loops' own clock: the best of several, since the JIT compiles them anew while they run.
    private const string Clock = """
        string Best(Action work)
        {
            for (int i = 0; i < 4; i++) work();
            System.Threading.Thread.Sleep(400);
            double best = 1e9;
            for (int i = 0; i < 15; i++)
            {
                long start = System.Diagnostics.Stopwatch.GetTimestamp();
                work();
                best = Math.Min(best, System.Diagnostics.Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            }
            return best.ToString();
        }

        """;

    private static readonly (string Name, string Code)[] s_loops =
    [
        ("sum of an array of doubles",
            """
            double F(double[] d)
            {
             double t = 0;
             for (int i = 0; i < d.Length; i++)
             {CHECK
             t += d[i];
             }
             return t;
            }
            var d = new double[1000000];
            Best(() => F(d))
            """),
        ("sum of integers",
            """
            long F(int n)
            {
             long s = 0;
             for (int i = 0; i < n; i++)
             {CHECK
             s += i % 7;
             }
             return s;
            }
            Best(() => F(3000000))
            """),
        ("two arrays",
            """
            void F(float[] a, float[] b)
            {
             for (int i = 0; i < a.Length; i++)
             {CHECK
             float t = a[i] * 2;
             b[i] = t + 1;
             }
            }
            var a = new float[1000000];
            Best(() => F(a, a))
            """),
        ("sieve",
            """
            int F(bool[] c)
            {
             int n = 0;
             for (int i = 2; i < c.Length; i++)
             {CHECK
             if (c[i]) continue;
             n++;
             for (int j = i + i; j < c.Length; j += i)
             {CHECK
             c[j] = true;
             }
             }
             return n;
            }
            Best(() => F(new bool[1000000]))
            """),
        ("matrix product",
            """
            void F(double[,] a, double[,] b, double[,] c, int n)
            {
             for (int i = 0; i < n; i++)
             {CHECK
             for (int j = 0; j < n; j++)
             {CHECK
             double s = 0;
             for (int k = 0; k < n; k++)
             {CHECK
             s += a[i, k] * b[k, j];
             }
             c[i, j] = s;
             }
             }
            }
            var m = new double[160, 160];
            var r = new double[160, 160];
            Best(() => F(m, m, r, 160))
            """),
        ("calls of a small method",
            """
            double G(double x)
            {
             double y = x * x;
             return y / 3 + 1;
            }
            double F(int n)
            {
             double s = 0;
             for (int i = 0; i < n; i++)
             {CHECK
             s += G(i);
             }
             return s;
            }
            Best(() => F(3000000))
            """),
        ("recursion", "int Fib(int n)\n{\n if (n < 2) return n;\n return Fib(n - 1) + Fib(n - 2);\n}\nBest(() => Fib(27))"),
        ("an access in a method of its own",
            """
            double Get(double[] a, int i) => a[i];
            double F(double[] a)
            {
             double s = 0;
             for (int i = 0; i < a.Length; i++)
             {CHECK
             s += Get(a, i);
             }
             return s;
            }
            var a = new double[1000000];
            Best(() => F(a))
            """),
        ("a division in a method of its own",
            """
            int Part(int a, int b)
            {
             var c = b + 1;
             return a / c;
            }
            int F(int n)
            {
             int s = 0;
             for (int i = 0; i < n; i++)
             {CHECK
             s += Part(n, i);
             }
             return s;
            }
            Best(() => F(1000000))
            """),
        ("a walk through a tree",
            """
            class T { public T L, R; public int V; }
            T Make(int d) => d == 0 ? null : new T { L = Make(d - 1), R = Make(d - 1), V = d };
            int Sum(T t)
            {
             if (t == null) return 0;
             return t.V + Sum(t.L) + Sum(t.R);
            }
            var t = Make(17);
            Best(() => Sum(t))
            """),
        ("permutations",
            """
            void F(int[] a, int k, ref int c)
            {
             if (k == a.Length) { c++; return; }
             for (int i = k; i < a.Length; i++)
             {CHECK
             (a[k], a[i]) = (a[i], a[k]);
             F(a, k + 1, ref c);
             (a[k], a[i]) = (a[i], a[k]);
             }
            }
            int c = 0;
            var a = Enumerable.Range(0, 8).ToArray();
            Best(() => F(a, 0, ref c))
            """),
        ("a function in a variable",
            """
            Func<double, double> g = x => x * x + 1;
            double Sum(Func<double, double> f, int n)
            {
             double s = 0;
             for (int i = 0; i < n; i++)
             {CHECK
             s += f(i);
             }
             return s;
            }
            Best(() => Sum(g, 1000000))
            """),
        ("LINQ",
            """
            long F(int n)
            {
             return Enumerable.Range(0, n)
             .Where(x => x % 3 == 0)
             .Select(x => x * 2L)
             .Sum();
            }
            Best(() => F(1000000))
            """),
        ("async calls",
            """
            async Task<int> G(int i)
            {
             if (i % 1000 == 0) await Task.Yield();
             return i;
            }
            async Task<int> F(int n)
            {
             int s = 0;
             for (int i = 0; i < n; i++)
             {CHECK
             s += await G(i);
             }
             return s;
            }
            Best(() => F(300000).GetAwaiter().GetResult())
            """),
        ("list and dictionary",
            """
            int F(List<int> l, Dictionary<int, int> d)
            {
             int s = 0;
             foreach (var x in l)
             {CHECK
             d[x] = x;
             s += d[x] + l[x];
             }
             return s;
            }
            var l = Enumerable.Range(0, 100000).ToList();
            var d = new Dictionary<int, int>();
            Best(() => F(l, d))
            """),
        ("string building",
            """
            int F(int n)
            {
             var b = new StringBuilder();
             for (int i = 0; i < n; i++)
             {CHECK
             b.Append(i);
             b.Append(' ');
             }
             return b.Length;
            }
            Best(() => F(200000))
            """),
        ("loop at the top level",
            """
            var data = new double[1000];
            double total = 0;
            var start = System.Diagnostics.Stopwatch.GetTimestamp();
            for (int r = 0; r < 20000; r++)
            {CHECK
             for (int i = 0; i < data.Length; i++)
             {CHECK
             total += data[i];
             }
            }
            System.Diagnostics.Stopwatch.GetElapsedTime(start).TotalMilliseconds.ToString()
            """),
    ];

    private static readonly (string Name, string Code, int Line)[] s_errors =
    [
        ("division", "int Div(int a, int b)\n{\n    int q = a / 2;\n    int r = a / b;\n    return q + r;\n}\nDiv(1, 0)", 4),
        ("index in a loop",
            """
            var data = new double[]{1,2,3};
            double total = 0;
            for (int i = 0; i <= data.Length; i++)
                total += data[i];
            """, 4),
        ("overflow", "checked {\n    int big = int.MaxValue;\n    big++;\n}", 3),
        ("null",
            """
            class P { public int V; }
            int F(P p, P q)
            {
                int a = p.V;
                int b = q.V;
                return a + b;
            }
            F(new P(), null)
            """, 5),
        ("cast", "int F(object a, object b)\n{\n    int x = (int)a;\n    int y = (int)b;\n    return x + y;\n}\nF(1, 2L)", 4),
        ("list index", "var l = new List<int> { 1 };\nvar a = l[0];\nvar b = l[1];\nvar c = a + b;", 3),
        ("lambda", "var r = new[] { 1, 0 }.Select(n =>\n{\n    int t = n * 2;\n    int u = t / n;\n    return t + u;\n}).ToList();", 4),
        ("async",
            """
            async Task<int> F(int[] a)
            {
                int x = a[0];
                await Task.Yield();
                int y = a[1];
                return x + y;
            }
            await F(new int[1]);
            """, 5),
        ("iterator", "IEnumerable<int> F(int[] a)\n{\n    yield return a[0];\n    yield return a[1];\n}\nvar s = F(new int[1]).Sum();", 4),
        ("getter",
            """
            class C
            {
                int[] a = new int[1];
                public int L
                {
                    get
                    {
                        var x = a[0];
                        return x + a[1];
                    }
                }
            }
            new C().L
            """, 9),
        ("constructor",
            """
            class C
            {
                public C(int[] a)
                {
                    var x = a[0];
                    var y = a[1];
                }
            }
            new C(new int[1])
            """, 6),
        ("short method", "int Imp(int d)\n{\n    var e = d + 1;\n    return e / d;\n}\nImp(0)", 4),
        ("short method in a loop",
            """
            int Get(int[] a, int i) => a[i];
            var data = new int[3];
            var s = 0;
            for (int i = 0; i <= 3; i++)
                s += Get(data, i);
            """, 1),
        ("finally",
            """
            void F(int[] a)
            {
                try { a[0] = 1; }
                finally
                {
                    a[0] = 2;
                    a[1] = 3;
                }
            }
            F(new int[1]);
            """, 7),
    ];

    public static async Task<int> Run()
    {
        TextWriter console = Console.Out;
        using var session = new CSharpSession();
        int right = 0;
        foreach ((string name, string code, int line) in s_errors)
        {
            CellResult result = await session.ExecuteAsync(code, _ => { }, cellName: "cell");
            string first = result.Error!.Traceback.FirstOrDefault(
                text => text.StartsWith("    at ", StringComparison.Ordinal)) ?? "nowhere";
            bool named = first.Contains(string.Create(CultureInfo.InvariantCulture, $"line {line}\u001b"), StringComparison.Ordinal);
            if (named)
            {
                right++;
            }
            else
            {
                console.WriteLine($"{name}: {first.Trim()} instead of line {line}");
            }
        }

        console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{right} of {s_errors.Length} errors name their line"));
        console.WriteLine($"{"loop",-30} {"compiler's",12} {"cell's",10} ratio");
        foreach ((string name, string code) in s_loops)
        {
            // In turns, so that another load of the machine meets both.
            double plain = double.MaxValue, cell = double.MaxValue;
            for (int i = 0; i < 3; i++)
            {
                plain = Math.Min(plain, await Plain(Clock + code.Replace("CHECK", Check, StringComparison.Ordinal)));
                CellResult result = await session.ExecuteAsync(Clock + code.Replace("CHECK", "", StringComparison.Ordinal), _ => { });
                cell = Math.Min(cell, double.Parse((string)result.Value!, CultureInfo.InvariantCulture));
            }

            console.WriteLine(
                string.Create(CultureInfo.InvariantCulture, $"{name,-30} {plain,9:0.00} ms {cell,7:0.00} ms {cell / plain,5:0.00}"));
        }

        return right == s_errors.Length ? 0 : 1;
    }

    /// <summary>Runs a script as the compiler's Release makes it.</summary>
    private static async Task<double> Plain(string code)
    {
        IEnumerable<MetadataReference> references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Select(path => (MetadataReference)MetadataReference.CreateFromFile(path));
        SyntaxTree tree = CSharpSyntaxTree.ParseText(
            code, new CSharpParseOptions(LanguageVersion.CSharp14, DocumentationMode.None, SourceCodeKind.Script));
        CSharpCompilationOptions options = new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release)
            .WithUsings("System", "System.Linq", "System.Text", "System.Collections.Generic", "System.Threading.Tasks");
        var compilation = CSharpCompilation.CreateScriptCompilation("plain" + Guid.NewGuid().ToString("n"), tree, references, options);
        using var image = new MemoryStream();
        EmitResult emitted = compilation.Emit(image);
        if (!emitted.Success)
        {
            throw new InvalidOperationException(string.Join('\n', emitted.Diagnostics));
        }
        IMethodSymbol entry = compilation.GetEntryPoint(default)!;
        MethodInfo method = Assembly.Load(image.ToArray()).GetType(entry.ContainingType.MetadataName)!
            .GetMethod(entry.MetadataName, BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)!;
        Func<object?[], Task<object>> start = method.CreateDelegate<Func<object?[], Task<object>>>();
        return double.Parse((string)await start(new object?[2]), CultureInfo.InvariantCulture);
    }
}
