using System.Reflection;

namespace NotebookKit.Notebooks.Running;

/// <summary>
/// The command that starts a process in which a notebook executes. The program it starts calls
/// <see cref="NotebookHost.Run"/> with the last argument, which the runner adds.
/// </summary>
/// <param name="FileName">The program.</param>
/// <param name="Arguments">Its arguments before the one that the runner adds.</param>
public sealed record HostCommand(string FileName, IReadOnlyList<string> Arguments)
{
    /// <summary>The hidden first argument by which <c>notebookkit</c> knows that it should execute cells.</summary>
    public const string Verb = "notebook-host";

    /// <summary>The same program with another verb, where <see cref="Verb"/> stands among the arguments.</summary>
    internal HostCommand With(string verb) => this with { Arguments = [.. Arguments.Select(word => word == Verb ? verb : word)] };

    /// <summary>The running program itself, started anew with <see cref="Verb"/>.</summary>
    public static HostCommand Self()
    {
        string program = Environment.ProcessPath ?? throw new InvalidOperationException("The path of the running program is unknown.");
        bool startedByDotnet = Path.GetFileNameWithoutExtension(program).Equals("dotnet", StringComparison.OrdinalIgnoreCase);
        return startedByDotnet
            ? new HostCommand(program, [Assembly.GetEntryAssembly()!.Location, Verb])
            : new HostCommand(program, [Verb]);
    }
}
