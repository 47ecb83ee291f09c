using System.Globalization;
using System.Text.RegularExpressions;
using NotebookKit.Notebooks.Session;
using NotebookKit.Notebooks.Tests.Session;

namespace NotebookKit.Notebooks.Tests.CSharp.Execution;

/// <summary>The lines that errors name. A comment #1 stands at the line of the first frame, #2 at that of the second, and so on.</summary>
public partial class FrameLinesTests
{
    public static TheoryData<string, string> Errors => new()
    {
        { "division after division", "int Div(int a, int b)\n{\n    int q = a / 2;\n    int r = a / b; //#1\n"
            + "    return q + r;\n}\nDiv(1, 0) //#2" },
        { "index in a loop at the top level", "var data = new double[]{1,2,3};\ndouble total = 0;\nfor (int i = 0; i <= data.Length; i++)\n"
            + "    total += data[i]; //#1" },
        { "overflow at the top level", "checked {\n    int big = int.MaxValue;\n    big++; //#1\n}" },
        { "one index of several", "int F(int[] a, int i)\n{\n    int x = a[0];\n    int y = a[i]; //#1\n    int z = a[1];\n"
            + "    return x + y + z;\n}\nF(new int[3], 7) //#2" },
        { "write beside read", "void F(int[] a, int[] b)\n{\n    for (int i = 0; i < a.Length; i++)\n    {\n        var t = a[i];\n"
            + "        b[i] = t; //#1\n    }\n}\nF(new int[3], new int[2]); //#2" },
        { "null beside null", "class P { public P Next; public int Value; }\nint Sum(P p, P q)\n{\n    var a = p.Value;\n"
            + "    var b = q.Value; //#1\n    return a + b;\n}\nSum(new P(), null) //#2" },
        { "list index", "int F(List<int> list)\n{\n    var a = list[0];\n    var b = list[5]; //#1\n    return a + b;\n}\nF([1, 2]) //#2" },
        { "cast", "string F(object a, object b)\n{\n    var x = (string)a;\n    var y = (string)b; //#1\n    return x + y;\n"
            + "}\nF(\"a\", 1) //#2" },
        { "unboxing", "int F(object a, object b)\n{\n    var x = (int)a;\n    var y = (int)b; //#1\n    return x + y;\n}\nF(1, 1.5) //#2" },
        { "checked multiplication", "int F(int a)\n{\n    checked\n    {\n        var x = a * 2;\n        var y = x * a; //#1\n"
            + "        return y - 1;\n    }\n}\nF(100000) //#2" },
        { "decimal overflow", "decimal F(decimal a)\n{\n    var x = a + 1;\n    var y = x * a; //#1\n    return y;\n}\nF(1e20m) //#2" },
        { "dictionary key", "var d = new Dictionary<string, int> { [\"a\"] = 1 };\nvar x = d[\"a\"];\n"
            + "var y = d[\"b\"]; //#1\nvar z = x + y;" },
        { "nullable without a value", "int F(int? a, int? b)\n{\n    var x = a.Value;\n    var y = b.Value; //#1\n"
            + "    return x + y;\n}\nF(1, null) //#2" },
        { "negative size", "int F(int n)\n{\n    var a = new int[3];\n    var b = new int[n]; //#1\n"
            + "    return a.Length + b.Length;\n}\nF(-1) //#2" },
        { "two-dimensional index", "var m = new int[2, 2];\nint s = 0;\nfor (int i = 0; i < 3; i++)\n    for (int j = 0; j < 2; j++)\n"
            + "        s += m[i, j]; //#1" },
        { "lambda", "var numbers = new[] { 3, 0 };\nvar halves = numbers.Select(n =>\n{\n    var twice = n * 2;\n"
            + "    var part = 6 / n; //#1\n    return twice + part;\n});\nhalves.ToList() //#2" },
        { "lambda of one line", "var numbers = new[] { 3, 0 };\nvar inverse = numbers.Select(n => 6 / n); //#1\n"
            + "var twice = numbers.Select(n => 2 * n);\nvar sum = twice.Sum();\ninverse.Sum() //#2" },
        { "async before the await", "async Task<int> F(int[] a)\n{\n    var x = a[0];\n    var y = a[9]; //#1\n    await Task.Yield();\n"
            + "    return x + y;\n}\nawait F(new int[1]); //#2" },
        { "async after the await", "async Task<int> F(int[] a)\n{\n    var x = a[0];\n    await Task.Yield();\n    var y = a[9]; //#1\n"
            + "    return x + y;\n}\nvar n = 1;\nawait F(new int[1]); //#2" },
        { "async through async", "async Task<int> F(int[] a)\n{\n    await Task.Yield();\n    return a[9]; //#1\n}\nasync Task<int> G()\n"
            + "{\n    var a = new int[1];\n    var b = await F(a); //#2\n    return a[0] + b;\n}\nawait G() //#3" },
        { "iterator", "IEnumerable<int> F(int[] a)\n{\n    yield return a[0];\n    var x = a[0];\n    yield return a[7]; //#1\n"
            + "    yield return x;\n}\nvar sum = 0;\nforeach (var x in F(new int[1])) //#2\n    sum += x;" },
        { "async iterator", "async IAsyncEnumerable<int> F(int[] a)\n{\n    yield return a[0];\n    await Task.Yield();\n"
            + "    yield return a[7]; //#1\n}\nvar sum = 0;\nawait foreach (var x in F(new int[1])) //#2\n    sum += x;" },
        { "getter", "class C\n{\n    public int[] A = new int[1];\n    public int Last\n    {\n        get\n        {\n"
            + "            var first = A[0];\n            var last = A[1]; //#1\n            return first + last;\n        }\n    }\n}\n"
            + "var c = new C();\nc.Last //#2" },
        { "getter of one line", "class C\n{\n    public int[] A = new int[1];\n    public int Last => A[1]; //#1\n}\n"
            + "var c = new C();\nc.Last //#2" },
        { "setter", "class C\n{\n    int n;\n    public int N\n    {\n        set\n        {\n            n = 7 % value; //#1\n        }\n"
            + "    }\n}\nvar c = new C();\nc.N = 0; //#2" },
        { "constructor", "class C\n{\n    public C(int[] a)\n    {\n        var x = a[0];\n        X = a[1]; //#1\n    }\n"
            + "    public int X;\n}\nvar a = new int[1];\nvar c = new C(a); //#2" },
        { "finally", "void F(int[] a)\n{\n    try\n    {\n        a[0] = 1;\n    }\n    finally\n    {\n        a[0] = 2;\n"
            + "        a[1] = 3; //#1\n    }\n}\nF(new int[1]); //#2" },
        { "past a finally", "var a = new int[1];\ntry\n{\n    a[0] = 1;\n    a[1] = 2; //#1\n}\nfinally\n{\n    a[0] = 3;\n"
            + "    Console.Write(a[0]);\n}" },
        { "past a finally in a method", "void F(int[] a)\n{\n    try\n    {\n        a[1] = 2; //#1\n    }\n    finally\n    {\n"
            + "        a[0] = 3;\n        Console.Write(a[0]);\n    }\n}\nF(new int[1]); //#2" },
        { "thrown on", "void F(int[] a)\n{\n    try\n    {\n        a[0] = 1;\n        a[1] = 2; //#1\n    }\n    catch (Exception e)\n"
            + "    {\n        Console.Write(e.Message);\n        throw;\n    }\n}\nF(new int[1]); //#2" },
        { "thrown on without a name", "var a = new int[1];\ntry\n{\n    a[0] = 1;\n    a[1] = 2; //#1\n}\ncatch\n{\n"
            + "    Console.Write(a[0]);\n    throw;\n}" },
        { "thrown anew", "void F(int[] a)\n{\n    try\n    {\n        a[1] = 2;\n    }\n    catch (Exception e)\n    {\n"
            + "        Console.Write(e.Message);\n        throw e; //#1\n    }\n}\nF(new int[1]); //#2" },
        { "explicit throw", "int Check(int x)\n{\n    if (x < 0)\n        throw new ArgumentException(\"negative\"); //#1\n    return x;\n"
            + "}\nvar sum = 0;\nfor (int i = 3; i > -3; i--)\n{\n    sum += i;\n    sum += Check(i); //#2\n}" },
        { "condition of a loop", "int F(int[] a)\n{\n    int i = 0;\n    int s = 0;\n    while (a[i] >= 0) //#1\n    {\n"
            + "        s += a[0];\n        i++;\n    }\n    return s;\n}\nF(new int[3]) //#2" },
        { "condition of else if", "int F(int[] a, int i)\n{\n    if (a[0] > 0)\n        return 1;\n    else if (a[i] > 0) //#1\n"
            + "        return 2;\n    else\n        return a[1];\n}\nF(new int[2], 5) //#2" },
        { "collection modified", "var list = new List<int> { 1, 2, 3 };\nvar n = 0;\nforeach (var x in list) //#1\n{\n    n += list[0];\n"
            + "    list.Add(x);\n}" },
        { "collection modified before a continue", "var list = new List<int> { 1, 2, 3 };\nforeach (var x in list) //#1\n{\n"
            + "    list.Add(x);\n    if (x > 0) continue;\n    list.Clear();\n}" },
        { "increment of a for", "class P { public P Next; public int[] A = new int[1]; }\nvar n = 0;\nvar p = new P();\n"
            + "for (var q = p; n < 9; q = q.Next.Next) //#1\n{\n    n += q.A[0];\n    n += q.A.Length;\n}" },
        { "one statement of several lines", "var a = new int[1];\nvar b = a[0];\nvar c = Math.Max(\n    a[0],\n    a[1]); //#1" },
        { "chain of calls", "var words = new[] { \"a\", null };\nvar n = words.Length;\nvar lengths = words\n    .Where(w => n > 0)\n"
            + "    .Select(w => w.Length) //#1\n    .ToList(); //#2" },
        { "arm of a switch expression", "string Name(int x) => x switch\n{\n    1 => \"one\",\n    2 => \"two\".Substring(9), //#1\n"
            + "    _ => throw new Exception(\"none\"),\n};\nvar n = Name(1);\nn += Name(2); //#2" },
        { "arm of a switch expression that throws", "string Name(int x) => x switch\n{\n    1 => \"one\",\n    2 => \"two\".Substring(9),\n"
            + "    _ => throw new Exception(\"none\"), //#1\n};\nvar n = Name(1);\nn += Name(3); //#2" },
        { "argument on its own line", "var n = Math.Max(\n    1,\n    int.Parse(\"x\")); //#1" },
        { "operand on its own line", "var text = \"a\" +\n    \"b\".Trim() +\n    \"c\".Substring(5) + //#1\n    \"d\";" },
        { "value of an initializer", "class P { public int A; public int B; }\nvar z = 0;\nvar p = new P\n{\n    A = 1,\n"
            + "    B = 1 / z, //#1\n};" },
        { "element of a list", "var l = new List<int>\n{\n    1,\n    int.Parse(\"x\"), //#1\n};" },
        { "cast in a collection", "object o = 1;\nvar l = new[]\n{\n    \"a\",\n    (string)o, //#1\n};" },
        { "method on its own line", "int Imp(int d) => 6 / d; //#1\nvar n =\n    1\n    + Imp(0) //#2\n    + 1;" },
        { "an element in the first line of a sum", "int F(int[] a, int[] b)\n{\n    return a[9] + //#1\n        b[0];\n}\n"
            + "F(new int[1], new int[1]) //#2" },
        { "an element in the second line of a sum", "int F(int[] a, int[] b)\n{\n    return a[0] +\n        b[9]; //#1\n}\n"
            + "F(new int[1], new int[1]) //#2" },
        { "a sum at the top level", "var a = new int[1];\nvar s =\n    a[0]\n    + a[0]\n    + a[9] //#1\n    + a[0];" },
        { "a method in an array", "int F(int d) => 6 / d; //#1\nvar a = new[]\n{\n    F(1),\n    F(0), //#2\n    F(2),\n};" },
        { "a method in a list", "int F(int d) => 6 / d; //#1\nvar a = new List<int>\n{\n    F(1),\n    F(0), //#2\n    F(2),\n};" },
        { "a method in a collection", "int F(int d) => 6 / d; //#1\nList<int> a =\n[\n    F(1),\n    F(0), //#2\n    F(2),\n];" },
        { "a value of a dictionary", "int F(int d) => 6 / d; //#1\nvar a = new Dictionary<string, int>\n{\n    [\"a\"] = F(1),\n"
            + "    [\"b\"] = F(0), //#2\n};" },
        { "a property of an object", "int F(int d) => 6 / d; //#1\nclass P { public int X { get; set; } public int Y { get; set; } }\n"
            + "var p = new P\n{\n    X = F(1),\n    Y = F(0), //#2\n};" },
        { "an argument of several", "int F(int d) => 6 / d; //#1\nint Add(int a, int b, int c) => a + b + c;\nvar s = Add(\n    F(1),\n"
            + "    F(0), //#2\n    F(2));" },
        { "the call behind its arguments", "int F(int d) => 6 / d;\nint Part(int a, int b)\n{\n    var c = a + 1;\n"
            + "    return c / b; //#1\n}\nvar s = Part( //#2\n    F(1),\n    F(2) - 3);" },
        { "a call of a chain", "class C\n{\n    public C Go(int d)\n    {\n        var x = 6 / (d + 9);\n        x += 6 / d; //#1\n"
            + "        return this;\n    }\n}\nvar c = new C()\n    .Go(1)\n    .Go(0) //#2\n    .Go(2);" },
        { "the last of a chain", "var n = new[] { \"1\", \"x\" }\n    .Select(int.Parse)\n    .Where(x => x > 0)\n    .Sum(); //#1" },
        { "parsed in two lines", "int F(string s, string t)\n{\n    return int.Parse(s)\n        + int.Parse(t); //#1\n}\n"
            + "F(\"1\", \"x\") //#2" },
        { "a division behind its operands", "int F(int[] a)\n{\n    return a[0] / //#1\n        a[1];\n}\nF(new int[2]) //#2" },
        { "a choice", "int F(bool b, int[] a)\n{\n    return b\n        ? a[0]\n        : a[7]; //#1\n}\nF(false, new int[1]) //#2" },
        { "behind a choice", "int F(bool b, int[] a)\n{\n    return (b\n        ? a[0]\n        : a[0])\n        + a[7]; //#1\n}\n"
            + "F(true, new int[1]) //#2" },
        { "a condition of two lines", "void F(int[] a)\n{\n    if (a[0] == 0\n        && a[7] == 0) //#1\n    {\n        a[0] = 1;\n"
            + "    }\n}\n"
            + "F(new int[1]); //#2" },
        { "a loop's condition of two lines", "void F(int[] a)\n{\n    int i = 0;\n    while (a[i] == 0\n"
            + "        && a[i + 1] == 0) //#1\n    {\n"
            + "        i++;\n    }\n}\nF(new int[3]); //#2" },
        { "an arm of a switch", "int F(int k, int[] a)\n{\n    return k switch\n    {\n        0 => a[0],\n        1 => a[7], //#1\n"
            + "        _ => a[8],\n    };\n}\nF(1, new int[1]) //#2" },
        { "an element that is written", "void F(int[] a, int[] b)\n{\n    a[7] = //#1\n        b[0];\n}\nF(new int[1], new int[1]); //#2" },
        { "an element that is read to be written", "void F(int[] a, int[] b)\n{\n    a[0] =\n        b[7]; //#1\n}\n"
            + "F(new int[1], new int[1]); //#2" },
        { "a hole of a text", "string F(int[] a)\n{\n    return $\"{a[0]} {\n        a[7]}\"; //#1\n}\nF(new int[1]) //#2" },
        { "awaited in two lines", "async Task<int> F(int d)\n{\n    await Task.Yield();\n    return 6 / d; //#1\n}\n"
            + "async Task<int> G()\n{\n    return await F(1)\n        + await F(0); //#2\n}\nawait G() //#3" },
        { "a second variable", "void F(int[] a)\n{\n    int x = a[0],\n        y = a[7]; //#1\n    Console.Write(x + y);\n}\n"
            + "F(new int[1]); //#2" },
        { "the exception that is thrown", "int F(int[] a) => a[7];\nvoid G(int[] a)\n{\n    throw new Exception( //#1\n        \"a\"\n"
            + "        + a[0]);\n}\nG(new int[1]); //#2" },
        { "what the exception is made of", "void G(int[] a)\n{\n    throw new Exception(\n        \"a\"\n        + a[7]); //#1\n}\n"
            + "G(new int[1]); //#2" },
        { "what a loop goes through", "IEnumerable<int> Two(int[] a)\n{\n    yield return 1;\n    yield return a[7]; //#1\n}\n"
            + "int[] Id(int[] a) => a;\nvar s = 0;\nforeach (var x in Two( //#2\n    Id(\n        new int[1])))\n    s += x;" },
        { "recursion through a loop",
            "int Down(int n, int[] a)\n{\n    var s = 0;\n    for (int i = 0; i < 1; i++)\n    {\n        s += a[n]; //#1\n"
                + "        s += Down(n + 1, a); //#2#3\n        s += a[0];\n    }\n    return s;\n}\nDown(3, new int[5]) //#4" },
        { "recursion", "int Down(int n, int[] a)\n{\n    if (n == 0)\n        return a[9]; //#1\n    var x = a[0];\n"
            + "    return x + Down(n - 1, a); //#2#3\n}\nDown(2, new int[1]) //#4" },
        { "switch statement", "int F(int k, int[] a)\n{\n    switch (k)\n    {\n        case 0:\n            return a[0];\n"
            + "        case 1:\n            return a[5]; //#1\n        default:\n            return a[6];\n    }\n}\n"
            + "F(1, new int[1]) //#2" },
        { "using", "int F(int[] a)\n{\n    using (var m = new System.IO.MemoryStream())\n    {\n        m.WriteByte(1);\n"
            + "        return a[5]; //#1\n    }\n}\nF(new int[1]) //#2" },
        { "local function", "int F(int[] a)\n{\n    int G(int i)\n    {\n        var x = a[0];\n        return x + a[i]; //#1\n    }\n"
            + "    var b = G(0);\n    return b + G(4); //#2\n}\nF(new int[1]) //#3" },
        { "generic method", "T Pick<T>(T[] a, int i)\n{\n    var x = a[0];\n    return a[i]; //#1\n}\nPick(new[] { \"a\" }, 3) //#2" },
        { "parse", "var texts = new[] { \"1\", \"x\" };\nvar sum = 0;\nforeach (var t in texts)\n{\n    var trimmed = t.Trim();\n"
            + "    sum += int.Parse(trimmed); //#1\n}" },
        { "two dimensions of a stack", "var s = new Stack<int>();\ns.Push(1);\ns.Pop();\ns.Pop(); //#1\ns.Push(2);" },
        { "goto", "int i = 0;\nvar a = new int[2];\nagain:\na[i] = 1; //#1\ni++;\ngoto again;" },
        { "do while", "var a = new int[2];\nint i = 0;\ndo\n{\n    i++;\n}\nwhile (a[i] == 0); //#1" },
        { "out variable in a condition", "int F(string s, int[] a)\n{\n    if (int.TryParse(s, out var n) && n > 0)\n    {\n"
            + "        a[0] = n;\n        a[n] = n; //#1\n    }\n    return a[0];\n}\nF(\"3\", new int[2]) //#2" },
        { "one line that can fail", "int Imp(int d)\n{\n    var e = d + 1;\n    return e / d; //#1\n}\nImp(0) //#2" },
        { "one line in a loop", "int Get(int[] a, int i) => a[i]; //#1\nvar data = new int[3];\nvar s = 0;\nfor (int i = 0; i <= 3; i++)\n"
            + "    s += Get(data, i); //#2" },
        { "one line in one line", "int A(int d) => 6 / d; //#1\nint B(int d) => A(d) + 1; //#2\nvar s = 0;\nfor (int i = 3; i >= 0; i--)\n"
            + "    s += B(i); //#3" },
        { "one line that parses", "int P(string s) => int.Parse(s); //#1\nvar n = P(\"1\");\nn += P(\"x\"); //#2" },
        { "one line with a list", "int At(List<int> l, int i) => l[i]; //#1\nvar n = 0;\nn += At([1], 3); //#2" },
        { "one line with null", "class P { public P Next; public int V; }\nint V(P p) => p.V; //#1\nvar p = new P();\n"
            + "var n = V(p.Next); //#2" },
        { "one line with a cast", "string S(object o) => (string)o; //#1\nvar n = 0;\nvar s = S(n); //#2" },
        { "one line that throws", "int C(int x) => x < 0 ? throw new ArgumentException(\"n\") : x; //#1\nvar n = C(1);\nn += C(-1); //#2" },
        { "one line of a struct", "struct V\n{\n    public int X;\n    public int Inverse => 1 / X; //#1\n}\nvar v = new V();\n"
            + "var n = v.Inverse; //#2" },
        { "one line that overflows", "int T(int x) => checked(x * 2); //#1\nvar n = T(1);\nn += T(int.MaxValue); //#2" },
        { "one line in a method with a loop", "int Get(int[] a, int i) => a[i]; //#1\nint Sum(int[] a)\n{\n    var s = 0;\n"
            + "    var t = a[0];\n    for (int i = 0; i <= a.Length; i++)\n    {\n        s += Get(a, i); //#2\n        t += s;\n    }\n"
            + "    return t;\n}\nSum(new int[3]) //#3" },
        { "struct constructor", "struct S\n{\n    public int X, Y;\n    public S(int[] a)\n    {\n        X = a[0];\n"
            + "        Y = a[1]; //#1\n    }\n}\nvar a = new int[1];\nnew S(a) //#2" },
    };

    [Theory]
    [MemberData(nameof(Errors))]
    public async Task An_error_names_its_line_and_those_of_its_callers(string kind, string code)
    {
        Assert.NotEmpty(kind);
        using var run = new SessionRun();
        AssertFrames(code, await run.Error(code));
    }

    [Theory]
    [InlineData("long Sum(int[] a, int n)\n{\n    long s = 0;\n    for (int i = 0; i < n; i++)\n    {\n        s += a[i % 100];\n"
        + "        s += a[i / 1000000]; //#1\n    }\n    return s;\n}\nSum(new int[200], 300000000) //#2")]
    [InlineData("int Get(int[] a, int i)\n{\n    var x = a[0];\n    return x + a[i]; //#1\n}\nvar data = new int[100000];\nlong s = 0;\n"
        + "for (int i = 0; i <= data.Length; i++)\n    s += Get(data, i); //#2")]
    [InlineData("var data = new int[3000000];\nlong s = 0;\nfor (int i = 0; i <= data.Length; i++)\n{\n    s += i;\n"
        + "    s += data[i]; //#1\n}")]
    public async Task Code_that_has_run_for_long_and_is_optimised_names_its_lines(string code)
    {
        using var run = new SessionRun();
        AssertFrames(code, await run.Error(code));
    }

    [Fact]
    public async Task A_later_cell_that_calls_an_earlier_one_names_the_lines_of_both()
    {
        using var run = new SessionRun();
        await run.Value("int Pick(int[] a, int i)\n{\n    var x = a[0];\n    return x + a[i];\n}");
        ErrorEvent error = await run.Error("var a = new int[2];\nvar x = Pick(a, 1);\nvar y = Pick(a, 2);\nvar z = Pick(a, 0);");
        Assert.Equal(["cell 1, line 4", "cell 2, line 3"], Frames(error));
    }

    [Fact]
    public async Task A_short_method_of_an_earlier_cell_names_its_line()
    {
        using var run = new SessionRun();
        await run.Value("int Imp(int d)\n{\n    var e = d + 1;\n    return e / d;\n}");
        Assert.Equal(["cell 1, line 4", "cell 2, line 1"], Frames(await run.Error("Imp(0)")));
        Assert.Equal(["cell 1, line 4", "cell 3, line 4"], Frames(await run.Error("var s = 0;\nfor (int i = 9; i >= 0; i--)\n{\n"
            + "    s += Imp(i);\n}")));
    }

    [Fact]
    public async Task Where_it_cannot_be_told_whether_a_short_method_failed_its_line_is_not_named()
    {
        using var run = new SessionRun();
        List<string> frames = Frames(await run.Error("int Get(int[] a, int i) => a[i];\nvar a = new int[1];\nvar n = 0;\n"
            + "for (int i = 0; i < 2; i++) n += Get(a, 0) + a[i];"));
        Assert.Equal(["cell 1, line 4"], frames);
    }

    [Fact]
    public async Task Each_of_several_errors_names_its_own_line()
    {
        using var run = new SessionRun();
        ErrorEvent error = await run.Error("void F(int[] a)\n{\n    try\n    {\n        a[0] = 1;\n        a[1] = 2;\n    }\n"
            + "    catch (Exception e)\n    {\n        Console.Write(1);\n        throw new Exception(\"outer\", e);\n"
            + "    }\n}\nF(new int[1]);");
        Assert.Equal(["cell 1, line 11", "cell 1, line 14", "cell 1, line 6"], Frames(error));

        error = await run.Error("var a = new int[1];\ntry\n{\n    a[0] = 1;\n    a[1] = 2;\n}\ncatch (Exception e)\n{\n"
            + "    Console.Write(1);\n    throw new Exception(\"outer\", e);\n}");
        Assert.Equal(["cell 2, line 10", "cell 2, line 5"], Frames(error));
    }

    [Fact]
    public async Task Loaded_files_name_their_lines()
    {
        using var run = new SessionRun();
        string path = run.Write("helpers.csx", "int Pick(int[] a, int i)\n{\n    var x = a[0];\n    return x + a[i];\n}\n");
        ErrorEvent error = await run.Error("#load \"helpers.csx\"\nvar a = new int[2];\nvar x = Pick(a, 1);\nvar y = Pick(a, 2);");
        Assert.Equal([path + ", line 4", "cell 1, line 4"], Frames(error));

        path = run.Write("fails.csx", "var list = new int[1];\nlist[0] = 1;\nlist[1] = 2;\nlist[0] = 3;\n");
        error = await run.Error("#load \"fails.csx\"\nvar b = new int[2];\nb[0] = 1;\nb[1] = list[0];");
        Assert.Equal([path + ", line 3"], Frames(error));
    }

    [Fact]
    public async Task Errors_in_parallel_loops_name_their_lines()
    {
        using var run = new SessionRun();
        string code = "var a = new int[100];\nParallel.For(0, 101, i =>\n{\n    var x = a[0];\n    a[i] = x; \n});";
        ErrorEvent error = await run.Error(code);
        Assert.Equal("cell 1, line 5", Frames(error)[0]);
    }

    [Theory]
    [InlineData("int x = 1;\nif (x is int n && n > 0)\n    Console.Write(n);\nConsole.Write(n);", "11")]
    [InlineData("int.TryParse(\"3\", out var k);\nConsole.Write(k);", "3")]
    [InlineData("bool F(out int a, out int b)\n{\n    a = int.Parse(\"1\");\n    b = int.Parse(\"2\");\n    return true;\n}\n"
        + "if (F(out var p, out var q)) Console.Write(p + q);", "3")]
    [InlineData("ref int At(int[] a, int i)\n{\n    var x = a[0];\n    return ref a[i];\n}\nvar z = new int[2];\nAt(z, 1) = 5;\n"
        + "Console.Write(z[1]);", "5")]
    [InlineData("int F(int[] a)\n{\n    while (!int.TryParse(a[0].ToString(), out var n) || n < 3)\n    {\n        a[0]++;\n    }\n"
        + "    Span<int> s = stackalloc int[2];\n    s[1] = a[0];\n    return s[1];\n}\nConsole.Write(F(new int[1]));", "3")]
    [InlineData("string F(object o)\n{\n    while (o is string s && s.Length > 0)\n    {\n        o = s.Substring(1);\n"
        + "        if (s.Length > 2) continue;\n        return s;\n    }\n    return o.ToString();\n}\nConsole.Write(F(\"abcd\"));", "cd")]
    [InlineData("foreach (var c in \"ab\")\n    if (c == 'a') continue; else Console.Write(c.ToString());", "b")]
    [InlineData("int F(int k)\n{\n    for (int i = 0; ; i++)\n"
        + "        if (i * i > k) return i; else if (i > 100) throw new Exception(); else continue;\n}\nConsole.Write(F(10));", "4")]
    [InlineData("int F(int n) { try { return 10 / n; } catch (DivideByZeroException) when (n.ToString() == \"0\") { return -1; } finally { "
        + "Console.Write(n.ToString()); } }\nConsole.Write(F(0));", "0-1")]
    [InlineData("IEnumerable<int> F(int n)\n{\n    try\n    {\n        yield return n.GetHashCode();\n"
        + "        yield return int.Parse(\"2\");\n    }\n    finally\n    {\n        Console.Write(\"end\".ToString());\n"
        + "        Console.Write(\"!\".ToString());\n    }\n}\nforeach (var x in F(1)) Console.Write(x);", "12end!")]
    [InlineData("void F(int a)\n{\n    if (a > 0)\n        using (var m = new System.IO.MemoryStream())\n            m.WriteByte(1);\n"
        + "    else\n        lock (new object())\n            Console.Write(a.ToString());\n"
        + "    Console.Write(\"done\".Trim());\n}\nF(0); F(1);", "0donedone")]
    [InlineData("class C { public int X { get; init; } public C() { X = int.Parse(\"1\"); X += int.Parse(\"2\"); } ~C() { } }\n"
        + "Console.Write(new C().X);", "3")]
    [InlineData("Func<int, Func<int, int>> add = a => { var x = a.GetHashCode(); return b => { var y = b.GetHashCode();\n"
        + " return x + y; }; };\nConsole.Write(add(1)(2));", "3")]
    [InlineData("var s = 3 switch { 3 => \"three\", _ => throw new Exception() };\nConsole.Write(s);", "three")]
    [InlineData("int F<T>(in T first, ref int sum, out int count, int times = 2, params int[] more) where T : struct\n{\n    count = 0;\n"
        + "    for (int i = 0; i < times; i++)\n    {\n        sum += more[i];\n        count += first.ToString().Length;\n    }\n"
        + "    return sum;\n}\nint s = 1;\nConsole.Write(F(12, ref s, out var n, 2, 5, 6) + n);", "16")]
    [InlineData("struct S\n{\n    public int[] A;\n    public int Sum()\n    {\n        int s = 0;\n        foreach (var x in A)\n"
        + "            s += x;\n        return s + A[0];\n    }\n}\nConsole.Write(new S { A = new[] { 1, 2 } }.Sum());", "4")]
    [InlineData("Span<int> F(Span<int> s)\n{\n    for (int i = 0; i < s.Length; i++)\n    {\n        s[i] = i;\n        s[0] += 1;\n    }\n"
        + "    return s.Slice(1);\n}\nConsole.Write(F(new int[3])[0]);", "1")]
    [InlineData("class B { public virtual int N(int k) { int s = 0; for (int i = 0; i < k; i++)\n{ s += i.ToString().Length;\n"
        + " s += int.Parse(\"1\"); } return s; } }\nclass D : B { public override int N(int k) { int s = 0; while (s < 3)\n"
        + "{ s += base.N(k);\n s += this.GetHashCode() * 0; } return s; } }\nConsole.Write(new D().N(1));", "4")]
    [InlineData("struct Counter { public int N; public int Next(int by) { N += by; return N; } }\nvar a = new Counter[1];\n"
        + "var s = a[0]\n    .Next(int.Parse(\"1\"))\n    + a[0]\n    .Next(int.Parse(\"2\"));\nConsole.Write($\"{s} {a[0].N}\");", "4 3")]
    [InlineData("class P { public int X => int.Parse(\"1\"); public int Y => int.Parse(\"2\"); }\nvar p = new P();\n"
        + "var t = (\n    p.X,\n    p.Y);\nvar u = new\n{\n    p.X,\n    p.Y,\n};\nConsole.Write($\"{t.Y}{t.X}{u.X}{u.Y}\");", "2112")]
    [InlineData("bool F(object o, int[] a)\n{\n    return o is string s\n        && s.Length > a[0]\n        && int.TryParse(s,\n"
        + "            out var n)\n        && n > a[0];\n}\nConsole.Write(F(\"12\", new int[1]));", "True")]
    [InlineData("byte F(byte b) => b;\nlong Sum(params long[] all) => all.Sum();\nConsole.Write(Sum(\n    int.Parse(\"1\"),\n"
        + "    F(\n        2),\n    int.Parse(\"3\")));", "6")]
    [InlineData("int F()\n{\n    Span<int> s = stackalloc int[]\n    {\n        int.Parse(\"1\"),\n        int.Parse(\"2\"),\n    };\n"
        + "    return s[1];\n}\nConsole.Write(F());", "2")]
    [InlineData("int Sum(Span<int> a)\n{\n    return a.Slice(int.Parse(\"1\"))\n        .Slice(int.Parse(\"1\"))[0]\n"
        + "        + a[0];\n}\nConsole.Write(Sum(new[] { 1, 2, 3 }));", "4")]
    [InlineData("string F(FormattableString s) => s.Format;\nConsole.Write(F($\"{int.Parse(\"1\")} {\n    int.Parse(\"2\")}\"));",
        "{0} {1}")]
    [InlineData("List<int> F(int[] a) => a.ToList();\nvar r = F([\n    int.Parse(\"1\"),\n    .. F([int.Parse(\"2\")]),\n    3])\n"
        + "    .Select(x =>\n        x * 2)\n    .ToList();\nConsole.Write(string.Join(\",\", r));", "2,4,6")]
    [InlineData("var q = from x in new[] { int.Parse(\"1\"), 2 }\n    where x > int.Parse(\"1\")\n    select x * 2;\n"
        + "Console.Write(q.Single());", "4")]
    [InlineData("dynamic d = \"abc\";\nvar n = d.Length\n    + d.Substring(1)\n    .Length;\nConsole.Write(n);", "5")]
    [InlineData("string t = null;\nvar n = t?.Trim()\n    .Length\n    ?? int.Parse(\"7\");\nConsole.Write(n);", "7")]
    [InlineData("int[] a = { 1, 2 };\nref int R(int i) => ref a[i];\nR(\n    int.Parse(\"0\"))\n    += R(\n        1);\n"
        + "Console.Write(a[0]);", "3")]
    [InlineData("var (x, y) = (\n    int.Parse(\"1\"),\n    int.Parse(\"2\"));\nConsole.Write(x + y);", "3")]
    [InlineData("Func<int, int> f = x => x + 1;\nvar n = f(\n    int.Parse(\"1\"))\n    + f.Invoke(\n        2);\nConsole.Write(n);", "5")]
    [InlineData("{\n    int local = int.Parse(\"1\");\n    goto end;\n    local++;\n    end: Console.Write(local.ToString());\n}", "1")]
    public async Task Marks_change_nothing_in_what_a_cell_does(string code, string printed)
    {
        using var run = new SessionRun();
        await run.Value(code);
        Assert.Equal(printed, run.Output);
    }

    [Fact]
    public async Task Remarks_of_the_compiler_are_about_the_text_as_written()
    {
        using var run = new SessionRun();
        ErrorEvent error = await run.Error("int F(int[] a)\n{\n    var x = a[0];\n    var y = a[1] + nope;\n    return x;\n}");
        Assert.Equal("cell 1, line 4, column 20: error CS0103: The name 'nope' does not exist in the current context", error.Value);
        await run.Value("int F(int[] a)\n{\n    var x = a[0];\n    int unused;\n    return a[1];\n}");
        Assert.Contains("line 4, column 9", run.Text("stderr"), StringComparison.Ordinal);
        Assert.Contains("CS0168", run.Text("stderr"), StringComparison.Ordinal);
    }

    private static void AssertFrames(string code, NotebookKit.Notebooks.Session.ErrorEvent error)
    {
        var expected = code.Split('\n')
            .SelectMany((line, index) => Place().Matches(line).Select(match => (Order: match.Groups[1].Value, Line: index + 1)))
            .OrderBy(place => place.Order, StringComparer.Ordinal)
            .Select(place => string.Create(CultureInfo.InvariantCulture, $"cell 1, line {place.Line}")).ToList();
        // The same place twice in a row is told once.
        expected = [.. expected.Where((place, index) => index == 0 || expected[index - 1] != place)];
        Assert.Equal(expected, Frames(error));
    }

    private static List<string> Frames(NotebookKit.Notebooks.Session.ErrorEvent error) =>
        [.. error.Traceback.Select(line => Frame().Match(line)).Where(match => match.Success).Select(match => match.Groups[1].Value)];

    [GeneratedRegex(@"#(\d)")]
    private static partial Regex Place();

    [GeneratedRegex("^    at \u001b\\[36m(.+?)\u001b")]
    private static partial Regex Frame();
}
