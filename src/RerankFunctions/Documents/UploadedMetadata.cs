using Microsoft.AspNetCore.Http;
using RerankFunctions.Pipeline.Common;
using RerankFunctions.Pipeline.Documents;

namespace RerankFunctions.Documents;

/// <summary>The metadata that an upload comes with, in headers as Blob Storage itself takes it over HTTP.</summary>
internal static class UploadedMetadata
{
    private const string Prefix = "x-ms-meta-";

    /// <exception cref="InvalidRequestException">A blob cannot have it; the exception names the headers.</exception>
    public static Dictionary<string, string> Of(HttpRequest request)
    {
        var metadata = request.Headers
            .Where(header => header.Key.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
            .ToDictionary(header => header.Key[Prefix.Length..], header => header.Value.ToString());
        var errors = new Dictionary<string, string>();
        foreach (var (name, value) in metadata)
        {
            if ((MetadataRules.FlawOfName(name) ?? MetadataRules.FlawOfValue(value)) is { } flaw)
                errors[Prefix + name] = flaw;
        }

        if (MetadataRules.FlawOfAll(metadata) is { } tooMuch)
            errors[Prefix + "*"] = tooMuch;
        return errors.Count == 0 ? metadata : throw new InvalidRequestException(errors);
    }
}
