using System.Globalization;

namespace NotebookKit;

/// <summary>The ways in which <see cref="DateTask"/> writes a date in English: "3 September 1987", "Thu, Sep 3, 1987",
/// "3.9.1987".</summary>
internal static class DateSpelling
{
    private static readonly Func<DateOnly, string>[] s_ways =
    [
        date => With(date, "d MMMM yyyy"),
        date => With(date, "MMMM d, yyyy"),
        date => With(date, "d MMM yyyy"),
        date => With(date, "MMM d, yyyy"),
        date => With(date, "dddd, d MMMM yyyy"),
        date => With(date, "dddd, MMMM d, yyyy"),
        date => With(date, "ddd, d MMM yyyy"),
        date => $"{Ordinal(date.Day)} of {With(date, "MMMM yyyy")}",
        date => $"{With(date, "MMMM")} {Ordinal(date.Day)}, {With(date, "yyyy")}",
        date => With(date, "yyyy, MMMM d"),
        date => With(date, "dd-MMM-yyyy"),
        date => With(date, "d.M.yyyy"),
        date => With(date, "dd/MM/yyyy"),
    ];

    /// <summary>How many ways there are.</summary>
    public static int Ways => s_ways.Length;

    /// <summary>The longest any date becomes: "Wednesday, September 23, 1987".</summary>
    public const int MostCharacters = 29;

    /// <summary>A date written in one of the ways.</summary>
    public static string Write(DateOnly date, int way) => s_ways[way](date);

    private static string With(DateOnly date, string format) => date.ToString(format, CultureInfo.InvariantCulture);

    private static string Ordinal(int day) => day + (day % 10, day) switch
    {
        (_, 11 or 12 or 13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
}
