namespace NotebookKit.Notebooks.Tests.CSharp.Execution;

/// <summary>
/// Cells that fail within a lambda, an async method, an iterator, an accessor or a constructor, and at which line that is (see
/// <see cref="FrameLinesTests"/>).
/// </summary>
internal static class FailingMembers
{
    public static TheoryData<string, string> Cells => new()
    {
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
    };
}
