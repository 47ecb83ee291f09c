using System.Text;
using NotebookKit.Notebooks.CSharp;

namespace NotebookKit.Notebooks.Session;

/// <summary>
/// Sends what user code writes to <see cref="Console"/> to the session it runs in. Code that runs in no session keeps
/// the process's own console.
/// </summary>
internal static class ConsoleRedirect
{
    private static readonly Lock s_gate = new();
    private static TextWriter? s_installedOut, s_installedError;

    /// <summary>Installs the redirection, once, and again when someone else has replaced it since.</summary>
    public static void Install()
    {
        lock (s_gate)
        {
            if (ReferenceEquals(Console.Out, s_installedOut) && s_installedOut is not null)
            {
                return;
            }
            Console.SetOut(new Writer("stdout", Console.Out));
            Console.SetError(new Writer("stderr", Console.Error));
            Console.SetIn(new Reader(Console.In));
            (s_installedOut, s_installedError) = (Console.Out, Console.Error);
        }
    }

    /// <summary>
    /// Puts the redirection back where a cell has put a writer of its own in its place, such as a <see cref="StringWriter"/>: what
    /// later cells print would be in none of them. The console belongs to the process, so that this is for one session alone.
    /// </summary>
    public static void Restore()
    {
        lock (s_gate)
        {
            if (s_installedOut is not null && !ReferenceEquals(Console.Out, s_installedOut))
            {
                Console.SetOut(s_installedOut);
            }
            if (s_installedError is not null && !ReferenceEquals(Console.Error, s_installedError))
            {
                Console.SetError(s_installedError);
            }
        }
    }

    private sealed class Writer(string stream, TextWriter console) : TextWriter
    {
        public override Encoding Encoding => Encoding.UTF8;

        public override void Write(char value) => Write(value.ToString());

        public override void Write(char[] buffer, int index, int count) => Write(new string(buffer, index, count));

        public override void Write(ReadOnlySpan<char> buffer) => Write(buffer.ToString());

        public override void Write(string? value)
        {
            if (string.IsNullOrEmpty(value))
            {
                return;
            }
            CellInterrupt.Check();
            if (CellHost.Current is { } host)
            {
                host.Write(stream, value);
            }
            else
            {
                console.Write(value);
            }
        }

        public override void WriteLine(string? value) => Write(value + CoreNewLineText);

        public override void WriteLine() => Write(CoreNewLineText);

        public override void WriteLine(ReadOnlySpan<char> buffer) => Write(string.Concat(buffer, CoreNewLineText));

        // Notebooks carry '\n' on every platform, so that saving the same outputs gives the same file.
        private const string CoreNewLineText = "\n";

        public override string NewLine => CoreNewLineText;

        public override void Flush()
        {
            if (CellHost.Current is null)
            {
                console.Flush();
            }
        }
    }

    /// <summary><c>Console.ReadLine()</c> in a cell asks the front end.</summary>
    private sealed class Reader(TextReader console) : TextReader
    {
        public override string? ReadLine() => CellHost.Current is { } host
            ? host.Ask(new InputRequest("", IsPassword: false)).GetAwaiter().GetResult()
            : console.ReadLine();

        public override int Read() => CellHost.Current is null ? console.Read() : throw LineOnly();

        public override int Peek() => CellHost.Current is null ? console.Peek() : -1;

        public override string ReadToEnd() => CellHost.Current is null ? console.ReadToEnd() : throw LineOnly();

        private static NotSupportedException LineOnly() =>
            new("A notebook's console has no stream of characters to read. Use Console.ReadLine() or await GetInputAsync(\"…\").");
    }
}
