using NotebookKit.Notebooks.Running;

namespace NotebookKit.Notebooks.Tests.Running;

/// <summary>What the text of a cell tells of what it leaves behind.</summary>
public sealed class CellEffectsTests
{
    [Theory]
    [InlineData("x = 1;", "x")]
    [InlineData("x += 1;\nx++;", "x")]
    [InlineData("--x.Count;", "x")]
    [InlineData("x.Items[0].Name = y;", "x")]
    [InlineData("(x, var z, w.A) = t;", "x w")]
    [InlineData("list.Add(1);", "list")]
    [InlineData("list?.Add(1);", "list")]
    [InlineData("await model.FitAsync(x);", "model")]
    [InlineData("items.Where(i => i > 0).ToList().ForEach(i => total += i);", "items total")]
    [InlineData("Advance();", "Advance")]
    [InlineData("int.TryParse(s, out number);\nSwap(ref a, ref b)", "number a b")]
    [InlineData("void Next() { state = state * 5 + 1; }", "state")]
    [InlineData("Settings.Rate = 0.1;", "Settings")]
    [InlineData("if (ready) total = 1;", "total")]
    // Nothing that another cell has made is changed by these.
    [InlineData("var x = 1; x = 2; x.Grow();", "")]
    [InlineData("model.Predict(x)", "")]
    [InlineData("var y = model.Predict(x);", "")]
    [InlineData("Console.WriteLine(x);\ndisplay(x);\nawait Task.Delay(10);", "")]
    [InlineData("var p = new Point { X = 1, Y = y } with { X = 2 };", "")]
    [InlineData("foreach (var i in items) { var s = i; s++; }", "")]
    [InlineData("int.TryParse(s, out var n);\nn++;", "")]
    [InlineData("class Counter { int n; public void Next() => n++; }", "")]
    [InlineData("Func<int, int> twice = n => { n *= 2; return n; };", "")]
    [InlineData("var (a, b) = pair; a++;", "")]
    [InlineData("x == 1", "")]
    public void A_name_of_another_cell_is_changed_by(string source, string changed) =>
        Assert.Equal(changed, string.Join(' ', CellEffects.Of(source).Changed));

    [Theory]
    [InlineData("var x = 1; int y = 2, z;", "x y z")]
    [InlineData("int Twice(int n) => 2 * n;\nclass A { int b; } record struct R(int C); enum E { F } delegate void D();", "A D E R Twice")]
    [InlineData("int.TryParse(s, out var n); var (a, (b, _)) = t;", "a b n")]
    [InlineData("if (o is string text) { }", "text")]
    [InlineData("foreach (var i in items) { }\nitems.Select(p => p is int q ? q : 0)", "")]
    public void Names_are_there_for_later_cells_when_declared_by(string source, string declared) =>
        Assert.Equal(declared, string.Join(' ', CellEffects.Of(source).Declared.Order(StringComparer.Ordinal)));

    [Theory]
    [InlineData("#r \"nuget: A, 1.0\"", true)]
    [InlineData("1\n  #!import kit.dib", true)]
    [InlineData("#load \"a.csx\"", true)]
    [InlineData("#i \"nuget: x\"", true)]
    [InlineData("#region a\n#if DEBUG\n#endif\n#endregion", false)]
    [InlineData("// #r", false)]
    public void A_directive_is_known(string source, bool isThere) => Assert.Equal(isThere, CellEffects.Of(source).HasDirective);

    [Theory]
    [InlineData("")]
    [InlineData("var = ;;; }} (")]
    [InlineData("\"\"\" open")]
    public void Text_that_does_not_compile_is_no_error(string source) => Assert.NotNull(CellEffects.Of(source));
}
