using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace RerankFunctions.Reading.Markdown;

internal static class FrontMatter
{
    /// <returns>The scalar under the top-level key <c>title</c>, or null if there is none or the YAML is not valid.</returns>
    public static string? Title(string yaml)
    {
        try
        {
            // Events, since a tree would follow aliases and recurse.
            var parser = new Parser(new StringReader(yaml));
            var depth = 0;
            var isKey = false;
            var isTitle = false;
            while (parser.MoveNext())
            {
                var current = parser.Current!;
                if (depth == 1 && current.NestingIncrease >= 0 && current is Scalar or AnchorAlias or MappingStart or SequenceStart)
                {
                    isKey = !isKey;
                    if (isTitle && !isKey)
                        return current is Scalar { Value: var value } && BlockText.OneLine(value) is { Length: > 0 } title ? title : null;
                    isTitle = isKey && current is Scalar { Value: "title" or "Title" };
                }

                depth += current is MappingStart or SequenceStart ? 1 : current is MappingEnd or SequenceEnd ? -1 : 0;
            }

            return null;
        }
        catch (YamlException)
        {
            return null;
        }
    }
}
