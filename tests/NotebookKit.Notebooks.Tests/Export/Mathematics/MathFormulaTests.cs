using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using NotebookKit.Notebooks.Export;

namespace NotebookKit.Notebooks.Tests.Export.Mathematics;

public class MathFormulaTests
{
    [Theory]
    [InlineData("x", "<mi>x</mi>")]
    [InlineData("3.25", "<mn>3.25</mn>")]
    [InlineData("h_t", "<msub><mi>h</mi><mi>t</mi></msub>")]
    [InlineData("x^{10}", "<msup><mi>x</mi><mn>10</mn></msup>")]
    [InlineData("x^10", "<mrow><msup><mi>x</mi><mn>1</mn></msup><mn>0</mn></mrow>")]
    [InlineData("b'_h", "<msub><mrow><mi>b</mi><mo class=\"prime\" lspace=\"0\" rspace=\"0\">′</mo></mrow><mi>h</mi></msub>")]
    [InlineData("b_h'", "<msub><mrow><mi>b</mi><mo class=\"prime\" lspace=\"0\" rspace=\"0\">′</mo></mrow><mi>h</mi></msub>")]
    [InlineData("h'^2", "<msup><mrow><mi>h</mi><mo class=\"prime\" lspace=\"0\" rspace=\"0\">′</mo></mrow><mn>2</mn></msup>")]
    [InlineData("\\sigma", "<mi>σ</mi>")]
    [InlineData("\\Gamma", "<mi mathvariant=\"normal\">Γ</mi>")]
    [InlineData("\\frac12", "<mfrac><mn>1</mn><mn>2</mn></mfrac>")]
    [InlineData("\\frac{\\partial a}{b}", "<mfrac><mrow><mi>∂</mi><mi>a</mi></mrow><mi>b</mi></mfrac>")]
    [InlineData("\\sqrt{u}", "<msqrt><mi>u</mi></msqrt>")]
    [InlineData("\\sqrt[3]{u}", "<mroot><mi>u</mi><mn>3</mn></mroot>")]
    [InlineData("\\text{if } x", "<mrow><mtext>if\u00a0</mtext><mi>x</mi></mrow>")]
    [InlineData("\\mathbb{R}^n", "<msup><mi>ℝ</mi><mi>n</mi></msup>")]
    [InlineData("\\mathbf{W}", "<mi>𝐖</mi>")]
    [InlineData("\\mathcal{L}", "<mi>ℒ</mi>")]
    [InlineData("\\mathrm{diag}", "<mi>diag</mi>")]
    [InlineData("\\mathrm{T}", "<mi mathvariant=\"normal\">T</mi>")]
    [InlineData("a \\odot b", "<mrow><mi>a</mi><mo stretchy=\"false\">⊙</mo><mi>b</mi></mrow>")]
    [InlineData("\\tilde h", "<mover accent=\"true\"><mi>h</mi><mo stretchy=\"false\">~</mo></mover>")]
    [InlineData("a < b", "<mrow><mi>a</mi><mo>&lt;</mo><mi>b</mi></mrow>")]
    [InlineData("\\{1\\}", "<mrow><mo stretchy=\"false\">{</mo><mn>1</mn><mo stretchy=\"false\">}</mo></mrow>")]
    [InlineData("a_{\\langle t \\rangle}", "<msub><mi>a</mi><mrow><mo stretchy=\"false\">⟨</mo><mi>t</mi><mo "
        + "stretchy=\"false\">⟩</mo></mrow></msub>")]
    public void Writes_each_construct_as_MathML(string tex, string expected) => Assert.Equal(expected, Row(tex));

    [Fact]
    public void A_function_is_upright_and_applied()
    {
        Assert.Equal("<mrow><mi>tanh</mi><mo>\u2061</mo></mrow><mo stretchy=\"false\">(</mo><mi>x</mi><mo "
            + "stretchy=\"false\">)</mo>", Inner("\\tanh(x)"));
        Assert.Contains("<mspace width=\"0.1667em\"></mspace></mrow><mi>x</mi>", Inner("\\log x"));
        Assert.StartsWith("<mrow><msup><mi>tanh</mi><mn>2</mn></msup>", Inner("\\tanh^2 x"));
    }

    [Fact]
    public void Limits_stand_below_and_above_in_a_displayed_formula_and_beside_in_a_line()
    {
        const string sum = "\\sum_{t=1}^T x";
        Assert.StartsWith("<munderover><mo>∑</mo>", Inner(sum, display: true));
        Assert.StartsWith("<msubsup><mo>∑</mo>", Inner(sum));
        Assert.Contains("<munder><mi>max</mi><mi>i</mi></munder>", Inner("\\max_i x", display: true));
    }

    [Theory]
    [InlineData("-x", true)]
    [InlineData("(-x)", true)]
    [InlineData("a = -x", true)]
    [InlineData("e^{-v}", true)]
    [InlineData("1 - z", false)]
    [InlineData("f(x) - z", false)]
    public void A_minus_without_a_left_side_is_a_sign(string tex, bool isSign) =>
        Assert.Equal(isSign, Row(tex).Contains("<mo form=\"prefix\">−</mo>"));

    [Fact]
    public void Brackets_of_left_and_right_grow()
    {
        Assert.Equal(
            "<msup><mrow><mo fence=\"true\" form=\"prefix\" stretchy=\"true\">(</mo><mfrac><mn>1</mn><mi>x</mi></mfrac>"
            + "<mo fence=\"true\" form=\"postfix\" stretchy=\"true\">)</mo></mrow><mn>2</mn></msup>",
            Row("\\left(\\frac1x\\right)^2"));
        Assert.DoesNotContain("postfix", Row("\\left\\{ x \\right."));
    }

    [Fact]
    public void Aligned_equations_and_cases_are_tables()
    {
        IElement aligned = Parse("\\begin{aligned} z &= 1 \\\\ r &= 2 \\\\ \\end{aligned}");
        Assert.Equal(2, aligned.QuerySelectorAll("mtr").Length);
        Assert.Equal(["right", "left", "right", "left"], aligned.QuerySelectorAll("mtd")
            .Select(cell => cell.GetAttribute("style")!["text-align:".Length..]));
        IElement cases = Parse("x = \\begin{cases} 1 & \\text{if } y \\\\ 0 & \\text{else} \\end{cases}");
        Assert.Equal(4, cases.QuerySelectorAll("mtd").Length);
        Assert.Contains("<mo fence=\"true\" form=\"prefix\" stretchy=\"true\">{</mo><mtable", Row("\\begin{cases} 1 \\end{cases}"));
        Assert.Equal(2, Parse("\\begin{bmatrix} 1 & 2 \\end{bmatrix}").QuerySelectorAll("mtd").Length);
    }

    [Fact]
    public void The_formula_keeps_its_text_and_nothing_in_it_is_markup()
    {
        IElement math = Parse("\\text{<b>&} a < b");
        Assert.Equal("\\text{<b>&} a < b", math.QuerySelector("annotation")!.TextContent);
        Assert.Equal("<b>&", math.QuerySelector("mtext")!.TextContent);
        Assert.Empty(math.QuerySelectorAll("b"));
    }

    [Fact]
    public void Only_a_displayed_formula_is_a_block()
    {
        Assert.StartsWith("<math display=\"block\">", MathFormula.ToMathMl("x", display: true));
        Assert.StartsWith("<math><semantics>", MathFormula.ToMathMl("x", display: false));
    }

    [Theory]
    [InlineData("\\foo x", "\\foo is not known")]
    [InlineData("x_", "_ has no argument")]
    [InlineData("x_{a", "a { has no }")]
    [InlineData("x}", "a } without its {")]
    [InlineData("x^a^b", "two superscripts")]
    [InlineData("x_a_b", "two subscripts")]
    [InlineData("\\left( x", "\\left has no \\right")]
    [InlineData("x \\right)", "\\right stands without its \\left")]
    [InlineData("\\left x \\right)", "\\left expects a bracket")]
    [InlineData("\\begin{aligned} x", "\\begin{aligned} has no \\end{aligned}")]
    [InlineData("\\begin{aligned} x \\end{cases}", "is ended by \\end{cases}")]
    [InlineData("\\begin{tikz} x \\end{tikz}", "\\begin{tikz} is not known")]
    [InlineData("a & b", "& stands outside")]
    [InlineData("a \\\\ b", "stands outside")]
    [InlineData("50 %", "write \\%")]
    [InlineData("x\\", "ends in a backslash")]
    [InlineData("\\text x", "expects its text in braces")]
    [InlineData("\\frac{1}", "\\frac has no argument")]
    [InlineData("\\sqrt[3 x", "\\sqrt[ has no ]")]
    public void What_is_not_known_or_not_well_formed_is_named(string tex, string expected)
    {
        MathSyntaxException error = Assert.Throws<MathSyntaxException>(() => MathFormula.ToMathMl(tex, display: false));
        Assert.Contains(expected, error.Message);
        Assert.Contains(tex, error.Message);
    }

    [Fact]
    public void A_formula_without_end_is_refused_before_the_stack_ends()
    {
        foreach (string part in (string[])["{", "\\hat ", "\\sqrt{", "x_{", "\\left("])
        {
            Assert.Contains("levels deep", Refusal(string.Concat(Enumerable.Repeat(part, 1000))));
            Assert.Contains("at most 10000 are read", Refusal(string.Concat(Enumerable.Repeat(part, 100_000))));
        }
    }

    // What does not nest must not cost a level either: these are 10,000 characters of it.
    [Theory]
    [InlineData("(")]
    [InlineData("x ")]
    [InlineData("'")]
    [InlineData("\\,")]
    [InlineData("\\limits")]
    [InlineData("\\alpha ")]
    [InlineData("a\\over")]
    public void A_long_formula_costs_no_more_than_its_length(string part)
    {
        string tex = string.Concat(Enumerable.Repeat(part, 10_000 / part.Length));
        try
        {
            Assert.StartsWith("<math", MathFormula.ToMathMl("x" + tex[..^1], display: true));
        }
        catch (MathSyntaxException error)
        {
            Assert.True(error.Message.Length < 400, error.Message);
        }
    }

    private static string Refusal(string tex)
    {
        string message = Assert.Throws<MathSyntaxException>(() => MathFormula.ToMathMl(tex, display: true)).Message;
        Assert.True(message.Length < 400, message);
        return message;
    }

    private static string Row(string tex, bool display = false)
    {
        string math = MathFormula.ToMathMl(tex, display);
        int start = math.IndexOf("<semantics>", StringComparison.Ordinal) + "<semantics>".Length;
        return math[start..math.IndexOf("<annotation", StringComparison.Ordinal)];
    }

    private static string Inner(string tex, bool display = false)
    {
        string row = Row(tex, display);
        return row["<mrow>".Length..^"</mrow>".Length];
    }

    private static AngleSharp.Dom.IElement Parse(string tex) =>
        new HtmlParser().ParseDocument(MathFormula.ToMathMl(tex, display: true)).QuerySelector("math")!;
}
