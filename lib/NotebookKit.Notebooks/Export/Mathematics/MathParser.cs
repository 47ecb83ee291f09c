namespace NotebookKit.Notebooks.Export;

/// <summary>Reads a formula in TeX notation, by recursive descent, straight into MathML.</summary>
/// <param name="tex">The formula without its dollar signs.</param>
/// <param name="display">Whether it stands on a line of its own.</param>
internal sealed partial class MathParser(string tex, bool display)
{
    // Deep enough for any formula a reader can follow, and far from the end of the stack.
    private const int MostLevels = 100;

    private int position;
    private int level;
    private MathStyle style;

    private bool AtEnd => position >= tex.Length;

    /// <summary>The whole formula.</summary>
    /// <exception cref="MathSyntaxException">Something in it is unknown or not well formed.</exception>
    public IReadOnlyList<MathNode> ParseAll()
    {
        var parts = ParseRow();
        if (AtEnd) return parts;
        throw tex[position] switch
        {
            '}' => Error("there is a } without its {"),
            '&' => Error("& stands outside \\begin{aligned} and the like"),
            _ when LooksAt("\\\\") => Error("a line break \\\\ stands outside \\begin{aligned} and the like"),
            _ when LooksAt("\\right") => Error("\\right stands without its \\left"),
            _ => Error("\\end stands without its \\begin"),
        };
    }

    // Up to whatever ends a row: the end, a closing brace, & or \\ of a table, \right, \end.
    private List<MathNode> ParseRow()
    {
        var parts = new List<MathNode>();
        Descend();
        while (true)
        {
            SkipSpaces();
            if (AtEnd || tex[position] is '}' or '&' || LooksAt("\\\\") || LooksAtCommand("right") || LooksAtCommand("end"))
            {
                level--;
                return parts;
            }

            var previous = parts.Count == 0 ? MathClass.Open : parts[^1].Class;
            var part = ParseAtom(previous);
            parts.Add(ParseScripts(part));
        }
    }

    private MathNode ParseScripts(MathNode @base)
    {
        string? below = null, above = null;
        var asLimits = @base.HasLimits && display;
        var primes = 0;
        while (true)
        {
            SkipSpaces();
            if (LooksAtCommand("limits") || LooksAtCommand("nolimits"))
            {
                asLimits = ReadCommand() == "limits";
                continue;
            }

            if (AtEnd || tex[position] is not ('^' or '_' or '\'')) break;
            var mark = tex[position++];
            if (mark == '\'')
            {
                if (above is not null) throw Error("a prime stands behind a superscript; write the prime first");
                primes++;
                continue;
            }

            ref var script = ref mark == '^' ? ref above : ref below;
            if (script is not null) throw Error($"two {(mark == '^' ? "super" : "sub")}scripts stand on one base; put braces around one of them");
            script = ParseArgument(mark.ToString());
        }

        // A prime of normal size beside its letter, as text fonts draw it: fonts differ in what they make of one in a superscript.
        var primed = primes == 0
            ? @base.Markup
            : MathMarkup.Element("mrow", @base.Markup, MathMarkup.Operator(new string('′', primes), " class=\"prime\" lspace=\"0\" rspace=\"0\""));
        return @base with { Markup = MathMarkup.Scripts(primed, below, above, asLimits), HasLimits = false };
    }

    private MathNode ParseAtom(MathClass previous)
    {
        var c = tex[position];
        switch (c)
        {
            case '\\':
                return ParseCommand(ReadCommand());
            case '{':
                return new MathNode(ParseGroup());
            case '^' or '_' or '\'':
                return new MathNode("<mrow></mrow>");
            case '~':
                position++;
                return new MathNode(MathMarkup.Space("0.3333em"), previous);
            case '%' or '$' or '#':
                throw Error($"{c} has a meaning of its own in TeX; write \\{c}");
        }

        if (char.IsAsciiDigit(c)) return new MathNode(Number());
        if (style == MathStyle.Upright && char.IsLetter(c)) return new MathNode(MathMarkup.Upright(TakeWhile(char.IsLetter)));
        if (char.IsLetter(c)) return new MathNode(MathMarkup.Identifier(MathAlphabet.In(style, TakeRune())));
        return Sign(previous);
    }

    private string Number()
    {
        var digits = TakeWhile(char.IsAsciiDigit);
        if (position + 1 < tex.Length && tex[position] == '.' && char.IsAsciiDigit(tex[position + 1]))
        {
            position++;
            digits += "." + TakeWhile(char.IsAsciiDigit);
        }

        return MathMarkup.Number(MathAlphabet.In(style, digits));
    }

    private MathNode Sign(MathClass previous)
    {
        var sign = TakeRune();
        // A minus or plus behind an opening bracket, an operation or a comma is a sign and stands close to its number.
        var isSign = previous is MathClass.Open or MathClass.Between or MathClass.Punctuation;
        return sign switch
        {
            "-" => new MathNode(MathMarkup.Operator("−", isSign ? " form=\"prefix\"" : ""), isSign ? MathClass.Ordinary : MathClass.Between),
            "+" => new MathNode(MathMarkup.Operator("+", isSign ? " form=\"prefix\"" : ""), isSign ? MathClass.Ordinary : MathClass.Between),
            "*" => new MathNode(MathMarkup.Operator("∗"), MathClass.Between),
            "(" or "[" => new MathNode(MathMarkup.Operator(sign, " stretchy=\"false\""), MathClass.Open),
            ")" or "]" => new MathNode(MathMarkup.Operator(sign, " stretchy=\"false\"")),
            "|" or "/" => new MathNode(MathMarkup.Operator(sign, " stretchy=\"false\" lspace=\"0\" rspace=\"0\"")),
            "," or ";" => new MathNode(MathMarkup.Operator(sign), MathClass.Punctuation),
            "!" or "." => new MathNode(MathMarkup.Operator(sign, " lspace=\"0\" rspace=\"0\"")),
            _ => new MathNode(MathMarkup.Operator(sign), MathClass.Between),
        };
    }

    private string ParseGroup()
    {
        position++;
        var parts = ParseRow();
        if (AtEnd || tex[position] != '}') throw Error("a { has no }");
        position++;
        return MathMarkup.Row(parts);
    }

    /// <summary>What a command or script takes: a group, or the one part that follows.</summary>
    private string ParseArgument(string of)
    {
        SkipSpaces();
        if (AtEnd || tex[position] is '}' or '&' or '^' or '_') throw Error($"{of} has no argument");
        Descend();
        var argument = tex[position] == '{' ? ParseGroup()
            : char.IsAsciiDigit(tex[position]) ? MathMarkup.Number(MathAlphabet.In(style, TakeRune()))
            : ParseAtom(MathClass.Open).Markup;
        level--;
        return argument;
    }

    private void Descend()
    {
        if (++level > MostLevels) throw Error($"it is nested more than {MostLevels} levels deep");
    }

    /// <summary>A group taken as text.</summary>
    private string ReadTextArgument(string of)
    {
        SkipSpaces();
        if (AtEnd || tex[position] != '{') throw Error($"{of} expects its text in braces");
        var start = ++position;
        for (var depth = 1; position < tex.Length; position++)
        {
            if (tex[position] == '{') depth++;
            if (tex[position] == '}' && --depth == 0) return tex[start..position++];
        }

        throw Error("a { has no }");
    }

    private string ReadCommand()
    {
        position++;
        if (AtEnd) throw Error("the formula ends in a backslash");
        if (!char.IsAsciiLetter(tex[position])) return tex[position++].ToString();
        return TakeWhile(char.IsAsciiLetter);
    }

    private void SkipSpaces()
    {
        while (!AtEnd && char.IsWhiteSpace(tex[position])) position++;
    }

    private bool LooksAt(string text) => string.CompareOrdinal(tex, position, text, 0, text.Length) == 0;

    private bool LooksAtCommand(string name) =>
        LooksAt("\\" + name) && !(position + name.Length + 1 < tex.Length && char.IsAsciiLetter(tex[position + name.Length + 1]));

    private string TakeWhile(Func<char, bool> accepts)
    {
        var start = position;
        while (!AtEnd && accepts(tex[position])) position++;
        return tex[start..position];
    }

    private string TakeRune()
    {
        var length = char.IsHighSurrogate(tex[position]) && position + 1 < tex.Length ? 2 : 1;
        position += length;
        return tex[(position - length)..position];
    }

    private MathSyntaxException Error(string problem) => new($"the formula {Shortened.Of(tex)}: {problem}.");
}
