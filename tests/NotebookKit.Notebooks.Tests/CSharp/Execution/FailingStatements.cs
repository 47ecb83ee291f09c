namespace NotebookKit.Notebooks.Tests.CSharp.Execution;

/// <summary>Cells that fail at one of several statements, and which line that is (see <see cref="FrameLinesTests"/>).</summary>
internal static class FailingStatements
{
    public static TheoryData<string, string> Cells => new()
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
        { "what is held in place", """
            unsafe int F(int[] a, int i)
            {
                int s = 0;
                fixed (int* p = &a[0],
                    q = &a[i]) //#1
                {
                    s += *p + *q;
                }
                return s;
            }
            F(new int[1], 3) //#2
            """ },
        { "what is used, when it is disposed of", """
            class D : IDisposable { public void Dispose() => throw new Exception("left"); } //#1
            using (new D()) //#2
            {
                Console.Write(1);
                Console.Write(2);
            }
            """ },
        { "what is used for a statement, when it is disposed of", """
            class D : IDisposable { public void Dispose() => throw new Exception("left"); } //#1
            void F()
            {
                Console.Write(1);
                using (new D()) //#2
                    Console.Write(2);
            }
            F(); //#3
            """ },
        { "what a block uses, when it is disposed of", """
            class D : IDisposable { public void Dispose() => throw new Exception("left"); } //#1
            void F()
            {
                Console.Write(1);
                using var d = new D(); //#2
                Console.Write(2);
                Console.Write(3);
            }
            F(); //#3
            """ },
        { "a statement within what is used", """
            void F(int[] a)
            {
                using (var m = new System.IO.MemoryStream())
                    using (var n = new System.IO.MemoryStream())
                    {
                        a[0] = 1;
                        a[1] = 1; //#1
                    }
            }
            F(new int[1]); //#2
            """ },
    };
}
