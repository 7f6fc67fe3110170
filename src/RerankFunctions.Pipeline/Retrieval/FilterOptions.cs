using System.ComponentModel.DataAnnotations;
using System.Text.RegularExpressions;

namespace RerankFunctions.Pipeline.Retrieval;

internal sealed partial class FilterOptions : IValidatableObject
{
    public const string Section = "Search";

    private static readonly string[] Types = ["keyword", "number", "datetime"];

    /// <summary>Metadata that searches can be filtered by: <c>lang, year:number, published:datetime</c>; without a type a keyword.</summary>
    public string MetadataFields { get; set; } = "";

    public IEnumerable<(string Name, string Type)> Metadata()
        => from field in MetadataFields.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
           let parts = field.Split(':', 2, StringSplitOptions.TrimEntries)
           select (parts[0].ToLowerInvariant(), parts is [_, var type] ? type : Types[0]);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var (name, type) in Metadata())
        {
            if (!MetadataName().IsMatch(name) || !Types.Contains(type))
                yield return new ValidationResult(
                    "Set Search__MetadataFields to names of metadata with their types, such as 'lang, year:number, published:datetime': "
                    + $"'{name}:{type}' is none. Names have letters, digits, '_' and '-'; types are {string.Join(", ", Types)}.");
        }

        foreach (var twice in Metadata().CountBy(field => field.Name).Where(field => field.Value > 1))
            yield return new ValidationResult($"Set Search__MetadataFields to names that differ: '{twice.Key}' is there {twice.Value} times.");
    }

    [GeneratedRegex("^[a-z_][a-z0-9_-]*$")]
    private static partial Regex MetadataName();
}
