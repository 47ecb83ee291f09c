using System.Text.Json.Nodes;
using NotebookKit.Notebooks.Session;

namespace NotebookKit.Notebooks.Tests.Session.Formatting;

/// <summary>Whatever a value is, showing it ends, and the session lives.</summary>
public class FormattingGuardTests
{
    private const string Branch = """
        public class Branch : IEnumerable<Branch> { public List<Branch> Twigs { get; } = new();
          public IEnumerator<Branch> GetEnumerator() { yield return this; foreach (var t in Twigs) foreach (var x in t) yield return x; }
          System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator(); }
        var b = new Branch();
        """;

    private const string Sequence = "class E : IEnumerable<int>";
    private const string Untyped = "System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator(); }";

    /// <summary>A dictionary that makes its pairs up as they are asked for.</summary>
    private const string EndlessDictionary = """
        class D : IReadOnlyDictionary<int, string>
        {
            public int Count => int.MaxValue;
            public IEnumerable<int> Keys { get { for (int i = 0; ; i++) yield return i; } }
            public IEnumerable<string> Values => Keys.Select(key => this[key]);
            public string this[int key] => key.ToString();
            public bool ContainsKey(int key) => true;
            public bool TryGetValue(int key, out string value) { value = this[key]; return true; }
            public IEnumerator<KeyValuePair<int, string>> GetEnumerator() => Keys.Select(key => KeyValuePair.Create(key, this[key])).GetEnumerator();
            IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
        }
        """;

    private static int Length(JsonObject data) => data.Sum(part => part.Value!.ToString().Length);

    public static TheoryData<string, string> Values => new()
    {
        { Branch, "b" },
        { Branch + "\nb.Twigs.Add(new Branch()); b.Twigs.Add(b.Twigs[0]);", "b" },
        { "IEnumerable<object> F() { while (true) yield return F(); }", "F()" },
        { "IEnumerable<object> F() { yield return 1; yield return F(); }", "F()" },
        { "IEnumerable<int> F() { int i = 0; while (true) yield return i++; }", "F()" },
        { "class E : IEnumerable<string> { public IEnumerator<string> GetEnumerator() { while (true) yield return \"x\"; } "
            + "System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator(); }", "new E()" },
        { "var l = new List<object>(); l.Add(l);", "l" },
        { "var l = new object[3]; l[0] = l; l[2] = new object[] { l };", "l" },
        { "var d = new Dictionary<string, object>(); d[\"me\"] = d;", "d" },
        { "object o = 1; for (int i = 0; i < 100000; i++) o = new List<object> { o };", "o" },
        { "object o = 1; for (int i = 0; i < 100000; i++) o = new Dictionary<int, object> { [1] = o };", "o" },
        { "object o = 1; for (int i = 0; i < 5000; i++) o = (o, i);", "o" },
        { "class N { public N Inner => new N(); }", "new N()" },
        { "class N { public List<N> Inner => new() { new N(), new N() }; }", "new N()" },
        { "class C { public C Me; public string Name = \"a\"; }\nvar c = new C(); c.Me = c;", "c" },
        { "class L { public L Next; public int V; }\nL l = null; for (int i = 0; i < 100000; i++) l = new L { Next = l, V = i };", "l" },
        { "class A { public B Other => new(); }\nclass B { public A Other => new(); public List<A> All => [new(), new()]; }", "new A()" },
        { "class W { public W A => new(); public W B => new(); public W C => new(); public W D => new(); public W E => new(); }",
            "new W()" },
        { "async IAsyncEnumerable<int> F() { while (true) { await Task.Yield(); yield return 1; } }", "F()" },
        { "Exception e = new(\"first\"); for (int i = 0; i < 2000; i++) e = new Exception(\"x\", e);", "e" },
        { "object o = 1; for (int i = 0; i < 2000; i++) o = KeyValuePair.Create(\"k\", o);", "o" },
        { "dynamic x = new System.Dynamic.ExpandoObject(); x.Me = x; x.List = new List<object> { x };", "(object)x" },
        { "object[] a = new object[1], b = [a]; a[0] = b;", "a" },
        { "var m = new object[2, 2]; m[0, 0] = m; m[1, 1] = new object[] { m };", "m" },
        { "var h = new Hashtable(); h[\"me\"] = h;", "h" },
        { "var q = new Queue<object>(); q.Enqueue(q); var l = new LinkedList<object>(); l.AddLast(q);", "l" },
        { EndlessDictionary, "new D()" },
        { "", "System.Diagnostics.Process.GetCurrentProcess()" },
        { "", "new TaskCompletionSource<int>().Task" },
        { "System.Text.Json.Nodes.JsonNode n = 1; for (int i = 0; i < 50000; i++) n = new System.Text.Json.Nodes.JsonArray(n);", "n" },
        { "using System.Xml.Linq;\nvar x = new XElement(\"a\"); for (int i = 0; i < 500; i++) x = new XElement(\"a\", x);", "x" },
        { "using System.Xml.Linq;\nXElement x = null; for (int i = 0; i < 20000; i++) x = new XElement(\"a\", x);", "new XDocument(x)" },
        { "using System.Xml.Linq;\nXElement x = null; for (int i = 0; i < 20000; i++) x = new XElement(\"a\", x);",
            "new { Name = \"n\", Inside = new XDocument(x), After = (1, new { Again = x }) }" },
        { "record R(string A) { public R Me { get; set; } }\nvar r = new R(\"x\"); r.Me = r;", "r" },
        { "record struct P(object Inside, int[] More);\nobject o = 1; for (int i = 0; i < 5000; i++) o = new P(o, [i]);", "o" },
        { "record Base(Base Left, Base Right) { public Base Other => new Leaf(Left, Right); }\nrecord Leaf(Base L, Base R) : Base(L, R);",
            "new Leaf(new Base(null, null), new Base(null, null))" },
        { "object o = 1; for (int i = 0; i < 5000; i++) o = new { Inside = o };", "o" },
        { "record Bad(string Name) { public Bad Next => throw new Exception(\"bad getter\"); }", "(1, new Bad(\"x\"))" },
        { "using System.Linq.Expressions;\nExpression e = Expression.Constant(1);\n"
            + "for (int i = 0; i < 20000; i++) e = Expression.Negate(e);", "e" },
        { "Action a = null; for (int i = 0; i < 5000; i++) a += () => { };", "a" },
        { "object o = 1; for (int i = 0; i < 200; i++) o = Activator.CreateInstance(typeof(List<>).MakeGenericType(o.GetType()));", "o" },
        { "", "typeof(string).GetMethods()" },
        { "", "new string('x', 1_000_000)" },
        { "class G { public int A => 1; public int B => throw new Exception(\"bad getter\"); }", "new G()" },
        { "class T { public override string ToString() => null; }", "new T()" },
        { "class M { public M Next => new M(); public List<object> Loop { get { var l = new List<object>(); l.Add(l); return l; } } }",
            "new M()" },
        { Branch + "\nclass H { public H Next => new H(); public Branch B = new Branch(); }", "new H()" },
        { "", "new object[] { new object[0], new int[0, 3], null, \"\", new List<int[,]> { new int[1, 1] } }" },
        { "", "Enumerable.Range(0, 100).Select(a => Enumerable.Range(0, 100).Select(b => Enumerable.Range(0, 100).Select(c => "
            + "Enumerable.Range(0, 100).Select(d => Enumerable.Range(0, 100)))))" },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public async Task Any_value_shows_something_finite(string defined, string value)
    {
        using var run = new SessionRun();
        await run.Value(defined);
        await run.Value(value);
        Assert.InRange(Length(run.Shown), 1, 6_000_000);
        await run.Value($"object shown = {value};\ndisplay(shown);\nshown.Display(\"text/plain\", \"text/html\");");
        Assert.All(run.Displays, display => Assert.InRange(Length(display.Data), 1, 6_000_000));
        Assert.Equal(2, run.Displays.Count());
        await run.Value(
            "display(new object[] { 1, new { Inside = shown }, new Dictionary<string, object> { [\"a\"] = shown }, (1, shown) });");
        Assert.InRange(Length(Assert.Single(run.Displays).Data), 1, 3_000_000);
        await run.Value("#!whos");
        Assert.Contains("shown", Assert.Single(run.Displays).Data["text/html"]!.ToString(), StringComparison.Ordinal);
        Assert.Equal(2, await run.Value("1 + 1"));
    }

    [Theory]
    [InlineData("IEnumerable<int> F()\n{\n    yield return 1;\n    throw new Exception(\"bad element\");\n}", "F()", "bad element", 4)]
    [InlineData(Sequence + "{ public IEnumerator<int> GetEnumerator() => throw new Exception(\"bad start\"); " + Untyped, "new E()",
        "bad start", 1)]
    [InlineData(
        Sequence + ", IEnumerator<int> { public IEnumerator<int> GetEnumerator() => this; public bool MoveNext() => throw new "
            + "Exception(\"bad move\"); "
        + "public int Current => 1; object IEnumerator.Current => 1; public void Reset() { } public void Dispose() { } " + Untyped,
            "new E()", "bad move", 1)]
    [InlineData(
        Sequence + ", IEnumerator<int> { public IEnumerator<int> GetEnumerator() => this; public bool MoveNext() => true; public void "
            + "Reset() { }\n"
        + "public int Current => throw new Exception(\"bad current\"); object IEnumerator.Current => 1; public void Dispose() { } "
            + Untyped,
        "new E()", "bad current", 2)]
    public async Task A_sequence_that_throws_fails_the_cell_at_its_line_and_hides_no_other_value(
        string defined, string value, string message, int line)
    {
        using var run = new SessionRun();
        await run.Value(defined);
        ErrorEvent error = await run.Error(value);
        Assert.Contains(message, error.Value, StringComparison.Ordinal);
        Assert.Contains(error.Traceback, frame => frame.Contains($"cell 1, line {line}", StringComparison.Ordinal));
        await run.Error($"display({value});");
        foreach (string mime in new[] { "text/plain", "text/html" })
        {
            await run.Value($"display(new object[] {{ \"before\", {value}, \"after\" }}, \"{mime}\");");
            string shown = Assert.Single(run.Displays).Data[mime]!.ToString();
            // A sequence without properties is its type's name in plain text, and not looked into.
            if (mime == "text/html")
            {
                Assert.Contains("threw Exception: " + message, shown, StringComparison.Ordinal);
            }
            Assert.Contains("after", shown, StringComparison.Ordinal);
        }

        Assert.Equal(2, await run.Value("1 + 1"));
    }

    [Theory]
    [InlineData("class T { public override string ToString() => throw new Exception(\"bad text\"); }", "new T()")]
    [InlineData("class T { public int A = 7; public override int GetHashCode() => throw new Exception(\"bad hash\"); }", "new T()")]
    [InlineData("class T { public int A => throw new Exception(\"bad getter\"); public int B = 7; }", "new T()")]
    [InlineData("class T : Exception { public override string Message => throw new Exception(\"bad message\"); }", "new T()")]
    public async Task An_object_that_throws_hides_no_other_value(string defined, string value)
    {
        using var run = new SessionRun();
        await run.Value(defined);
        foreach (string mime in new[] { "text/plain", "text/html" })
        {
            await run.Value($"display(new object[] {{ \"before\", {value}, \"after\" }}, \"{mime}\");");
            Assert.Contains("after", Assert.Single(run.Displays).Data[mime]!.ToString(), StringComparison.Ordinal);
        }

        Assert.Equal(2, await run.Value("1 + 1"));
    }

    [Theory]
    [InlineData("class Z { public int A { get { Gate.Reached.Set(); System.Threading.Thread.Sleep(-1); return 1; } } }", "new Z()")]
    [InlineData("class Z { public override string ToString() { Gate.Reached.Set(); while (true) { Console.Write(\"\"); } } }", "new Z()")]
    [InlineData("IEnumerable<int> F() { yield return 1; Gate.Reached.Set(); System.Threading.Thread.Sleep(-1); }", "F()")]
    [InlineData(
        "class Z { public int A { get { Gate.Reached.Set(); return Task.Delay(-1).ContinueWith(_ => 1).Result; } } }", "display(new Z());")]
    public async Task A_value_that_blocks_is_stopped_by_an_interrupt(string defined, string value)
    {
        using var run = new SessionRun();
        await run.Value("static class Gate { public static System.Threading.ManualResetEventSlim Reached = new(); }\n" + defined);
        ManualResetEventSlim reached = Assert.IsType<ManualResetEventSlim>(await run.Value("var gate = Gate.Reached; return gate;"));
        using var interrupt = new CancellationTokenSource();
        Task<CellResult> running = run.Interrupted(value, interrupt.Token);
        reached.Wait(TestContext.Current.CancellationToken);
        await interrupt.CancelAsync();
        CellResult result = await running;
        Assert.Equal("Interrupted", result.Error!.Name);
        Assert.Equal(2, await run.Value("1 + 1"));
    }

    [Theory]
    [InlineData("new[] { 1, 2 }", "[ 1, 2 ]")]
    [InlineData("new List<int[]> { new[] { 1 }, new[] { 2 } }", "List<Int32[]>\n[ 1 ]\n[ 2 ]")]
    [InlineData("new Dictionary<string, int> { [\"a\"] = 1 }", "Dictionary<String,Int32>\n  - Key: a\n    Value: 1")]
    public async Task Other_sequences_show_as_before(string code, string text)
    {
        using var run = new SessionRun();
        await run.Value(code);
        string shown = run.Shown["text/plain"]!.ToString().Replace("\r", "", StringComparison.Ordinal);
        Assert.Equal(text, shown.Replace("\n    ", "\n", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("new System.Collections.ArrayList { 1, \"a\" }", "ArrayList")]
    [InlineData("new System.Collections.BitArray(2)", "BitArray")]
    [InlineData("new System.Collections.Queue(new object[] { new System.Collections.Stack() })", "Queue")]
    [InlineData("Array.CreateInstance(typeof(int), new[] { 2 }, new[] { 5 })", "Int32[*]")]
    public async Task A_collection_of_the_old_kind_is_called_by_its_own_name(string code, string name)
    {
        using var run = new SessionRun();
        await run.Value(code);
        string text = run.Shown["text/plain"]!.ToString();
        Assert.StartsWith(name, text, StringComparison.Ordinal);
        Assert.DoesNotContain("Iterator", text);
    }

    [Fact]
    public async Task What_a_reader_registers_comes_first()
    {
        using var run = new SessionRun();
        await run.Value("""
            using Microsoft.DotNet.Interactive.Formatting;
            class Own : List<int> { }
            Formatter.Register<Own>(o => "own", "text/html");
            interface INumbers : IEnumerable<int>;
            class Numbers : List<int>, INumbers;
            Formatter.Register<INumbers>(o => "numbers", "text/html");
            new Own()
            """);
        Assert.Equal("own", run.Shown["text/html"]!.ToString());
        await run.Value("new Numbers()");
        Assert.Equal("numbers", run.Shown["text/html"]!.ToString());
        await run.Value("""
            using System.IO;
            class Form { public string MimeType => "text/html"; public bool Format(object value, TextWriter writer) { writer.Write("by convention"); return true; } }
            class Formats { public object CreateTypeFormatters() => new[] { new Form() }; }
            class TypeFormatterSourceAttribute : Attribute { public Type FormatterSourceType => typeof(Formats); public string[] PreferredMimeTypes => null; }
            [TypeFormatterSource] class Listed : List<int> { }
            new List<object> { new Listed() }
            """);
        Assert.Contains("by convention", run.Shown["text/html"]!.ToString(), StringComparison.Ordinal);
        await run.Value("dynamic e = new System.Dynamic.ExpandoObject(); e.A = 1; (object)e");
        Assert.Contains("A", run.Shown["text/html"]!.ToString(), StringComparison.Ordinal);
    }
}
