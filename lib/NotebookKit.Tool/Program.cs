using NotebookKit.Notebooks.Running;
using NotebookKit.Tool;

Cultures.SetUp();

// The process of a notebook: before anything else, since a reader waits for the first cell.
if (args is [HostCommand.Verb, var pipe]) return NotebookHost.Run(pipe);

return await CommandLine.RunAsync(args);
