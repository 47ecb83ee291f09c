using System.Collections.Frozen;
using System.Text.RegularExpressions;
using AngleSharp.Dom;

namespace NotebookKit.Notebooks.Export;

/// <summary>Which attributes of a kept element may stay, and with what value.</summary>
/// <param name="places">Where links and pictures of the notebook lead in the site.</param>
/// <param name="report">Takes what was left out and why.</param>
internal sealed partial class FragmentAttributes(FragmentPlaces places, Action<string> report)
{
    // What sends, loads, takes the focus, answers for the page or names things for its scripts.
    private static readonly FrozenSet<string> s_named =
        Names("action formaction srcdoc ping http-equiv background dynsrc lowsrc manifest codebase classid archive data");

    private static readonly FrozenSet<string> s_silent = Names(
        "method form formmethod formtarget formenctype formnovalidate enctype target rel srcset imagesrcset sizes usemap longdesc "
            + "crossorigin integrity nonce "
        + "referrerpolicy autofocus autoplay accesskey contenteditable is slot part exportparts popover popovertarget popovertargetaction "
        + "command commandfor "
        + "download xml:base loading fetchpriority profile");

    private static readonly FrozenSet<string> s_animations = Names("animate animateTransform animateMotion set");

    /// <summary>The value with which an attribute stays; null when it goes.</summary>
    public string? Value(IElement element, IAttr attribute)
    {
        string name = attribute.Name;
        string value = attribute.Value;
        return name switch
        {
            _ when !Plain().IsMatch(name) => null,
            _ when name.StartsWith("on", StringComparison.OrdinalIgnoreCase) =>
                Refused($"the script in the attribute {name} is left out; attributes hold no scripts on a page."),
            _ when s_named.Contains(name) =>
                Refused($"the attribute {name} of <{element.LocalName}> is left out; a page loads and sends nothing."),
            _ when s_silent.Contains(name) || (name == "name" && element.LocalName == "img") => null,
            "style" => FragmentStyle.Problem(value) is { } problem ? Refused($"a style attribute is left out: {problem}.") : value,
            _ when attribute.LocalName == "href" => Link(element, value),
            "src" => Source(element, value),
            "poster" => FragmentUrl.IsData(FragmentUrl.Normal(value), "image/")
                ? value
                : Refused($"the poster {Shortened.Of(value)} is left out; a page loads nothing."),
            _ when name == "attributeName" || s_animations.Contains(element.LocalName) => Animation(element, name, value),
            _ when FragmentStyle.Problem(value) is not null && value.Contains("url", StringComparison.OrdinalIgnoreCase) =>
                Refused($"the attribute {name} of <{element.LocalName}> is left out: it would load {Shortened.Of(value)}."),
            _ => value,
        };
    }

    private string? Link(IElement element, string value)
    {
        string address = FragmentUrl.Normal(value);
        return element.NamespaceUri == FragmentElements.MathMl ? null
            : element.LocalName is "a" or "area"
                ? FragmentUrl.MayLink(address)
                    ? places.Link(address)
                    : Refused($"the link {Shortened.Of(address)} is left out; expected http, https, mailto or a file beside the notebook.")
            // What drawings refer to by href is a part of themselves, or a picture that stands in the address.
            : address.StartsWith('#') || element.LocalName is "image" or "feImage" && FragmentUrl.IsData(address, "image/")
                ? address
                : Loads(element, address);
    }

    private string? Source(IElement element, string value)
    {
        string address = FragmentUrl.Normal(value);
        return element.LocalName == "img" ? FragmentUrl.IsData(address, "image/") ? address : places.Picture(address)
            : element.LocalName != "input" && FragmentUrl.IsData(address) ? address
            : Loads(element, address);
    }

    private string? Loads(IElement element, string address) => Refused(
        $"<{element.LocalName}> would load {Shortened.Of(address)}; a page loads nothing. Put the content into the notebook itself.");

    // An animation may move and colour what is drawn, not change where links lead or what else is loaded.
    private string? Animation(IElement element, string name, string value)
    {
        string changed = element.GetAttribute("attributeName") ?? "";
        bool isAddress = changed.EndsWith("href", StringComparison.OrdinalIgnoreCase)
            || changed.StartsWith("on", StringComparison.OrdinalIgnoreCase) || changed is "style" or "class";
        return isAddress && name is ("attributeName" or "to" or "from" or "by" or "values")
            ? Refused($"<{element.LocalName}> of {Shortened.Of(changed)} is left out; only what is drawn may be animated.")
            : value;
    }

    private string? Refused(string problem)
    {
        report(problem);
        return null;
    }

    private static FrozenSet<string> Names(string names) => names.Split(' ').ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    [GeneratedRegex(@"^[A-Za-z_][\w:.-]*$", RegexOptions.CultureInvariant)]
    private static partial Regex Plain();
}
