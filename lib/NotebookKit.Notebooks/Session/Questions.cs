using Microsoft.DotNet.Interactive;
using Microsoft.DotNet.Interactive.Commands;
using Microsoft.DotNet.Interactive.Events;

namespace NotebookKit.Notebooks.Session;

/// <summary>What kernels and code ask the reader, answered by the session's front end.</summary>
internal static class Questions
{
    /// <summary>Lets the root kernel answer requests for input.</summary>
    public static void AddTo(CompositeKernel root, CellHost host)
    {
        root.RegisterCommandHandler<RequestInput>(async (command, context) =>
        {
            try
            {
                context.Publish(new InputProduced(await host.Ask(new InputRequest(command.Prompt ?? "", command.IsPassword)), command));
            }
            catch (InvalidOperationException error)
            {
                context.Fail(command, message: error.Message);
            }
        });
        root.RegisterCommandHandler<RequestInputs>(async (command, context) =>
        {
            var answers = new Dictionary<string, string>();
            foreach (InputDescription input in command.Inputs)
            {
                answers[input.Name] = await host.Ask(new InputRequest(input.Prompt ?? input.Name, input.TypeHint == "password"));
            }
            context.Publish(new InputsProduced(answers, command));
        });
        root.SetDefaultTargetKernelNameForCommand(typeof(RequestInput), root.Name);
        root.SetDefaultTargetKernelNameForCommand(typeof(RequestInputs), root.Name);
    }
}
