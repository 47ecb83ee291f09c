using System.Globalization;
using NotebookKit.Notebooks.Running;

namespace NotebookKit.Xunit.Hosting;

/// <summary>The process in which a notebook executes, see <see cref="TestHost"/>.</summary>
internal static class Program
{
    private const int WrongUsage = 2;

    private static int Main(string[] args)
    {
        if (args is not [HostCommand.Verb, var pipe])
        {
            Console.Error.WriteLine("NotebookKit.Xunit is started by tests with [Notebooks]; run dotnet test.");
            return WrongUsage;
        }

        // As the command: what cells print is the same on every machine.
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.InvariantCulture;
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.InvariantCulture;
        return NotebookHost.Run(pipe);
    }
}
