using RerankFunctions.Pipeline.Common;

namespace RerankFunctions.Pipeline.Cohere;

/// <summary>Whether Cohere has a model for our key that does what we want of it.</summary>
/// <param name="endpoint">What it is to do: embed or rerank.</param>
internal sealed class CohereModelProbe(CohereClient cohere, string endpoint, string model) : IReadinessProbe
{
    public string Dependency => CohereClient.Name;

    public string Part => $"{endpoint} model {model}";

    public async Task<string?> AskAsync(CancellationToken cancellationToken)
    {
        var found = await cohere.FindModelAsync(model, cancellationToken);
        if (found.Endpoints?.Contains(endpoint) is false)
            throw new DependencyException(CohereClient.Name, DependencyFailure.Refused, $"{model} is no {endpoint} model.");
        return found.IsDeprecated is true
            ? $"Cohere has deprecated {model} and will shut it down: https://docs.cohere.com/docs/deprecations says what takes its place."
            : null;
    }
}
