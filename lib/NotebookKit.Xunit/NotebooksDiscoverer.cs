using System.Globalization;
using System.Reflection;
using NotebookKit.Notebooks.Comparing;
using NotebookKit.Notebooks.Documents;
using NotebookKit.Notebooks.Running;
using NotebookKit.Xunit.Execution;
using Xunit.Sdk;
using Xunit.v3;

namespace NotebookKit.Xunit;

/// <summary>
/// Lists the cases of a method with <see cref="NotebooksAttribute"/>: the code cells of its notebooks. What is wrong with the
/// attribute or a file is a case that fails with a sentence, since a test that is not listed is missed by nobody.
/// </summary>
public sealed class NotebooksDiscoverer : IXunitTestCaseDiscoverer
{
    /// <inheritdoc/>
    public ValueTask<IReadOnlyCollection<IXunitTestCase>> Discover(
        ITestFrameworkDiscoveryOptions discoveryOptions, IXunitTestMethod testMethod, IFactAttribute factAttribute)
    {
        ArgumentNullException.ThrowIfNull(testMethod);
        var attribute = (NotebooksAttribute)factAttribute;
        IReadOnlyCollection<IXunitTestCase> cases;
        try
        {
            CheckMethod(testMethod);
            _ = NotebookOptions.Of(attribute);
            NotebookFilter? filter = NotebookOptions.FilterOf(attribute);
            cases = [.. NotebookFiles.Find(attribute.Path, NotebookFiles.Folders(attribute.SourceFilePath))
                .Where(file => filter?.TakesPath(file.Name) != false)
                .SelectMany(file => CasesOf(file, testMethod, attribute, filter))];
            if (cases.Count == 0)
            {
                throw new FormatException($"[Notebooks(\"{attribute.Path}\")]: its Filter leaves no cell of any notebook.");
            }
        }
        catch (Exception error) when (error is FormatException or IOException or UnauthorizedAccessException)
        {
            cases = [Problem(testMethod, attribute, new NotebookFile(attribute.SourceFilePath ?? "", ""),
                $"{testMethod.TestClass.TestClassName}.{testMethod.MethodName}", attribute.SourceLineNumber ?? 1, error.Message)];
        }

        return new(cases);
    }

    private static IEnumerable<IXunitTestCase> CasesOf(
        NotebookFile file, IXunitTestMethod testMethod, NotebooksAttribute attribute, NotebookFilter? filter)
    {
        string name = attribute.DisplayName is { } display ? $"{display} › {file.Name}" : file.Name;
        XunitTestMethod method = InOwnCollection(testMethod, file.Name);
        NotebookDocument document;
        try
        {
            document = NotebookDocument.Load(file.Path);
        }
        catch (Exception error)
        {
            return [Problem(method, attribute, file, name, 1, FileFailure.Describe(file.Path, error, "the file cannot be read"))];
        }

        var listed = CodeCells.Of(document, attribute).Index().Where(cell => !string.IsNullOrWhiteSpace(cell.Item.Source)).ToList();
        if (listed.Count == 0)
        {
            return [Case(new CellPlace(file.Path, file.Name, -1), method, attribute, name, "the notebook has no code cells", null, 1)];
        }

        if (filter?.Takes(document) == false)
        {
            return [];
        }

        IReadOnlySet<NotebookCell>? chosen = filter?.Chosen(document);
        IReadOnlyDictionary<int, int> places = CellPlaces.In(
            new NotebookReport(file.Path, document, [], NotebookOutcome.Passed, TimeSpan.Zero, null));
        return listed.Where(cell => chosen?.Contains(cell.Item) != false).Select(cell =>
        {
            int index = document.Cells.Index().First(other => other.Item == cell.Item).Index;
            string title = string.Create(CultureInfo.InvariantCulture, $"{name} › cell {index + 1}: {cell.Item.Title}");
            string? skip = cell.Item.HasTag("skip-execution") ? "The cell is tagged skip-execution."
                : attribute.Compare && CellMarks.Of(cell.Item).Skip ? "The cell is marked nbval-skip."
                : null;
            return (IXunitTestCase)Case(
                new CellPlace(file.Path, file.Name, cell.Index), method, attribute, title, skip, cell.Item,
                places.GetValueOrDefault(index, 1));
        });
    }

    // Ordinal order of the ids is the order in which xunit runs the cases of a method.
    private static NotebookCellTestCase Case(
        CellPlace place, IXunitTestMethod method, NotebooksAttribute attribute, string title, string? skip, NotebookCell? cell, int line)
    {
        var traits = method.Traits.ToDictionary(
            trait => trait.Key, trait => trait.Value.ToHashSet(StringComparer.Ordinal), StringComparer.OrdinalIgnoreCase);
        Add("Notebook", place.Name.Length > 0 ? [place.Name] : []);
        Add("Tag", cell?.Tags ?? []);
        string id = string.Create(CultureInfo.InvariantCulture, $"{Id(method, place.Name)}-{place.Ordinal + 1:00000}");
        return new NotebookCellTestCase(place, method, title, id, attribute, skip, traits, line);

        void Add(string trait, IReadOnlyCollection<string> values)
        {
            if (values.Count > 0)
            {
                (traits.TryGetValue(trait, out HashSet<string>? all) ? all : traits[trait] = []).UnionWith(values);
            }
        }
    }

    private static NotebookCellTestCase Problem(
        IXunitTestMethod method, NotebooksAttribute attribute, NotebookFile file, string title, int line, string message)
    {
        NotebookCellTestCase test = Case(new CellPlace(file.Path, file.Name, -1), method, attribute, title, null, null, line);
        test.Problem = message;
        return test;
    }

    private static string Id(IXunitTestMethod method, string name)
    {
        using var id = new UniqueIDGenerator();
        id.Add(method.UniqueID);
        id.Add(name);
        return id.Compute();
    }

    private static XunitTestMethod InOwnCollection(IXunitTestMethod method, string name)
    {
        (IXunitTestCollection given, Type type) = (method.TestClass.TestCollection, method.TestClass.Class);
        bool isChosen = given.CollectionDefinition is not null
            || type.GetCustomAttributes().Any(attribute => attribute is ICollectionAttribute);
        IXunitTestCollection collection = isChosen
            ? given
            : new XunitTestCollection(
                given.TestAssembly, typeof(NotebookCollection), given.DisableParallelization,
                $"{type.FullName}.{method.MethodName} › {name}");
        return new XunitTestMethod(new XunitTestClass(type, collection), method.Method, []);
    }

    private static void CheckMethod(IXunitTestMethod method)
    {
        if (method.Parameters.Count > 0 || method.ReturnType != typeof(void))
        {
            throw new FormatException(
                $"{method.MethodName}: a method with [Notebooks] has no parameters and returns void: "
                + $"public void {method.MethodName}() {{ }}");
        }

        // nop and ret: what the compiler makes of {}.
        const byte nop = 0x00, ret = 0x2A;
        if (method.Method.GetMethodBody()?.GetILAsByteArray() is { } code && code.Any(instruction => instruction is not (nop or ret)))
        {
            throw new FormatException(
                $"{method.MethodName}: the body of a method with [Notebooks] is never run; leave it empty, "
                + "and test in a method of its own.");
        }
    }
}
