namespace NotebookKit.Notebooks.Conversion;

/// <summary>What a converted program brings to show values as the notebook's plain text shows them.</summary>
internal static class ProgramHelper
{
    /// <summary>The names that it defines, which a notebook's own must not take.</summary>
    public static readonly string[] Names = ["ShowValue", "ShowValueAsync", "display", "HTML", "args"];

    /// <summary>The name of its class.</summary>
    public const string Class = "NotebookOutput";

    /// <summary>Its text.</summary>
    public const string Text =
        """
        static class NotebookOutput
        {
            public static void ShowValue(System.Action run) => run();

            public static void ShowValue<T>(System.Func<T> run) => ShowValue((object?)run());

            public static void ShowValue(object? value) => System.Console.WriteLine(Text(value));

            public static System.Threading.Tasks.Task ShowValueAsync(System.Func<System.Threading.Tasks.Task> run) => run();

            public static async System.Threading.Tasks.Task ShowValueAsync<T>(System.Func<System.Threading.Tasks.Task<T>> run) =>
                ShowValue((object?)await run());

            public static Shown display(object? value, params string[] mimeTypes)
            {
                ShowValue(value);
                return new Shown();
            }

            public static Shown Display(this object? value, params string[] mimeTypes) => display(value);

            public static Shown DisplayAs(this string? value, string mimeType) => display(value);

            public static Shown DisplayTable<T>(this System.Collections.Generic.IEnumerable<T> value) => display(value);

            public static string HTML(string content) => content;

            public sealed class Shown
            {
                public void Update(object? value) => ShowValue(value);
            }

            private static string Text(object? value) => value switch
            {
                null => "<null>",
                string text => text,
                System.DateTime time => time.ToString("u", System.Globalization.CultureInfo.InvariantCulture),
                System.DateTimeOffset time => time.ToString("u", System.Globalization.CultureInfo.InvariantCulture),
                System.Array { Rank: 2 } matrix => Matrix(matrix),
                System.Array rows when rows.GetType().GetElementType()!.IsArray => Rows(rows),
                System.Collections.ICollection items => Items(items),
                System.Collections.IEnumerable items when !PrintsItself(value) => Items(items),
                System.IFormattable number => number.ToString(null, System.Globalization.CultureInfo.InvariantCulture),
                _ => value.ToString() ?? "",
            };

            private static string Matrix(System.Array matrix)
            {
                string name = TypeName(matrix.GetType().GetElementType()!);
                var lines = new System.Collections.Generic.List<string> { $"{name}[{matrix.GetLength(0)},{matrix.GetLength(1)}]" };
                for (int i = 0; i < matrix.GetLength(0); i++)
                {
                    var row = new object?[matrix.GetLength(1)];
                    for (int k = 0; k < row.Length; k++) row[k] = matrix.GetValue(i + matrix.GetLowerBound(0), k + matrix.GetLowerBound(1));
                    lines.Add(Items(row));
                }

                return string.Join('\n', lines);
            }

            private static string Rows(System.Array rows)
            {
                string text = TypeName(rows.GetType());
                foreach (object? row in rows) text += "\n" + Text(row);
                return text;
            }

            private static string Items(System.Collections.IEnumerable items)
            {
                const int most = 20;
                string list = "[ ", objects = TypeName(items.GetType());
                int count = 0;
                bool isList = true;
                foreach (object? item in items)
                {
                    isList &= IsScalar(item);
                    if (count < most)
                    {
                        list += (count > 0 ? ", " : "") + Text(item);
                        objects += "\n      - " + (isList ? "" : Members(item!));
                    }

                    count++;
                    if (count > 100_000) break;
                }

                string rest = count > most ? $" ... ({count - most} more)" : "";
                return isList ? list + rest + " ]" : objects + (rest.Length > 0 ? "\n     " + rest : "");
            }

            private static bool IsScalar(object? value) =>
                value is null or string or bool or char or System.Enum or System.IFormattable
                || value is not System.Collections.IEnumerable && value.GetType().GetProperties().Length == 0;

            private static string Members(object value)
            {
                string text = "";
                foreach (var member in value.GetType().GetProperties())
                {
                    if (member.GetIndexParameters().Length > 0) continue;
                    text += (text.Length > 0 ? "\n        " : "") + $"{member.Name}: {Text(member.GetValue(value))}";
                }

                return text;
            }

            private static bool PrintsItself(object value) =>
                value.GetType().GetMethod("ToString", System.Type.EmptyTypes)?.DeclaringType is { } declaring
                && declaring != typeof(object) && declaring != typeof(System.ValueType);

            private static string TypeName(System.Type type)
            {
                if (type.IsArray) return TypeName(type.GetElementType()!) + "[" + new string(',', type.GetArrayRank() - 1) + "]";
                if (!type.IsGenericType) return type.Name;
                var arguments = System.Array.ConvertAll(type.GetGenericArguments(), TypeName);
                return type.Name.Split('`')[0] + "<" + string.Join(",", arguments) + ">";
            }
        }
        """;
}
