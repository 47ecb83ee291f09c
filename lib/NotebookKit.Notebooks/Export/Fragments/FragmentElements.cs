using System.Collections.Frozen;
using AngleSharp.Dom;

namespace NotebookKit.Notebooks.Export;

/// <summary>What becomes of an element of a notebook in a page.</summary>
internal enum ElementFate
{
    /// <summary>It stays, with the attributes that may stay.</summary>
    Keep,

    /// <summary>It goes and its content stays: a form is words and fields without it.</summary>
    Unwrap,

    /// <summary>It goes with its content.</summary>
    Remove,
}

/// <summary>
/// The elements that a page may take from a notebook: those that show something. What loads, submits, sends the reader
/// elsewhere or makes another document is not among them (HTML Living Standard, SVG 2, MathML Core).
/// </summary>
internal static class FragmentElements
{
    public const string Html = "http://www.w3.org/1999/xhtml";
    public const string Svg = "http://www.w3.org/2000/svg";
    public const string MathMl = "http://www.w3.org/1998/Math/MathML";

    private static readonly FrozenSet<string> s_html = Names(
        "a abbr address area article aside audio b bdi bdo big blockquote br button canvas caption center cite code col colgroup data "
            + "datalist dd del "
        + "details dfn div dl dt em fieldset figcaption figure font footer h1 h2 h3 h4 h5 h6 header hgroup hr i img input ins kbd label "
        + "legend li map "
        + "mark menu meter nav ol optgroup option output p picture pre progress q rp rt ruby s samp script search section select small "
        + "source span "
        + "strike strong style sub summary sup table tbody td textarea tfoot th thead time tr track tt u ul var video wbr");

    // Their content is not text for readers, or is read differently by browsers with scripts and by this parser without.
    private static readonly FrozenSet<string> s_removedHtml = Names(
        "base embed fencedframe frame frameset head iframe link meta noembed noframes noscript param plaintext portal template title xmp");

    private static readonly FrozenSet<string> s_svg = Names(
        "svg g defs symbol use path rect circle ellipse line polyline polygon text tspan textPath title desc metadata linearGradient "
            + "radialGradient stop "
        + "clipPath mask pattern marker image filter view switch style a animate animateTransform animateMotion set mpath "
        + "feBlend feColorMatrix feComponentTransfer feComposite feConvolveMatrix feDiffuseLighting feDisplacementMap feDistantLight "
        + "feDropShadow feFlood "
        + "feFuncA feFuncB feFuncG feFuncR feGaussianBlur feImage feMerge feMergeNode feMorphology feOffset fePointLight "
        + "feSpecularLighting feSpotLight "
        + "feTile feTurbulence");

    private static readonly FrozenSet<string> s_mathMl = Names(
        "math mi mn mo ms mtext mspace mrow mfrac msqrt mroot mstyle merror mpadded mphantom msub msup msubsup munder mover munderover "
            + "mmultiscripts "
        + "mprescripts none mtable mtr mtd semantics annotation menclose mfenced");

    private static readonly FrozenSet<string> s_void = Names("area br col embed hr img input source track wbr");

    /// <summary>What becomes of an element.</summary>
    public static ElementFate Of(IElement element) => element.NamespaceUri switch
    {
        Html when s_html.Contains(element.LocalName) => ElementFate.Keep,
        Html => s_removedHtml.Contains(element.LocalName) ? ElementFate.Remove : ElementFate.Unwrap,
        Svg => s_svg.Contains(element.LocalName) ? ElementFate.Keep : ElementFate.Remove,
        MathMl => s_mathMl.Contains(element.LocalName) ? ElementFate.Keep : ElementFate.Remove,
        _ => ElementFate.Remove,
    };

    /// <summary>Whether an element of HTML has no content and no end tag.</summary>
    public static bool IsVoid(IElement element) => element.NamespaceUri == Html && s_void.Contains(element.LocalName);

    private static FrozenSet<string> Names(string names) => names.Split(' ').ToFrozenSet(StringComparer.Ordinal);
}
