namespace NotebookKit;

/// <summary>Whether the program that uses the library is one of the console, and how its console can be written to.</summary>
internal static class ConsoleProgram
{
    private const string Interactive = "Microsoft.DotNet.Interactive";

    /// <summary>
    /// Whether the library runs in a notebook's cell: a host has said so, or .NET Interactive is there. A notebook shows the
    /// value of a cell's last expression by itself.
    /// </summary>
    public static bool IsNotebook =>
        AppContext.GetData(HostInterrupt.Name) is not null
        || AppDomain.CurrentDomain.GetAssemblies().Any(a => a.GetName().Name == Interactive);

    /// <summary>Whether a line on the console can be written over: a terminal, not a pipe, a file or a cell's output.</summary>
    public static bool IsTerminal =>
        !Console.IsOutputRedirected && !IsNotebook && Environment.GetEnvironmentVariable("TERM") != "dumb";

    /// <summary>The terminal's width in characters; 80 where it does not say.</summary>
    public static int Width
    {
        get
        {
            try
            {
                return Console.WindowWidth is > 0 and var width ? width : 80;
            }
            catch (IOException)
            {
                return 80;
            }
        }
    }

    /// <summary>Writes what Keras prints for the reader.</summary>
    public static void Print(string text) => Console.Out.WriteLine(text);
}
