using System.Globalization;

namespace NotebookKit.Notebooks.Comparing;

/// <summary>
/// Holds picture against picture, which stand in notebooks as base64: a PNG by its pixels, others by their bytes.
/// </summary>
/// <param name="allowed">The part of the pixels that may differ, 0 to 1.</param>
internal sealed class ImageComparison(double allowed)
{
    // Another encoder, or another rounding of a colour, is not to be seen.
    private const int Shade = 2;

    /// <summary>How the pictures differ, or null.</summary>
    /// <param name="type">The MIME type.</param>
    /// <param name="saved">The saved picture, base64.</param>
    /// <param name="came">The new picture, base64.</param>
    public Mismatch? Compare(string type, string saved, string came) =>
        saved == came ? null
        : Bytes(saved) is not { } a || Bytes(came) is not { } b
            ? new Mismatch("", "a picture is not base64, and they differ", Excerpt.Of(saved, 1), Excerpt.Of(came, 1))
        : a.AsSpan().SequenceEqual(b) ? null
        : type != "image/png" || PngImage.Read(a) is not { } first || PngImage.Read(b) is not { } second
            ? new Mismatch("", $"the bytes differ, and pixels of this kind of {type} cannot be compared", Size(a), Size(b))
        : first.Width != second.Width || first.Height != second.Height
            ? new Mismatch("", "the picture has another size", Size(first), Size(second))
        : ComparePixels(first, second);

    private Mismatch? ComparePixels(PngImage saved, PngImage came)
    {
        long differ = 0;
        int most = 0;
        for (int at = 0; at < saved.Pixels.Length; at += 4)
        {
            int off = Off(saved.Pixels.AsSpan(at, 4), came.Pixels.AsSpan(at, 4));
            most = Math.Max(most, off);
            differ += off > Shade ? 1 : 0;
        }

        double part = (double)differ / (saved.Pixels.Length / 4);
        return differ == 0 || part <= allowed
            ? null
            : new Mismatch("", string.Create(CultureInfo.InvariantCulture,
                $"{differ} of {saved.Pixels.Length / 4} pixels differ ({part:0.###%}, where {allowed:0.###%} is allowed), by up to {most} "
                    + $"of 255"), null, null);
    }

    // What cannot be seen through does not matter.
    private static int Off(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b)
    {
        int off = Math.Abs(a[3] - b[3]);
        for (int i = 0; i < 3; i++)
        {
            off = Math.Max(off, Math.Abs((a[i] * a[3]) - (b[i] * b[3])) / 255);
        }

        return off;
    }

    private static byte[]? Bytes(string base64)
    {
        byte[] bytes = new byte[(base64.Length / 4 * 3) + 3];
        return Convert.TryFromBase64String(base64, bytes, out int written) ? bytes[..written] : null;
    }

    private static string Size(byte[] bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes.Length} bytes");

    private static string Size(PngImage image) => string.Create(CultureInfo.InvariantCulture, $"{image.Width} × {image.Height} pixels");
}
