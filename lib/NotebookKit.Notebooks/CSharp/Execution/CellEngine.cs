using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using NotebookKit.Notebooks.Session;

namespace NotebookKit.Notebooks.CSharp;

/// <summary>Compiles and runs C#: each piece of code sees what the earlier ones defined.</summary>
internal sealed class CellEngine
{
    private readonly CellHost _host;
    private readonly List<Started> _started = [];
    private readonly System.Runtime.CompilerServices.ConditionalWeakTable<CSharpCompilation, object> _linkedCells = [];
    private object?[] _slots = new object?[16];

    public CellEngine(SessionOptions options, CellHost host)
    {
        _host = host;
        Assemblies = new SessionAssemblies();
        References = new LibraryReferences(options, Assemblies, host);
        Chain = new SubmissionChain(new DirectiveReferenceResolver(References), options.WorkingDirectory);
        Variables = new SessionVariables(Chain);
    }

    public SubmissionChain Chain { get; }

    public SessionAssemblies Assemblies { get; }

    public LibraryReferences References { get; }

    public SessionVariables Variables { get; }

    public SourceCells Sources { get; } = new();

    /// <summary>Runs code to its end, its result included when it has one.</summary>
    /// <param name="code">C# without directives other than <c>#load</c> and <c>#r</c> in loaded files.</param>
    /// <param name="name">What errors call it.</param>
    /// <param name="shown">The text whose lines errors show, when it differs from <paramref name="code"/>.</param>
    /// <param name="show">Shows the result, under the same control as the code, since showing runs user code too.</param>
    /// <param name="running">The cell that the code runs for, whose interrupt stops it anywhere; <c>null</c> between cells.</param>
    public CellValue Run(string code, string name, string shown, Action<object?> show, RunningCell? running)
    {
        CancellationToken interrupt = running?.Interrupt ?? default;
        Sources.Add(name, shown);
        LinkStarted();
        if (Nesting.IsTooDeep(code))
        {
            throw CompilationErrors.TooDeep(name);
        }
        try
        {
            var cell = CompiledCell.From(Chain, ScriptSyntax.Parse(code, name), Sources, interrupt);
            Warn(cell.Warnings);
            return Run(cell, show, running);
        }
        catch (OperationCanceledException) when (interrupt.IsCancellationRequested)
        {
            throw CellFailure.Interrupted("The cell was interrupted. What earlier cells defined is unchanged.");
        }
        catch (Exception error) when (CompilationErrors.IsTooDeep(error))
        {
            throw CompilationErrors.TooDeep(name);
        }
    }

    /// <summary>Defines a variable with a value.</summary>
    /// <param name="name">A C# name.</param>
    /// <param name="value">Its value.</param>
    /// <param name="type">Its type; the value's own when <c>null</c>.</param>
    /// <param name="running">The cell that it is done for.</param>
    public void Declare(string name, object? value, Type? type, RunningCell? running)
    {
        string declared = DeclaredType.Of(type ?? value?.GetType());
        try
        {
            Run($"{declared} {name} = default;", $"declaration of {name}", "", _ => { }, running);
        }
        catch (CellFailure) when (running is not { Interrupt.IsCancellationRequested: true })
        {
            // A type that cells cannot name, such as one defined anew since.
            Run($"object {name} = default;", $"declaration of {name}", "", _ => { }, running);
        }

        Variables.Set(name, value);
    }

    /// <summary>Does what calls code of the reader outside of a cell's own text, such as printing a value.</summary>
    /// <exception cref="OperationCanceledException">It was interrupted.</exception>
    public void Control(Action work, RunningCell? running) => RunningCell.AsCode(() => NewRun(running).Run(work));

    /// <summary>As <see cref="Control(Action, RunningCell)"/>, for work that awaits.</summary>
    public void Control(Func<Task> work, RunningCell? running) => RunningCell.AsCode(() => NewRun(running).Run(async () =>
    {
        await work();
        return null;
    }));

    private ControlledRun NewRun(RunningCell? running) =>
        new(running?.Interrupt ?? default, running?.Force ?? default, error => _host.FailBeside(AsyncVoid(error)),
            text => _host.Write("stderr", text))
        { OnAsyncVoid = _host.CountAsyncVoid };

    private CellValue Run(CompiledCell cell, Action<object?> show, RunningCell? running)
    {
        bool linked = Chain.DefinesSomething(cell.Compilation);
        if (cell.Image is null)
        {
            if (linked)
            {
                Chain.Link(cell.Compilation);
            }
            return CellValue.None;
        }

        Func<object?[], Task<object?>> start = Start(cell, linked);
        if (Chain.Length + 3 > _slots.Length)
        {
            Array.Resize(ref _slots, _slots.Length * 2);
        }
        object?[] state = _slots;
        ControlledRun run = NewRun(running);
        object? value = null;
        var here = new Started(cell, state, linked);
        lock (_started)
        {
            _started.Add(here);
        }
        try
        {
            RunningCell.AsCode(() => value = run.Run(() => start(state)));
            if (linked)
            {
                Link(cell, state);
            }
            if (value is null && !cell.EndsInValue)
            {
                return CellValue.None;
            }
            RunningCell.AsCode(() => run.Run(() => show(value)));
            return CellValue.Of(value);
        }
        catch (OperationCanceledException) when (running is { Interrupt.IsCancellationRequested: true })
        {
            LinkUnfinished(here);
            throw run.LeftRunning
                ? CellFailure.Interrupted("The cell was interrupted, but some of its code could not be stopped and goes on in the "
                    + "background. Restart the session to end it.")
                : CellFailure.Interrupted("The cell was interrupted. What earlier cells defined is unchanged.");
        }
        catch (Exception error) when (error is not CellFailure)
        {
            LinkUnfinished(here);
            throw RuntimeErrors.Failure(error, Sources);
        }
        finally
        {
            lock (_started)
            {
                _started.Remove(here);
            }
        }
    }

    /// <summary>
    /// Code that a running cell sends comes after that cell in the chain, and sees what it has defined so far. Were the cell
    /// linked when it ends, as others are, it would take the place of what it sent.
    /// </summary>
    private void LinkStarted()
    {
        lock (_started)
        {
            foreach (Started outer in _started)
            {
                if (outer.Linked && SessionVariables.Began(outer.Cell.Compilation, outer.State))
                {
                    Link(outer.Cell, outer.State);
                }
            }
        }
    }

    /// <summary>The method that Roslyn generates to run a submission: it takes its place among the earlier ones and starts.</summary>
    private Func<object?[], Task<object?>> Start(CompiledCell cell, bool linked)
    {
        Assembly assembly = linked ? Assemblies.LoadLinked(cell) : Assemblies.LoadTransient(cell);
        IMethodSymbol entry = cell.Compilation.GetEntryPoint(default)
            ?? throw new InvalidOperationException("The compiler gave a cell no entry point.");
        return assembly.GetType(entry.ContainingType.MetadataName, throwOnError: true)!
            .GetMethod(entry.MetadataName, BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)!
            .CreateDelegate<Func<object?[], Task<object?>>>();
    }

    private void Link(CompiledCell cell, object?[] state)
    {
        // Showing the result may fail after the cell itself was linked, and code that the cell sent may have linked it.
        if (_linkedCells.TryAdd(cell.Compilation, Sources))
        {
            Chain.Link(cell.Compilation);
            Variables.Add(cell.Compilation, state);
        }
    }

    /// <summary>
    /// A cell that did not reach its end still defines what it got to, as long as that hides nothing: a variable that
    /// never got its value must not take the place of an earlier one that has one. One that was interrupted before it
    /// began defines nothing.
    /// </summary>
    private void LinkUnfinished(Started started)
    {
        (CompiledCell cell, object?[] state, bool linked) = started;
        if (linked && SessionVariables.Began(cell.Compilation, state) && !Variables.WouldHide(cell.Compilation, state))
        {
            Link(cell, state);
        }
    }

    private ErrorEvent AsyncVoid(Exception error)
    {
        const string advice = "An async void method threw this, which nobody can await or catch: declare it async Task, and await it.";
        ErrorEvent described = RuntimeErrors.Failure(error, Sources).Error;
        return new ErrorEvent(described.Name, $"{described.Value} {advice}", [.. described.Traceback, advice]);
    }

    private void Warn(IReadOnlyList<Diagnostic> warnings)
    {
        var hinted = new HashSet<string>(StringComparer.Ordinal);
        foreach (Diagnostic warning in warnings)
        {
            _host.Write("stderr", string.Join('\n', CompilationErrors.Describe(warning, Sources, hinted)) + "\n");
        }
    }

    /// <summary>A cell that has started and not ended.</summary>
    private sealed record Started(CompiledCell Cell, object?[] State, bool Linked);
}
