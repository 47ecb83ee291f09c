using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.DotNet.Interactive.Formatting;
using Microsoft.DotNet.Interactive.Formatting.Csv;
using NotebookKit.Notebooks.CSharp;

namespace NotebookKit.Notebooks.Session;

/// <summary>
/// The forms of a value that hold all of it, JSON and CSV: a value without end must not fill the memory. They fail beyond a
/// length, since a part of such a form would be a wrong one.
/// </summary>
internal sealed class BoundedFormatter(ITypeFormatter usual) : ITypeFormatter
{
    private const int Megabytes = 64;

    /// <inheritdoc/>
    public string MimeType => usual.MimeType;

    /// <inheritdoc/>
    public Type Type => usual.Type;

    /// <summary>Whether a formatter of the package is one of those that write a value whole.</summary>
    public static bool Bounds(ITypeFormatter formatter) =>
        formatter.MimeType == CsvFormatter.MimeType || formatter.MimeType == JsonFormatter.MimeType && formatter.Type == typeof(object);

    /// <inheritdoc/>
    public bool Format(object instance, FormatContext context)
    {
        if (instance is null)
        {
            return usual.Format(instance!, context);
        }
        if (MimeType == JsonFormatter.MimeType)
        {
            using var json = new BoundedStream(MimeType);
            JsonSerializer.Serialize(json, instance, instance.GetType(), JsonFormatter.SerializerOptions);
            context.Writer.Write(Encoding.UTF8.GetString(json.GetBuffer(), 0, (int)json.Length));
            return true;
        }

        var text = new BoundedWriter(MimeType);
        using (var inner = new FormatContext(text))
        {
            if (!usual.Format(instance, inner))
            {
                return false;
            }
        }
        context.Writer.Write(text.ToString());
        return true;
    }

    private static void Check(long length, string mime)
    {
        CellInterrupt.Check();
        if (length > Megabytes << 20)
        {
            throw new InvalidOperationException(
                $"The value as {mime} is longer than {Megabytes} MB, as if it had no end. Take a part of it, such as value.Take(1000).");
        }
    }

    private sealed class BoundedStream(string mime) : MemoryStream
    {
        public override void Write(byte[] buffer, int offset, int count)
        {
            Check(Length + count, mime);
            base.Write(buffer, offset, count);
        }

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            Check(Length + buffer.Length, mime);
            base.Write(buffer);
        }
    }

    private sealed class BoundedWriter(string mime) : StringWriter(CultureInfo.InvariantCulture)
    {
        public override void Write(char value)
        {
            Check(GetStringBuilder().Length, mime);
            base.Write(value);
        }

        public override void Write(string? value)
        {
            Check(GetStringBuilder().Length, mime);
            base.Write(value);
        }

        public override void Write(char[] buffer, int index, int count)
        {
            Check(GetStringBuilder().Length, mime);
            base.Write(buffer, index, count);
        }
    }
}
