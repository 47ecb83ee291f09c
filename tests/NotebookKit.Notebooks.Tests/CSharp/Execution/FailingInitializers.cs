namespace NotebookKit.Notebooks.Tests.CSharp.Execution;

/// <summary>Values of fields, properties and variables and arguments of constructors over several lines, and which line fails.</summary>
internal static class FailingInitializers
{
    public static TheoryData<string, string> Cells => new()
    {
        { "a field", """
            class C
            {
                internal static int[] s = new int[1];
                public int X = s[0]
                    + s[0]
                    + s[3]; //#1
            }
            var n = 1;
            var c = new C(); //#2
            """ },
        { "the first line of a field", """
            class C
            {
                internal static int[] s = new int[1];
                public int X =
                    s[3] //#1
                    + s[0];
            }
            new C() //#2
            """ },
        { "a field before others", """
            class C
            {
                internal static int[] s = new int[1];
                public int A = s[0]
                    + s[0];
                public int X = s[0]
                    + int.Parse("x"); //#1
                public int B = s[0]
                    + s[0];
                public int D = s[4];
            }
            new C() //#2
            """ },
        { "a field of one line behind one of several", """
            class C
            {
                internal static int[] s = new int[1];
                public int A = s[0]
                    + s[0];
                public int X = int.Parse("x"); //#1
            }
            new C() //#2
            """ },
        { "the block behind the fields", """
            class C
            {
                internal static int[] s = new int[1];
                public int A = s[0]
                    + s[0];
                public C()
                {
                    A += int.Parse("x"); //#1
                }
            }
            new C() //#2
            """ },
        { "a field before the only line of a block", """
            class C
            {
                public int A = int.Parse("x"); //#1
                public C()
                {
                    A += int.Parse("1");
                }
            }
            new C() //#2
            """ },
        { "a field before a block of several lines", """
            class C
            {
                internal static int[] s = new int[1];
                public int A = s[0]
                    + int.Parse("x"); //#1
                public C()
                {
                    A += int.Parse("1");
                    A += int.Parse("2");
                }
            }
            new C() //#2
            """ },
        { "the second object", """
            class C
            {
                internal static int[] s = new int[2];
                internal static int made;
                public int A = s[made]
                    + s[made]
                    + s[++made]; //#1
                public int B = s[0]
                    + s[0];
            }
            new C();
            new C(); //#2
            """ },
        { "a property", """
            class C
            {
                public int P { get; } = int.Parse("1")
                    + int.Parse("x") //#1
                    + int.Parse("2");
            }
            new C() //#2
            """ },
        { "elements of an array", """
            class C
            {
                public int[] A =
                {
                    int.Parse("1"),
                    int.Parse("x"), //#1
                    int.Parse("2"),
                };
            }
            new C() //#2
            """ },
        { "a new object of a field", """
            class C
            {
                public List<int> L = new()
                {
                    int.Parse("1"),
                    int.Parse("x"), //#1
                };
            }
            new C() //#2
            """ },
        { "a collection of a field", """
            class C
            {
                public List<int> L =
                [
                    int.Parse("1"),
                    int.Parse("x"), //#1
                ];
            }
            new C() //#2
            """ },
        { "an event", """
            class C
            {
                static Action Make(string s) => int.Parse(s) > 0 ? null : null; //#1
                public event Action E = Make("1")
                    ?? Make("x"); //#2
            }
            new C() //#3
            """ },
        { "a static field", """
            class C
            {
                public static int X = int.Parse("1")
                    + int.Parse("x"); //#2
            }
            var n = 1;
            n += C.X; //#1
            """ },
        { "a field of a structure", """
            struct S
            {
                public int X = int.Parse("1")
                    + int.Parse("x"); //#1
                public S() { }
            }
            var n = 1;
            new S() //#2
            """ },
        { "arguments for the base", """
            class B(int a, int b) { public int X = a + b; }
            class C : B
            {
                public C(int[] a) : base(
                    a[0],
                    a[1]) //#1
                {
                }
            }
            new C(new int[1]) //#2
            """ },
        { "the base", """
            class B
            {
                public B(int a, int b)
                {
                    a += int.Parse("1");
                    b += int.Parse("x"); //#1
                }
            }
            class C : B
            {
                int[] f = new[] { int.Parse("1"),
                    int.Parse("2") };
                public C(int[] a)
                    : base( //#2
                        a[0],
                        a[0])
                {
                }
            }
            new C(new int[1]) //#3
            """ },
        { "a base that nothing is handed to", """
            class B
            {
                public B()
                {
                    int.Parse("x"); //#1
                }
            }
            class C : B
            {
                int a = int.Parse("1")
                    + int.Parse("2");
                public C() //#2
                {
                }
            }
            new C() //#3
            """ },
        { "arguments for another constructor", """
            class C
            {
                int f = int.Parse("1")
                    + int.Parse("2");
                public C(int a, int b) { }
                public C(string a, string b) : this(
                    int.Parse(a),
                    int.Parse(b)) //#1
                {
                }
            }
            new C("1", "x") //#2
            """ },
        { "another constructor", """
            class C
            {
                int f = int.Parse("1")
                    + int.Parse("x"); //#1
                public C(int a, int b) { }
                public C(string a) : this( //#2
                    int.Parse(a),
                    int.Parse(a))
                {
                }
            }
            new C("1") //#3
            """ },
        { "arguments of a type's own parameters", """
            class B(int a, int b) { public int X = a + b; }
            class C(int[] a) : B(
                a[0],
                a[1]); //#1
            new C(new int[1]) //#2
            """ },
        { "a field made of a type's own parameters", """
            class R(int[] a)
            {
                public int Sum = a[0]
                    + a[1]; //#1
            }
            new R(new int[1]) //#2
            """ },
        { "a field of a record", """
            record R(int[] A)
            {
                public int Sum = A[0]
                    + A[1]; //#1
            }
            new R(new int[1]) //#2
            """ },
        { "arguments of a new object", """
            class C(int a, int b, int c) { public int X = a + b + c; }
            int F(int[] a)
            {
                C c = new(
                    a[0],
                    a[0],
                    a[1]); //#1
                return c.X;
            }
            F(new int[1]) //#2
            """ },
        { "elements of a variable", """
            int F(int[] a)
            {
                int[] b =
                {
                    a[0],
                    a[1], //#1
                };
                return b[0];
            }
            F(new int[1]) //#2
            """ },
        { "elements of a variable at the top level", """
            var a = new int[1];
            int[,] b =
            {
                { a[0], a[0] },
                { a[0], a[1] }, //#1
            };
            """ },
        { "elements on the stack", """
            int F(int[] a)
            {
                Span<int> b = stackalloc[]
                {
                    a[0],
                    a[1], //#1
                };
                return b[0];
            }
            F(new int[1]) //#2
            """ },
        { "what is used", """
            IDisposable Open(int a, int b) => new System.IO.MemoryStream();
            void F(int[] a)
            {
                using (var s = Open(
                    a[0],
                    a[1])) //#1
                {
                    a[0] = 1;
                }
            }
            F(new int[1]); //#2
            """ },
        { "where a loop begins", """
            int F(int[] a)
            {
                int s = 0;
                for (int i = a[0]
                    + a[1]; //#1
                    i < 3; i++)
                {
                    s += a[0];
                }
                return s;
            }
            F(new int[1]) //#2
            """ },
    };
}
