namespace NotebookKit.Notebooks.Tests.CSharp.Execution;

/// <summary>Cells that fail in one of the lines of an expression, and which line that is (see <see cref="FrameLinesTests"/>).</summary>
internal static class FailingExpressions
{
    public static TheoryData<string, string> Cells => new()
    {
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
    };
}
