using System.Text;

namespace RerankFunctions.Reading.Tabular;

internal static class RecordText
{
    /// <summary>
    /// A record as one line: "name: value; name: value". Empty values are left out, and so are names beyond those there are.
    /// </summary>
    public static string WriteRecord(IReadOnlyList<string> names, IReadOnlyList<string> values)
    {
        var text = new StringBuilder();
        for (var at = 0; at < values.Count; at++)
        {
            if (values[at].Length == 0)
                continue;
            if (text.Length > 0)
                text.Append("; ");
            if (at < names.Count && names[at].Length > 0)
                text.Append(names[at]).Append(": ");
            text.Append(values[at]);
        }

        return text.ToString();
    }
}
