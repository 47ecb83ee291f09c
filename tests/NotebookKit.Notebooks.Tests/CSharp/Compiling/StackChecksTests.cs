using NotebookKit.Notebooks.Session;
using NotebookKit.Notebooks.Tests.Session;

namespace NotebookKit.Notebooks.Tests.CSharp.Compiling;

/// <summary>Calls without end are an exception, of whatever kind they are, and the session goes on.</summary>
public class StackChecksTests
{
    private const string Deep = "InsufficientExecutionStackException";

    /// <summary>What the compiler writes for a record has the runtime's check alone, which goes to the end of the whole stack.</summary>
    private const string CyclicRecord = """
        record R(string Name) { public R Next { get; set; } }
        var r = new R("a"); r.Next = r;
        """;

    public static TheoryData<string, string> Endless => new()
    {
        { """
            int F(int n)
            {
                return F(n + 1) + 1;
            }
            """, "F(0)" },
        { "int F(int n) => F(n + 1) + 1;", "F(0)" },
        { "void F() => F();", "F();" },
        { """
            void F()
            {
                var a = new int[1];
                a[0]++;
                F();
                a[0]--;
            }
            """, "F();" },
        { """
            long F(long n)
            {
                long s = 0;
                for (int i = 0; i < 2; i++)
                {
                    s += F(n + 1);
                    s += n / s;
                }
                return s;
            }
            """, "F(0)" },
        { """
            bool Even(int n) => Odd(n - 1);
            bool Odd(int n) => Even(n - 1);
            """, "Even(-1)" },
        { """
            class C { public static int F(int n) { return D.G(n) + 1; } }
            class D { public static int G(int n) { return C.F(n) + 1; } }
            """, "C.F(1)" },
        { """
            int F(int n)
            {
                int G(int k) => F(k) + 1;
                return G(n);
            }
            """, "F(1)" },
        { """
            Func<int, int> f = null;
            f = n => f(n + 1) + 1;
            """, "f(0)" },
        { """
            Func<int, int> f = null;
            f = delegate (int n) { return f(n + 1) + 1; };
            """, "f(0)" },
        { """
            Action f = null;
            f = () => f();
            """, "f();" },
        { "T F<T>(T n) where T : struct => F(n);", "F(1)" },
        { "class C { public override string ToString() => $\"C {this}\"; }", "new C().ToString()" },
        { "class C { public override string ToString() { return \"C \" + this; } }", "new C().ToString()" },
        { "class C { public override string ToString() => string.Join(\", \", new object[] { this }); }", "new C().ToString()" },
        { "class C { public override string ToString() => System.Text.Json.JsonSerializer.Serialize(ToString()); }", "new C().ToString()" },
        { "class C { public int X => X; }", "new C().X" },
        { "class C { public int X { get { return X; } set { X = value; } } }", "new C().X = 1" },
        { "class C { public int X { set => X = value; } }", "new C().X = 1" },
        { "class C { public int this[int i] => this[i + 1]; }", "new C()[0]" },
        { "class C { public static int Z { get => Z; } }", "C.Z" },
        { "class C { public event Action E { add { E += value; } remove { } } }", "new C().E += () => { };" },
        { "class C { C c = new C(); }", "new C()" },
        { "class C { C c { get; set; } = new(); }", "new C()" },
        { "class C { C c; public C() { c = new C(); } }", "new C()" },
        { """
            class C { D d = new(); }
            class D { C c = new(); }
            """, "new C()" },
        { "record P(int X) { public static P operator +(P a, P b) => b + a; }", "new P(1) + new P(2)" },
        { "record struct P(int X) { public static implicit operator P(int n) => n; }", "P p = 3;" },
        { "record P(int X) { public static bool operator !(P a) => !a; }", "!new P(1)" },
        { """
            class N
            {
                public N Next;
                public override bool Equals(object o) => o is N n && Equals(Next, n.Next);
                public override int GetHashCode() => HashCode.Combine(Next);
            }
            var n = new N(); n.Next = n;
            """, "new HashSet<N> { n }" },
        { """
            abstract class A { public abstract int F(); }
            class B : A { public A Other; public override int F() => Other.F(); }
            var b = new B(); b.Other = b;
            """, "b.F()" },
        { """
            interface I { int F(); }
            class B : I { public I Other; public int F() { return Other.F(); } }
            var b = new B(); b.Other = b;
            """, "b.F()" },
        { """
            class A { public virtual int F(int n) => n; }
            class B : A { public override int F(int n) => this.F(n + 1); }
            """, "new B().F(1)" },
        {
            "class K : IComparable<K> { public int CompareTo(K o) => Comparer<K>.Default.Compare(o, this); }",
            "new[] { new K(), new K() }.Max()"
        },
        { "int Visit(IEnumerable<int> s) => s.Select(x => Visit(s)).Sum();", "Visit([1])" },
        { "async Task<int> F(int n) { if (n < 0) await Task.Yield(); return await F(n + 1); }", "await F(0)" },
        { "async Task F(int n) => await F(n + 1);", "await F(0);" },
        { """
            Func<int, Task> f = null;
            f = async n => await f(n + 1);
            """, "await f(0);" },
        { """
            int F(int n)
            {
                try
                {
                    return F(n + 1);
                }
                finally
                {
                    n--;
                }
            }
            """, "F(0)" },
        { "class C { public dynamic F(dynamic d) => d.F(d); }", "new C().F(new C())" },
    };

    [Theory]
    [MemberData(nameof(Endless))]
    [InlineData(CyclicRecord, "r.ToString()", Traits = ["Category", "Endurance"])]
    public async Task Calls_without_end_are_an_error_that_a_cell_can_catch(string defined, string call)
    {
        using var run = new SessionRun(deepest: SessionRun.Shallow);
        await run.Value(defined);
        await run.Value("var kept = 7;");
        ErrorEvent error = await run.Error(call);
        Assert.Contains(error.Traceback, line => line.Contains(Deep, StringComparison.Ordinal));
        Assert.Contains(error.Traceback, line => line.Contains("calls itself without end", StringComparison.Ordinal)
            || line.Contains("Insufficient stack", StringComparison.Ordinal));
        string statement = call.EndsWith(';') ? call : $"var unused = {call};";
        Assert.Equal("caught", await run.Value($"string Try()\n{{\n    return \"caught\";\n}}\nstring s = \"\";\ntry {{ {statement} }} "
            + $"catch (Exception) {{ s = Try(); }}\ns"));
        Assert.Equal(7, await run.Value("kept"));
    }

    public static TheoryData<string, string> EndlessAndCaught => new()
    {
        { """
            int F(int n)
            {
                try { return F(n + 1) + 1; }
                catch (Exception e) { throw new InvalidOperationException("at " + n, e); }
            }
            """, "F(0)" },
        { """
            int F(int n)
            {
                try
                {
                    return F(n + 1) + 1;
                }
                catch
                {
                    throw;
                }
            }
            """, "F(0)" },
        { "void F() { try { F(); } catch { F(); } }", "F();" },
        { "void F() { try { F(); } finally { F(); } }", "F();" },
        { """
            int F(int n) { try { return G(n + 1); } catch (Exception e) { throw new Exception("", e); } }
            int G(int n) => F(n + 1) + 1;
            """, "F(0)" },
        { """
            void Fail(Exception e) => throw new Exception("", e);
            void F() { try { F(); } catch (Exception e) { Fail(e); } }
            """, "F();" },
        { """
            T Wrap<T>(Func<T> f) { try { return f(); } catch (Exception e) { throw new Exception("", e); } }
            int F(int n) => Wrap(() => F(n + 1));
            """, "F(0)" },
        { """
            Func<int, int> f = null;
            f = n => { try { return f(n + 1); } catch (Exception e) { throw new Exception("", e); } };
            """, "f(0)" },
        { "class C { public static int F(int n) => (int)typeof(C).GetMethod(\"F\").Invoke(null, new object[] { n + 1 }); }", "C.F(0)" },
        { "class C { public int X => (int)GetType().GetProperty(\"X\").GetValue(this); }", "new C().X" },
        { "class C { public C() { Activator.CreateInstance(GetType()); } }", "new C()" },
        { "class C { public int F() => new Lazy<int>(F).Value; }", "new C().F()" },
        { """
            class K : IComparable<K>
            {
                public int CompareTo(K o)
                {
                    new List<K> { o, this }.Sort();
                    return 0;
                }
            }
            """, "new K().CompareTo(new K())" },
        { """
            Func<int, int> f = null;
            f = n => (int)f.DynamicInvoke(n + 1);
            """, "f(0)" },
        { "async Task F(int n) { try { await F(n + 1); } catch (Exception e) { throw new Exception(\"\", e); } }", "await F(0);" },
    };

    [Theory]
    [MemberData(nameof(EndlessAndCaught))]
    public async Task Calls_without_end_whose_exceptions_are_caught_at_each_level_are_an_error(string defined, string call)
    {
        using var run = new SessionRun(deepest: SessionRun.Shallow);
        await run.Value(defined);
        await run.Value("var kept = 7;");
        ErrorEvent error = await run.Error(call);
        Assert.NotEmpty(error.Traceback);
        Assert.True(error.Traceback.Sum(line => line.Length) < 1_000_000);
        if (!defined.Contains("async", StringComparison.Ordinal))
        {
            await run.Error($"await Task.Run(() => {{ var result = {call.TrimEnd(';')}; }});");
        }
        Assert.Equal(7, await run.Value("kept"));
    }

    [Trait("Category", "Endurance")]
    [Theory]
    [InlineData("int F(int n) => F(n + 1) + 1;", "F(0)")]
    [InlineData("class C { public override string ToString() => $\"C {this}\"; }", "new C().ToString()")]
    [InlineData("int Visit(IEnumerable<int> s) => s.Select(x => Visit(s)).Sum();", "Visit([1])")]
    public async Task Calls_without_end_are_an_error_at_the_depth_that_cells_have_in_use(string defined, string call)
    {
        using var run = new SessionRun();
        await run.Value(defined);
        Assert.Contains((await run.Error(call)).Traceback, line => line.Contains(Deep, StringComparison.Ordinal));
        Assert.Equal(2, await run.Value("1 + 1"));
    }

    [Fact]
    public async Task Recursion_that_ends_may_catch_at_each_level()
    {
        using var run = new SessionRun();
        await run.Value("""
            int F(int n)
            {
                if (n == 0) throw new Exception("end");
                try { return F(n - 1); }
                catch (Exception e) { throw new Exception(n + e.Message); }
            }
            int Depth(int n)
            {
                try { return n == 0 ? 0 : 1 + Depth(n - 1); }
                catch (Exception e)
                {
                    Console.WriteLine(e.Message);
                    return 0;
                }
            }
            """);
        Assert.StartsWith("300299298", (await run.Error("F(300)")).Value, StringComparison.Ordinal);
        Assert.Equal(20_000, await run.Value("Depth(20000)"));
    }

    [Fact]
    public async Task Functions_of_loaded_files_are_checked_as_a_cells_own()
    {
        using var run = new SessionRun();
        run.Write("deep.csx", """
            Func<int, int> f = null;
            f = n => f(n + 1) + 1;
            void F() { try { F(); } catch { F(); } }
            int Fib(int n) => n < 2 ? n : Fib(n - 1) + Fib(n - 2);
            Func<int, int> loop = n => { while (true) { n++; } };

            """);
        await run.Value("#load \"deep.csx\"");
        Assert.Equal(Deep, (await run.Error("f(0)")).Name);
        Assert.Equal(Deep, (await run.Error("F();")).Name);
        Assert.Equal(55, await run.Value("Fib(10)"));
    }

    [Fact]
    public async Task The_line_of_a_recursion_without_end_is_named()
    {
        using var run = new SessionRun();
        ErrorEvent error = await run.Error("""
            int F(int n)
            {
                var m = n + 1;
                return F(m) + 1;
            }
            F(0)
            """);
        Assert.Equal(Deep, error.Name);
        Assert.Contains(error.Traceback, line => line.Contains("cell 1, line 4", StringComparison.Ordinal)
            && line.EndsWith(", in F", StringComparison.Ordinal));
        Assert.Contains(error.Traceback, line => line.Contains("cell 1, line 6", StringComparison.Ordinal));
        Assert.True(error.Traceback.Count < 60);
    }

    [Fact]
    public async Task A_value_that_prints_itself_without_end_is_shown_as_such()
    {
        using var run = new SessionRun(deepest: SessionRun.Shallow);
        await run.Value("""
            class C { public override string ToString() => $"C {this}"; }
            class D { public D Inner { get { return new D().Inner; } } public int Z => 3; }
            """);
        await run.Value("var c = new C(); var list = new List<C> { c };");
        await run.Value("c");
        Assert.Contains("prints itself without end", run.Shown.ToJsonString(), StringComparison.Ordinal);
        await run.Value("""
            list.Display();
            #!whos
            """);
        await run.Value("new D()");
        string shown = run.Shown.ToJsonString();
        Assert.Contains("stack is nearly full", shown, StringComparison.Ordinal);
        Assert.True(shown.Length < 50_000, $"{shown.Length} characters");
        Assert.Equal(3, await run.Value("1 + 2"));
    }

    [Fact]
    public async Task Recursion_on_other_threads_ends_as_well()
    {
        using var run = new SessionRun();
        await run.Value("""
            int F(int n) => n < 0 ? 0 : F(n + 1) + 1;
            int Depth(int n) => n == 0 ? 0 : Depth(n - 1) + 1;
            """);
        ErrorEvent error = await run.Error("Parallel.For(0, 4, i => F(i));");
        Assert.Contains(error.Traceback, line => line.Contains(Deep, StringComparison.Ordinal));
        error = await run.Error("await Task.Run(() => F(0));");
        Assert.Contains(error.Traceback, line => line.Contains(Deep, StringComparison.Ordinal));
        Assert.Equal(4000, await run.Value("Enumerable.Range(0, 4).AsParallel().Select(_ => Depth(1000)).Sum()"));
    }

    [Fact]
    public async Task Deep_recursion_that_ends_is_left_alone()
    {
        using var run = new SessionRun();
        await run.Value("""
            class Node { public Node Next; }
            int Length(Node n) => n == null ? 0 : 1 + Length(n.Next);
            """);
        Assert.Equal(
            50_000, await run.Value("""
                Node list = null;
                for (int i = 0; i < 50000; i++) list = new Node { Next = list };
                Length(list)
                """));
        // And again, from less deep.
        Assert.Equal(50_000, await run.Value("Length(list)"));
        Assert.Equal(1_000, await run.Value("""
            async Task<int> F(int n) => n == 0 ? 0 : 1 + await F(n - 1);
            await F(1000)
            """));
    }

    [Fact]
    public async Task Recursion_that_takes_for_ever_is_stopped_by_an_interrupt()
    {
        using var run = new SessionRun();
        await run.Value("""
            long Fib(int n) => n < 2 ? n : Fib(n - 1) + Fib(n - 2);
            var kept = 5;
            """);
        using var interrupt = new CancellationTokenSource();
        var reached = new TaskCompletionSource();
        Task<CellResult> cell = run.Session.ExecuteAsync(
            "Console.WriteLine(Fib(10)); Fib(200)", _ => reached.TrySetResult(), interrupt.Token);
        await reached.Task;
        await interrupt.CancelAsync();
        CellResult result = await cell;
        Assert.False(result.Success);
        Assert.DoesNotContain("could not be stopped", result.Error!.Value, StringComparison.Ordinal);
        Assert.Equal(5, await run.Value("kept"));
    }
}
