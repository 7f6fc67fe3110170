using System.Text.RegularExpressions;

namespace RerankFunctions.Local.Hosting.Blobs;

/// <summary>A blob trigger's path: a container, and a pattern of names such as <c>{folder}/{name}.md</c>.</summary>
internal sealed partial class BlobPath
{
    private readonly Regex _pattern;

    private BlobPath(string container, Regex pattern) => (Container, _pattern) = (container, pattern);

    public string Container { get; }

    /// <summary>The names in braces.</summary>
    public IEnumerable<string> Parameters => _pattern.GetGroupNames().Where(name => !char.IsAsciiDigit(name[0]));

    /// <exception cref="FormatException">The container is not a plain name.</exception>
    public static BlobPath Parse(string path)
    {
        var slash = path.IndexOf('/');
        var (container, names) = slash < 0 ? (path, "") : (path[..slash], path[(slash + 1)..]);
        if (container.Length == 0 || container.AsSpan().IndexOfAny("{}%") >= 0)
            throw new FormatException("the path must start with a container's name");

        // As the host reads it, a parameter takes any characters, slashes too.
        var pattern = names.Length == 0 ? ".*" : Parameter().Replace(Regex.Escape(names), "(?<$1>.+)");
        return new BlobPath(container, new Regex($"^{pattern}$", RegexOptions.Singleline | RegexOptions.CultureInvariant));
    }

    /// <summary>What the parameters are in a blob's name, or null if the name is not of the pattern.</summary>
    public IReadOnlyDictionary<string, string>? Match(string blobName)
    {
        var match = _pattern.Match(blobName);
        return match.Success ? Parameters.ToDictionary(name => name, name => match.Groups[name].Value) : null;
    }

    // Regex.Escape escapes the opening brace only.
    [GeneratedRegex(@"\\\{(\w+)\}")]
    private static partial Regex Parameter();
}
