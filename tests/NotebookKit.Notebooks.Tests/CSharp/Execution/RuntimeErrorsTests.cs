using NotebookKit.Notebooks.Session;
using NotebookKit.Notebooks.Tests.Session;

namespace NotebookKit.Notebooks.Tests.CSharp.Execution;

public class RuntimeErrorsTests
{
    [Fact]
    public async Task TheTraceShowsTheUsersOwnFramesWithCellAndLine()
    {
        using var run = new SessionRun();
        await run.Value("int Divide(int a, int b)\n{\n    return a / b;\n}");
        ErrorEvent error = await run.Error("// a remark\nvar list = new List<int> { 1 };\nlist.ForEach(i => Divide(i, 0));");
        Assert.Equal("DivideByZeroException", error.Name);
        Assert.Equal("Attempted to divide by zero.", error.Value);
        string trace = string.Join('\n', error.Traceback);
        Assert.Contains("\u001b[31mDivideByZeroException\u001b[0m", trace, StringComparison.Ordinal);
        Assert.Contains("cell 1, line 3\u001b[0m, in Divide", trace, StringComparison.Ordinal);
        Assert.Contains("return a / b;", trace, StringComparison.Ordinal);
        Assert.Contains("cell 2, line 3", trace, StringComparison.Ordinal);
        Assert.DoesNotContain("ForEach(Action", trace, StringComparison.Ordinal);
        Assert.DoesNotContain("NotebookKit", trace, StringComparison.Ordinal);
        Assert.DoesNotContain("System.", trace, StringComparison.Ordinal);
    }

    [Fact]
    public async Task InnerExceptionsAreShown()
    {
        using var run = new SessionRun();
        ErrorEvent error = await run.Error("async Task F() { await Task.Delay(1); throw new InvalidOperationException(\"outer\", new "
            + "ArgumentException(\"inner\")); }\nawait F();");
        string trace = string.Join('\n', error.Traceback);
        Assert.Contains("outer", trace, StringComparison.Ordinal);
        Assert.Contains("caused by", trace, StringComparison.Ordinal);
        Assert.Contains("inner", trace, StringComparison.Ordinal);
        Assert.Contains("in F", trace, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnExceptionWhoseMessageThrowsIsReported()
    {
        using var run = new SessionRun();
        ErrorEvent error = await run.Error(
            "class Bad : Exception { public override string Message => throw new Exception(); }\nthrow new Bad();");
        Assert.Equal("Bad", error.Name);
    }

    [Fact]
    public async Task AnEndlesslyDeepTraceIsCut()
    {
        using var run = new SessionRun();
        ErrorEvent error = await run.Error("int Down(int n) => n == 0 ? throw new Exception(\"bottom\") : Down(n - 1) + n;\nDown(200)");
        Assert.True(error.Traceback.Count < 60, $"{error.Traceback.Count} lines");
    }

    [Fact]
    public async Task LinesStayTrueBelowDirectives()
    {
        using var run = new SessionRun();
        ErrorEvent error = await run.Error("#!time\n#!csharp\n\nthrow new Exception(\"here\");");
        Assert.Contains("line 4", string.Join('\n', error.Traceback), StringComparison.Ordinal);
        Assert.Contains("throw new Exception", string.Join('\n', error.Traceback), StringComparison.Ordinal);
    }
}
