using System.Text;
using System.Text.Json.Nodes;
using NotebookKit.Notebooks.Documents;

namespace NotebookKit.Notebooks.Tests.Documents;

/// <summary>Notebook texts for the tests of this folder.</summary>
internal static class DocumentTexts
{
    public static string Fixture(string name) => Path.Combine(AppContext.BaseDirectory, "Documents", "Fixtures", name);

    public static NotebookDocument Parse(string text, string name = "lesson.ipynb") =>
        NotebookDocument.Parse(Encoding.UTF8.GetBytes(text), name);

    public static string Text(this NotebookDocument document, NotebookFormat format = NotebookFormat.Ipynb) =>
        Encoding.UTF8.GetString(document.ToBytes(format));

    /// <summary>A notebook of nbformat 4 with everything that the format allows, chosen at random.</summary>
    public static JsonObject RandomNotebook(Random random)
    {
        int minor = random.Next(6);
        var root = new JsonObject
        {
            ["cells"] = new JsonArray([.. Enumerable.Range(0, random.Next(6)).Select(i => (JsonNode)RandomCell(random, minor, i))]),
            ["metadata"] = RandomObject(random, 3),
            ["nbformat"] = 4,
            ["nbformat_minor"] = minor,
        };
        if (random.Next(3) == 0)
        {
            root["unknown_at_top"] = RandomValue(random, 2);
        }
        return root;
    }

    public static string RandomText(Random random)
    {
        string[] pieces = ["a", "Zoë ", "智", "🎉",
            "\n", "\r\n", "\t", "\"", "\\", "\u2028", "\u0085", "\x1b[31m", "\x7f", "\0", "\ufeff", "<b>&", "  ", "#!x", "{", "//"];
        return string.Concat(Enumerable.Range(0, random.Next(12)).Select(_ => pieces[random.Next(pieces.Length)]));
    }

    private static JsonObject RandomCell(Random random, int minor, int index)
    {
        var cell = new JsonObject { ["cell_type"] = (string[])["code", "markdown", "raw"] is var kinds ? kinds[random.Next(3)] : null };
        if (minor >= 5)
        {
            cell["id"] = $"id-{index}";
        }
        cell["metadata"] = RandomObject(random, 2);
        string text = RandomText(random);
        cell["source"] = random.Next(2) == 0 ? text : MultilineText.Split(text);
        if ((string)cell["cell_type"]! != "code")
        {
            if (random.Next(3) == 0)
            {
                cell["attachments"] = new JsonObject { ["p.png"] = new JsonObject { ["image/png"] = "AAAA" } };
            }
            return cell;
        }

        cell["execution_count"] = random.Next(2) == 0 ? null : random.Next(100);
        cell["outputs"] = new JsonArray([.. Enumerable.Range(0, random.Next(3)).Select(_ => (JsonNode)RandomOutput(random))]);
        return cell;
    }

    private static JsonObject RandomOutput(Random random) => random.Next(2) == 0
        ? new JsonObject { ["name"] = "stdout", ["output_type"] = "stream", ["text"] = MultilineText.Split(RandomText(random)) }
        : new JsonObject
        {
            ["data"] = new JsonObject { ["text/plain"] = RandomText(random), ["application/json"] = RandomValue(random, 3) },
            ["metadata"] = RandomObject(random, 1),
            ["output_type"] = "display_data",
        };

    private static JsonObject RandomObject(Random random, int depth)
    {
        var members = new JsonObject();
        for (int i = random.Next(4); i > 0; i--)
        {
            members[$"{RandomText(random)}{i}"] = RandomValue(random, depth - 1);
        }
        return members;
    }

    private static JsonNode? RandomValue(Random random, int depth)
    {
        string[] numbers = ["1.0", "1e-5", "-0", "0.1000", "123456789012345678901234567890", "1E+3", "7", "NaN", "Infinity", "-Infinity"];
        return random.Next(depth > 0 ? 7 : 5) switch
        {
            0 => null,
            1 => random.Next(2) == 0,
            2 or 3 => JsonText.Parse(Encoding.ASCII.GetBytes(numbers[random.Next(numbers.Length)])),
            4 => RandomText(random),
            5 => new JsonArray([.. Enumerable.Range(0, random.Next(4)).Select(_ => RandomValue(random, depth - 1))]),
            _ => RandomObject(random, depth),
        };
    }
}
