namespace NotebookKit.Notebooks.Export;

/// <summary>What a part of a formula is to its neighbours. It decides whether a minus sign is a sign or a difference.</summary>
internal enum MathClass
{
    /// <summary>A variable, number or finished group.</summary>
    Ordinary,

    /// <summary>A big operator such as a sum, or a named function.</summary>
    Operator,

    /// <summary>An operation or relation between two parts.</summary>
    Between,

    /// <summary>An opening bracket.</summary>
    Open,

    /// <summary>A closing bracket.</summary>
    Close,

    /// <summary>A comma or the like.</summary>
    Punctuation,
}

/// <summary>A TeX symbol: the character, and what it is to its neighbours.</summary>
internal sealed record MathSymbol(string Text, MathClass Class, bool HasLimits = false);

/// <summary>The TeX commands that stand for one character or name. The names are TeX's; the characters are Unicode's.</summary>
internal static class MathSymbols
{
    private static readonly Dictionary<string, MathSymbol> s_known = Build();

    /// <summary>Accents: the command, and the mark above the letter.</summary>
    public static readonly Dictionary<string, string> Accents = new()
    {
        ["hat"] = "^",
        ["widehat"] = "^",
        ["tilde"] = "~",
        ["widetilde"] = "~",
        ["bar"] = "¯",
        ["overline"] = "¯",
        ["vec"] = "→",
        ["dot"] = "˙",
        ["ddot"] = "¨",
    };

    /// <summary>Spaces: the command, and its width in em.</summary>
    public static readonly Dictionary<string, string> Spaces = new()
    {
        [","] = "0.1667em",
        [":"] = "0.2222em",
        [">"] = "0.2222em",
        [";"] = "0.2778em",
        ["!"] = "-0.1667em",
        [" "] = "0.3333em",
        ["quad"] = "1em",
        ["qquad"] = "2em",
        ["enspace"] = "0.5em",
    };

    /// <summary>What may stand behind <c>\left</c>, <c>\right</c> and <c>\big</c>.</summary>
    public static readonly Dictionary<string, string> Delimiters = new()
    {
        ["("] = "(",
        [")"] = ")",
        ["["] = "[",
        ["]"] = "]",
        ["|"] = "|",
        ["/"] = "/",
        ["."] = "",
        ["\\{"] = "{",
        ["\\}"] = "}",
        ["\\|"] = "‖",
        ["\\lbrace"] = "{",
        ["\\rbrace"] = "}",
        ["\\langle"] = "⟨",
        ["\\rangle"] = "⟩",
        ["\\lfloor"] = "⌊",
        ["\\rfloor"] = "⌋",
        ["\\lceil"] = "⌈",
        ["\\rceil"] = "⌉",
        ["\\lvert"] = "|",
        ["\\rvert"] = "|",
        ["\\lVert"] = "‖",
        ["\\rVert"] = "‖",
        ["\\vert"] = "|",
        ["\\Vert"] = "‖",
    };

    /// <summary>The symbol that a command stands for, or null.</summary>
    public static MathSymbol? Find(string command) => s_known.GetValueOrDefault(command);

    private static Dictionary<string, MathSymbol> Build()
    {
        var symbols = new Dictionary<string, MathSymbol>();
        Add(MathClass.Ordinary,
            "alpha α beta β gamma γ delta δ epsilon ϵ varepsilon ε zeta ζ eta η theta θ vartheta ϑ iota ι kappa κ lambda λ mu μ nu ν xi ξ "
            + "pi π rho ρ sigma σ varsigma ς tau τ upsilon υ phi ϕ varphi φ chi χ psi ψ omega ω "
            + "Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ Upsilon Υ Phi Φ Psi Ψ Omega Ω "
            + "infty ∞ partial ∂ nabla ∇ ell ℓ hbar ℏ emptyset ∅ varnothing ∅ forall ∀ exists ∃ top ⊤ bot ⊥ prime ′ "
            + "dots … ldots … cdots ⋯ vdots ⋮ ddots ⋱ % % $ $ _ _ # # & &");
        Add(MathClass.Between,
            "cdot ⋅ times × ast ∗ star ⋆ odot ⊙ oplus ⊕ otimes ⊗ circ ∘ bullet ∙ div ÷ pm ± mp ∓ cup ∪ cap ∩ "
            + "setminus ∖ wedge ∧ land ∧ vee ∨ lor ∨ "
            + "le ≤ leq ≤ ge ≥ geq ≥ ne ≠ neq ≠ ll ≪ gg ≫ approx ≈ sim ∼ simeq ≃ cong ≅ equiv ≡ propto ∝ in ∈ notin ∉ ni ∋ "
            + "subset ⊂ subseteq ⊆ "
            + "supset ⊃ to → rightarrow → leftarrow ← gets ← leftrightarrow ↔ Rightarrow ⇒ Leftarrow ⇐ Leftrightarrow ⇔ "
            + "implies ⟹ iff ⟺ mapsto ↦ "
            + "mid ∣ parallel ∥ perp ⊥ lt < gt >");
        Add(MathClass.Open, "{ { lbrace { langle ⟨ lfloor ⌊ lceil ⌈ lvert | lVert ‖");
        Add(MathClass.Close, "} } rbrace } rangle ⟩ rfloor ⌋ rceil ⌉ rvert | rVert ‖");
        Add(MathClass.Operator, "int ∫ oint ∮");
        foreach ((string name, string text) in Pairs("sum ∑ prod ∏ coprod ∐ bigcup ⋃ bigcap ⋂ bigoplus ⨁ bigotimes ⨂ bigodot ⨀"))
        {
            symbols[name] = new MathSymbol(text, MathClass.Operator, HasLimits: true);
        }
        symbols["|"] = new MathSymbol("‖", MathClass.Ordinary);
        return symbols;

        void Add(MathClass kind, string pairs)
        {
            foreach ((string name, string text) in Pairs(pairs))
            {
                symbols[name] = new MathSymbol(text, kind);
            }
        }
    }

    /// <summary>Functions with upright names, and whether what stands under them is set below the name in a displayed formula.</summary>
    public static bool IsFunction(string command, out bool hasLimits)
    {
        hasLimits = command is "max" or "min" or "lim" or "sup" or "inf" or "argmax" or "argmin" or "det";
        return hasLimits || command is "tanh" or "sinh" or "cosh" or "sin" or "cos" or "tan" or "exp" or "log" or "ln" or "lg"
            or "arctan" or "arcsin" or "arccos" or "dim" or "ker" or "deg" or "arg";
    }

    private static IEnumerable<(string Name, string Text)> Pairs(string pairs) =>
        pairs.Split(' ').Chunk(2).Select(pair => (pair[0], pair[1]));
}
