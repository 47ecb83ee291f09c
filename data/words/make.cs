// Makes words.csv anew: dotnet run data/words/make.cs -- FOLDER > data/words/words.csv
// where FOLDER is the unpacked npm package cldr-localenames-full 48.2.0 (npm pack cldr-localenames-full@48.2.0).
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

(string Code, string Name)[] languages =
[
    ("nl", "Dutch"), ("en", "English"), ("fi", "Finnish"), ("fr", "French"), ("de", "German"), ("it", "Italian"), ("pl", "Polish"),
    ("es", "Spanish"), ("sv", "Swedish"), ("tr", "Turkish"),
];
string[] files = ["languages.json", "territories.json", "scripts.json", "variants.json", "localeDisplayNames.json"];
var word = new Regex(@"(?<![\p{L}\p{M}\p{N}'’])\p{L}{3,16}(?![\p{L}\p{M}\p{N}'’])");

// A word that several of the languages have, as most names of countries are, cannot tell them apart.
var words = languages.ToDictionary(language => language.Name, language => Words(language.Code));
var shared = words.Values.SelectMany(all => all).GroupBy(w => w).Where(group => group.Count() > 1).Select(group => group.Key).ToHashSet();

using var output = new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(false)) { NewLine = "\n" };
output.WriteLine("language,word");
foreach ((string language, HashSet<string> all) in words)
{
    foreach (string w in all.Except(shared).Order(StringComparer.Ordinal))
    {
        output.WriteLine($"{language},{w}");
    }
}

HashSet<string> Words(string code)
{
    var found = new HashSet<string>();
    foreach (string file in files)
    {
        using JsonDocument names = JsonDocument.Parse(File.ReadAllText(Path.Combine(args[0], "main", code, file)));
        Collect(names.RootElement.GetProperty("main").GetProperty(code).GetProperty("localeDisplayNames"), code, found);
    }
    return found;
}

void Collect(JsonElement element, string code, HashSet<string> found)
{
    if (element.ValueKind == JsonValueKind.Object)
    {
        foreach (JsonProperty property in element.EnumerateObject())
        {
            Collect(property.Value, code, found);
        }
    }
    else if (element.ValueKind == JsonValueKind.String)
    {
        string text = element.GetString()!.Normalize();
        // Turkish alone has a dotless i, as a small I.
        text = code == "tr" ? text.Replace('I', 'ı').Replace('İ', 'i') : text;
        foreach (Match match in word.Matches(text.ToLowerInvariant()))
        {
            found.Add(match.Value);
        }
    }
}
