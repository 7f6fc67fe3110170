using YamlDotNet.Core;
using YamlDotNet.Serialization;

namespace RerankFunctions.Emulators.Arctic;

/// <summary>
/// Documents to rerank may be YAML, as Cohere advises for structured ones. The words are in its values; its keys are everyone's.
/// </summary>
internal static class StructuredDocument
{
    private const string TextKey = "text", Between = " > ";

    private static readonly IDeserializer Yaml = new DeserializerBuilder().Build();

    /// <summary>What the document says: headings on the way down, none twice, then the text. A document that is not structured, as it is.</summary>
    public static string Text(string document)
    {
        if (!document.Contains(TextKey + ":", StringComparison.Ordinal))
            return document;
        try
        {
            var fields = Yaml.Deserialize<Dictionary<string, string?>>(document);
            if (fields?.GetValueOrDefault(TextKey) is not { } text)
                return document;
            var headings = "";
            foreach (var value in fields.Where(field => field.Key != TextKey).Select(field => field.Value ?? ""))
                headings = headings.Length == 0 || value == headings || value.StartsWith(headings + Between, StringComparison.Ordinal)
                    ? value
                    : headings + Between + value;
            return headings.Length == 0 ? text : $"{headings}\n\n{text}";
        }
        catch (YamlException)
        {
            return document;
        }
    }
}
