namespace NotebookKit.Notebooks.Tests.CSharp.Execution;

/// <summary>
/// Types of several fields of one line each that can fail alike, and which of them does. The JIT lets checks of one kind fail in one place
/// of a method, and all fields are computed in one.
/// </summary>
internal static class FailingFields
{
    public static TheoryData<string, string> Cells => new()
    {
        { "an index", """
            class C
            {
                internal static int[] s = new int[1];
                int a = s[0];
                int b = s[3]; //#1
                int c = s[0];
            }
            new C() //#2
            """ },
        { "a list's index", """
            class C
            {
                internal static List<int> s = new() { 1 };
                int a = s[0];
                int b = s[3]; //#1
                int c = s[0];
            }
            new C() //#2
            """ },
        { "null", """
            class N { public int[] A = new int[1]; public N Next; }
            class C
            {
                internal static N s = new N();
                int a = s.A.Length;
                int b = s.Next.A.Length; //#1
                int c = s.A.Length;
            }
            new C() //#2
            """ },
        { "a division", """
            class C
            {
                internal static int zero = 0, one = 1;
                int a = 5 / one;
                int b = 5 / one;
                int c = 5 / zero; //#1
            }
            new C() //#2
            """ },
        { "an overflow", """
            class C
            {
                internal static int big = int.MaxValue;
                int a = checked(big + 0);
                int b = checked(big + 1); //#1
                int c = checked(big + 2);
            }
            new C() //#2
            """ },
        { "a short method of several fields", """
            class C
            {
                internal static int[] s = new int[1];
                static int At(int i) => s[i]; //#1
                int a = At(0);
                int b = At(3); //#2
                int c = At(0);
            }
            new C() //#3
            """ },
        { "a property", """
            class C
            {
                internal static int[] s = new int[1];
                public int A { get; } = s[0];
                public int B { get; init; } = s[3]; //#1
            }
            new C() //#2
            """ },
        { "static fields", """
            class C
            {
                internal static int[] s = new int[1];
                internal static int a = s[0];
                internal static int b = s[3]; //#2
                public static int c = s[0];
            }
            var n = 1;
            n += C.c; //#1
            """ },
        { "a static field and a static constructor", """
            class C
            {
                internal static int[] s = new int[1];
                public static int a = s[0];
                static C()
                {
                    a = s[3]; //#2
                }
            }
            var n = 1;
            n += C.a; //#1
            """ },
        { "a structure", """
            struct S
            {
                internal static int[] s = new int[1];
                int a = s[0];
                int b = s[3]; //#1
                public S() { }
            }
            new S() //#2
            """ },
        { "fields made of a type's own parameters", """
            class C(int[] s)
            {
                int a = s[0];
                int b = s[3]; //#1
            }
            new C(new int[1]) //#2
            """ },
        { "the only field of a type that keeps its parameter", """
            class C(int[] s)
            {
                int b = s[3]; //#1
                public int First => s[0];
            }
            new C(new int[1]) //#2
            """ },
        { "the only field of a record", """
            record R(int[] A)
            {
                public int Sum = A[1]; //#1
            }
            new R(new int[1]) //#2
            """ },
        { "the only field of a record that can fail", """
            record R(int[] A)
            {
                public int X = 3;
                public int Sum { get; } = A[1]; //#1
            }
            new R(new int[1]) //#2
            """ },
        { "two fields of a record", """
            record R(int[] A)
            {
                public int X = A[0];
                public int Sum = A[1]; //#1
            }
            new R(new int[1]) //#2
            """ },
        { "a record's structure", """
            record struct R(int[] A)
            {
                public int X = A[0];
                public int Sum = A[1]; //#1
            }
            new R(new int[1]) //#2
            """ },
        { "the only line of a constructor behind a field", """
            class C
            {
                internal static int[] s = new int[1];
                int a = s[0];
                public C()
                {
                    a += s[3]; //#1
                }
            }
            new C() //#2
            """ },
        { "a constructor without a block behind a field", """
            class C
            {
                internal static int[] s = new int[1];
                int a = s[0];
                public C() => a += s[3]; //#1
            }
            new C() //#2
            """ },
        { "a field before the only line of a constructor", """
            class C
            {
                internal static int[] s = new int[1];
                int a = s[3]; //#1
                public C()
                {
                    a += s[0];
                }
            }
            new C() //#2
            """ },
        { "a constructor of several lines behind fields", """
            class C
            {
                internal static int[] s = new int[1];
                int a = s[0];
                int b = s[0];
                public C(int i)
                {
                    a += s[0];
                    b += s[i]; //#1
                }
            }
            new C(1) //#2
            """ },
        { "one of two constructors", """
            class C
            {
                internal static int[] s = new int[1];
                int a = s[0];
                public C() { a += s[0]; }
                public C(int i)
                {
                    a += s[i]; //#1
                }
            }
            new C();
            new C(1) //#2
            """ },
        { "a new object of a field that is made in place", """
            class P(int i) { public int X = C.s[i]; } //#1
            class C
            {
                internal static int[] s = new int[1];
                P a = new(0);
                P b = new(3); //#2
                P c = new(0);
            }
            new C() //#3
            """ },
        { "an object that is handed over", """
            class B(int i) { public int X = i; }
            class C(int[] s) : B(s[0])
            {
                int a = s[0];
                int b = s[3]; //#1
            }
            new C(new int[1]) //#2
            """ },
        { "the second object", """
            class C
            {
                internal static int[] s = new int[2];
                internal static int made;
                int a = s[made++];
                int b = s[made]; //#1
                int c = s[0];
            }
            new C();
            new C(); //#2
            """ },
        { "an object that holds another of its type", """
            class C(int n)
            {
                C next = n > 0 ? new C(n - 1) : null;
                int a = (new int[3])[n];
                int b = (new int[3])[n + 2]; //#1
                int c = (new int[3])[n];
            }
            new C(1) //#2
            """ },
        { "an object within another of its type", """
            class C(int n)
            {
                int a = (new int[3])[n];
                C next = n > 0 ? new C(n - 1) : null; //#2
                int b = (new int[3])[n + 3]; //#1
                int c = (new int[3])[n];
            }
            new C(1) //#3
            """ },
        { "a constructor of several lines within a field", """
            class C
            {
                internal static int[] s = new int[1];
                internal static int deep = 2;
                int a = s[0];
                C next = --deep > 0 ? new C(1) : null; //#2
                public C(int i)
                {
                    a += s[0];
                    a += s[i]; //#1
                }
            }
            new C(0) //#3
            """ },
        { "the base of a type without a constructor", """
            class B
            {
                public B()
                {
                    int.Parse("x"); //#1
                }
            }
            class C : B //#2
            {
                int a = int.Parse("1");
                int b = int.Parse("2");
            }
            new C() //#3
            """ },
        { "an object of the base in a field", """
            class B
            {
                public B(string s = "x")
                {
                    int.Parse(s); //#1
                }
            }
            class C : B
            {
                int a = int.Parse("1");
                B b = new B(); //#2
            }
            new C() //#3
            """ },
    };
}
