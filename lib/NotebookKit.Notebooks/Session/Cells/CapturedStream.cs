using System.Runtime.InteropServices;
using System.Text;

namespace NotebookKit.Notebooks.Session;

/// <summary>
/// A standard stream of the whole process, caught below <see cref="Console"/>: what child processes, native code and streams
/// that cells open by themselves write there. Where the system cannot do it (Windows), the stream stays what it is.
/// </summary>
internal sealed class CapturedStream
{
    /// <summary>Standard output's number.</summary>
    public const int Output = 1;

    /// <summary>Standard error's number.</summary>
    public const int Error = 2;

    private const int Forever = -1, Now = 0;
    private const short Readable = 1;

    private readonly Lock _reading = new();
    private readonly byte[] _buffer = new byte[64 * 1024];
    private readonly Decoder _decoder = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false).GetDecoder();
    private readonly Action<string> _write;

    private readonly int _readEnd;

    private CapturedStream(int readEnd, int original, Action<string> write)
    {
        (_readEnd, _write) = (readEnd, write);
        Inheritance = new InheritedError(readEnd, original);
    }

    /// <summary>The descriptors to read from and of the stream as it was; processes started from here on inherit them.</summary>
    public InheritedError Inheritance { get; }

    /// <summary>Catches a stream from here on, for the rest of the process's life.</summary>
    /// <param name="descriptor"><see cref="Output"/> or <see cref="Error"/>.</param>
    /// <param name="write">Takes the text: one call at a time, on any thread.</param>
    /// <returns>Null where it cannot be caught.</returns>
    public static CapturedStream? Start(int descriptor, Action<string> write)
    {
        if (OperatingSystem.IsWindows())
        {
            return null;
        }
        int[] ends = new int[2];
        if (Pipe(ends) != 0)
        {
            return null;
        }
        int original = Duplicate(descriptor);
        bool caught = original >= 0 && Duplicate(ends[1], descriptor) >= 0;
        _ = Close(ends[1]);
        if (!caught)
        {
            _ = Close(ends[0]);
            return null;
        }

        var stream = new CapturedStream(ends[0], original, write);
        new Thread(stream.Read) { IsBackground = true, Name = "notebook captured stream" }.Start();
        return stream;
    }

    /// <summary>Hands over all that was written so far, so that what is written elsewhere next comes after it.</summary>
    public void Drain()
    {
        lock (_reading)
        {
            while (IsReadable(_readEnd, Now))
            {
                int count = (int)ReadBytes(_readEnd, _buffer, _buffer.Length);
                if (count <= 0)
                {
                    return;
                }
                char[] text = new char[_decoder.GetCharCount(_buffer, 0, count, flush: false)];
                _ = _decoder.GetChars(_buffer, 0, count, text, 0, flush: false);
                if (text.Length > 0)
                {
                    _write(new string(text));
                }
            }
        }
    }

    /// <summary>Lets the C library write out what it has gathered, such as the text of a native <c>printf</c>.</summary>
    public static void FlushNative()
    {
        if (!OperatingSystem.IsWindows())
        {
            _ = FlushAll(IntPtr.Zero);
        }
    }

    /// <summary>Reads what there is to read from a descriptor, without waiting for more.</summary>
    /// <param name="descriptor">The descriptor.</param>
    /// <param name="most">The bytes to read at most.</param>
    public static string ReadLeft(int descriptor, int most)
    {
        var left = new MemoryStream();
        byte[] buffer = new byte[16 * 1024];
        while (left.Length < most && IsReadable(descriptor, Now))
        {
            int count = (int)ReadBytes(descriptor, buffer, buffer.Length);
            if (count <= 0)
            {
                break;
            }
            left.Write(buffer, 0, count);
        }

        return Encoding.UTF8.GetString(left.GetBuffer(), 0, (int)left.Length);
    }

    /// <summary>Makes a standard stream another one.</summary>
    /// <param name="descriptor">The other one's descriptor.</param>
    /// <param name="stream"><see cref="Output"/> or <see cref="Error"/>.</param>
    public static void Become(int descriptor, int stream) => _ = Duplicate(descriptor, stream);

    private void Read()
    {
        while (true)
        {
            if (IsReadable(_readEnd, Forever))
            {
                Drain();
            }
        }
    }

    private static bool IsReadable(int descriptor, int milliseconds)
    {
        var waiting = new Waiting[] { new() { Descriptor = descriptor, Wanted = Readable } };
        return Poll(waiting, 1, milliseconds) > 0 && (waiting[0].Found & Readable) != 0;
    }

    // The C library's struct pollfd.
    [StructLayout(LayoutKind.Sequential)]
    private struct Waiting
    {
        public int Descriptor;
        public short Wanted;
        public short Found;
    }

    [DllImport("libc", EntryPoint = "pipe")]
    private static extern int Pipe(int[] ends);

    [DllImport("libc", EntryPoint = "dup")]
    private static extern int Duplicate(int descriptor);

    [DllImport("libc", EntryPoint = "dup2")]
    private static extern int Duplicate(int from, int to);

    [DllImport("libc", EntryPoint = "close")]
    private static extern int Close(int descriptor);

    [DllImport("libc", EntryPoint = "poll")]
    private static extern int Poll([In, Out] Waiting[] waiting, nuint count, int milliseconds);

    [DllImport("libc", EntryPoint = "read")]
    private static extern nint ReadBytes(int descriptor, [Out] byte[] buffer, nint length);

    [DllImport("libc", EntryPoint = "fflush")]
    private static extern int FlushAll(IntPtr stream);
}
