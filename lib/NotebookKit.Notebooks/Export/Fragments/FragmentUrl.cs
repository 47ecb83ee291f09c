using System.Text.RegularExpressions;

namespace NotebookKit.Notebooks.Export;

/// <summary>Addresses as browsers read them (WHATWG URL): tabs and line ends in them count for nothing, nor do blanks around
/// them.</summary>
internal static partial class FragmentUrl
{
    private static readonly char[] s_blanks = [.. Enumerable.Range(0, ' ' + 1).Select(code => (char)code)];

    /// <summary>The address without what browsers leave out.</summary>
    public static string Normal(string address) =>
        string.Concat(address.Trim(s_blanks).Where(c => c is not ('\t' or '\n' or '\r')));

    /// <summary>The scheme in small letters; <c>//</c> for an address that names a host without one; null for one relative to the
    /// page.</summary>
    /// <param name="address">A <see cref="Normal"/> address.</param>
    public static string? Scheme(string address)
    {
        if (address.Length > 1 && address[0] is '/' or '\\' && address[1] is '/' or '\\')
        {
            return "//";
        }
        Match scheme = SchemeOf().Match(address);
        return scheme.Success ? scheme.Groups[1].Value.ToLowerInvariant() : null;
    }

    /// <summary>Whether a reader may be led there.</summary>
    public static bool MayLink(string address) => Scheme(address) is null or "http" or "https" or "mailto" or "//";

    /// <summary>Whether it is content that stands in the address itself, of a kind such as <c>image/</c>.</summary>
    public static bool IsData(string address, string kind = "") => address.StartsWith("data:" + kind, StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex("^([A-Za-z][A-Za-z0-9+.-]*):", RegexOptions.CultureInvariant)]
    private static partial Regex SchemeOf();
}
