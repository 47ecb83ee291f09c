using NotebookKit.Notebooks.Running;
using NotebookKit.Notebooks.Running.Original;
using NotebookKit.Tool;
using NotebookKit.Tool.Jupyter.Kernel;

Cultures.SetUp();

// The process of a notebook: before anything else, since a reader waits for the first cell.
if (args is [HostCommand.Verb, var pipe])
{
    return NotebookHost.Run(pipe);
}

// The process between the runner and .NET Interactive.
if (args is [OriginalHost.Verb, var link, .. var original])
{
    return OriginalHost.Run(link, original);
}

// The process that speaks for a kernel that died.
if (args is [LastWords.Verb, var connectionFile, var inherited, var mark])
{
    return LastWords.Run(connectionFile, inherited, mark);
}

return await CommandLine.RunAsync(args);

// Said here, since a generator of ASP.NET makes the class public that says nothing.
internal partial class Program;
