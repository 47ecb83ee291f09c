using System.Xml.Linq;
using NotebookKit.Notebooks.Session;

namespace NotebookKit.Notebooks.Tests.Session.Formatting;

/// <summary>The members that a value prints are those that the compiler's own code prints, in its order.</summary>
public class PrintedPartsTests
{
    public static TheoryData<object> Printing =>
    [
        new Empty(),
        new Positions(1, "two"),
        new Derived(1, "two", 3.5) { Later = true },
        new Generic<int>(7),
        new Value(1, null),
        new { One = 1, Two = "two" },
        new { Only = new { Inner = 1 } },
    ];

    public static TheoryData<object> NotPrinting =>
        [new Own(1), new DerivedOfOwn(1, 2), new Partly(1), new Random(1), "text", 5, new List<int>()];

    [Theory]
    [MemberData(nameof(Printing))]
    public void Members_are_those_of_the_compilers_text(object value)
    {
        Assert.True(PrintedParts.HasMembers(value));
        string members = string.Join(", ", PrintedParts.Members(value).Select(member => $"{member.Name} = {member.Value}"));
        string name = PrintedParts.IsAnonymous(value.GetType()) ? "" : value.GetType().Name.Split('`')[0] + " ";
        Assert.Equal(value.ToString(), members.Length == 0 ? $"{name}{{ }}" : $"{name}{{ {members} }}");
    }

    [Theory]
    [MemberData(nameof(NotPrinting))]
    public void What_prints_itself_in_a_way_of_its_own_has_none(object value)
    {
        Assert.False(PrintedParts.HasMembers(value));
        Assert.Empty(PrintedParts.Members(value));
        Assert.Null(PrintedParts.ThatMayNest(value));
    }

    [Fact]
    public void Only_what_may_have_parts_is_read_to_find_out_how_deep_it_is()
    {
        var counted = new Counted("name");
        Assert.False(FlatText.IsDeep(counted));
        Assert.Equal(0, counted.Read);
    }

    [Fact]
    public void A_member_that_throws_is_named_where_it_stands()
    {
        object value = new Throwing("x", null!);
        for (int i = 0; i < 100; i++)
        {
            value = new Throwing("x", value);
        }
        string text = FlatText.Of(value);
        Assert.StartsWith("Throwing { Name = x, Inner = Throwing { Name = x, ", text, StringComparison.Ordinal);
        Assert.EndsWith(
            "Bad = (showing this Throwing threw InvalidOperationException: bad getter) }", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Xml_inside_of_values_is_cut_where_its_text_grows_with_the_square_of_its_depth()
    {
        var xml = new XElement("a");
        for (int i = 0; i < 20_000; i++)
        {
            xml = new XElement("a", xml);
        }
        Assert.True(FlatText.IsDeep((1, xml)));
        Assert.InRange(FlatText.Of(new { Inside = xml, Again = xml }).Length, 1_000_000, 1_100_000);
        Assert.False(FlatText.IsDeep((1, new XElement("a", "text"))));
    }

    private sealed record Empty;

    private record Positions(int First, string Second);

    private sealed record Derived(int First, string Second, double Third) : Positions(First, Second)
    {
        public static int Shared => 1;

        public bool Later { get; init; }

        public int this[int i] => i;

        private int Hidden => Shared;

        internal int Inside => Hidden;
    }

    private sealed record Generic<T>(T Item);

    private readonly record struct Value(int Number, object? Nothing);

    private record Own(int A)
    {
        public override string ToString() => "mine";
    }

    private sealed record DerivedOfOwn(int A, int B) : Own(A)
    {
        public override string ToString() => "its own";
    }

    private sealed record Partly(int A)
    {
        private bool PrintMembers(System.Text.StringBuilder text)
        {
            text.Append(A);
            return true;
        }
    }

    private sealed record Counted(string Name)
    {
        private int _read;

        public string Costly => $"{++_read}";

        internal int Read => _read;
    }

    private sealed record Throwing(string Name, object Inner)
    {
        public object Bad => throw new InvalidOperationException("bad getter");
    }
}
