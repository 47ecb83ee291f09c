using NotebookKit.Notebooks.Session;
using NotebookKit.Notebooks.Tests.CSharp.Compiling;
using NotebookKit.Notebooks.Tests.Session;

namespace NotebookKit.Notebooks.Tests.CSharp.Execution;

/// <summary>The lines that errors name. A comment #1 stands at the line of the first frame, #2 at that of the second, and so on.</summary>
public class FrameLinesTests
{
    [Theory]
    [MemberData(nameof(FailingStatements.Cells), MemberType = typeof(FailingStatements))]
    [MemberData(nameof(FailingMembers.Cells), MemberType = typeof(FailingMembers))]
    [MemberData(nameof(FailingExpressions.Cells), MemberType = typeof(FailingExpressions))]
    [MemberData(nameof(FailingFunctions.Cells), MemberType = typeof(FailingFunctions))]
    [MemberData(nameof(FailingInitializers.Cells), MemberType = typeof(FailingInitializers))]
    [MemberData(nameof(FailingFields.Cells), MemberType = typeof(FailingFields))]
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
}
