using System.Text.Json.Nodes;
using RerankFunctions.Infra.Tests.Bicep;

namespace RerankFunctions.Infra.Tests.Parameters;

/// <summary>What infra/main.bicepparam makes of an environment: compiled with a value for every variable, and with none but those it must have.</summary>
internal sealed record ParameterFile(JsonObject Given, JsonObject Defaults)
{
    /// <summary>Each variable with a value that is no default and no other's, the parameter that it is for, and what that then is.</summary>
    public static IReadOnlyList<(string Variable, string Value, string Parameter)> Meant { get; } =
    [
        ("AZURE_ENV_NAME", "an-environment", "environmentName"),
        ("AZURE_LOCATION", "northeurope", "location"),
        ("QDRANT_ENDPOINT", "https://qdrant.example:6334", "qdrantEndpoint"),
        ("QDRANT_API_KEY", "key-of-qdrant", "qdrantApiKey"),
        ("COHERE_API_KEY", "key-of-cohere", "cohereApiKey"),
        ("COHERE_EMBED_MODEL", "an-embed-model", "settings.Cohere__EmbedModel"),
        ("COHERE_QUERY_EMBED_MODEL", "an-older-embed-model", "settings.Cohere__QueryEmbedModel"),
        ("COHERE_RERANK_MODEL", "a-rerank-model", "settings.Cohere__RerankModel"),
        ("COHERE_EMBED_INPUTS_PER_MINUTE", "101", "settings.Cohere__EmbedInputsPerMinute"),
        ("QDRANT_COLLECTION", "a-collection", "settings.Qdrant__Collection"),
        ("QDRANT_SEARCH_COLLECTION", "an-older-collection", "settings.Qdrant__SearchCollection"),
        ("QDRANT_VECTOR_SIZE", "102", "settings.Qdrant__VectorSize"),
        ("QDRANT_DISTANCE", "Cosine", "settings.Qdrant__Distance"),
        ("QDRANT_REPLICATION_FACTOR", "3", "settings.Qdrant__ReplicationFactor"),
        ("CHUNKING_MAX_TOKENS", "103", "settings.Chunking__MaxTokens"),
        ("CHUNKING_OVERLAP_TOKENS", "14", "settings.Chunking__OverlapTokens"),
        ("SEARCH_RERANK_TIMEOUT_SECONDS", "15", "settings.Search__RerankTimeoutSeconds"),
        ("SEARCH_METADATA_FIELDS", "lang, year:number", "settings.Search__MetadataFields"),
        ("PRICES_EMBED_PER_MILLION_TOKENS", "0.16", "settings.Prices__EmbedPerMillionTokens"),
        ("PRICES_RERANK_PER_THOUSAND_SEARCH_UNITS", "2.17", "settings.Prices__RerankPerThousandSearchUnits"),
        ("PRICES_CURRENCY", "EUR", "settings.Prices__Currency"),
        ("API_MAX_UPLOAD_BYTES", "1000000", "settings.Api__MaxUploadBytes"),
        ("API_REQUESTS_PER_MINUTE_PER_CALLER", "118", "settings.Api__RequestsPerMinutePerCaller"),
        ("CORS_ALLOWED_ORIGINS", "https://a.example,https://b.example", "corsAllowedOrigins"),
        ("INSTANCE_MEMORY_MB", "4096", "scale.instanceMemoryMB"),
        ("MAXIMUM_INSTANCES", "106", "scale.maximumInstanceCount"),
        ("HTTP_CONCURRENCY", "107", "scale.httpConcurrency"),
        ("ALWAYS_READY_HTTP", "8", "scale.alwaysReadyHttp"),
        ("ALWAYS_READY_BLOB", "9", "scale.alwaysReadyBlob"),
        ("PRIVATE_NETWORKING", "True", "privateNetworking"),
        ("ZONE_REDUNDANT", "true", "zoneRedundant"),
        ("ALERT_EMAIL", "operator@example.com", "alertEmail"),
        ("LOG_RETENTION_DAYS", "110", "logRetentionDays"),
        ("LOG_DAILY_CAP_GB", "11", "logDailyCapGB"),
        ("MONTHLY_BUDGET", "112", "monthlyBudget"),
        ("BUDGET_START", "2026-11-01", "budgetStart"),
        ("DOCUMENTS_WRITER_ID", "someone", "documentsWriterId"),
        ("RECOVER_VAULT", "true", "recoverVault"),
    ];

    /// <summary>Compiles all parameter files that the pattern names, and reads what was made of one of them.</summary>
    public static async Task<Func<string, ParameterFile>> CompileAsync(string folder, string pattern)
    {
        var given = await ReadAsync(Meant.ToDictionary(item => item.Variable, item => item.Value));
        var defaults = await ReadAsync(Meant.Take(3).ToDictionary(item => item.Variable, item => item.Value));
        return path => new ParameterFile(given[path], defaults[path]);

        async Task<Dictionary<string, JsonObject>> ReadAsync(Dictionary<string, string> environment)
        {
            await BicepCompiler.RunAsync(folder, environment, "build-params", "--pattern", pattern);
            return Directory.EnumerateFiles(folder, "main.json", SearchOption.AllDirectories).ToDictionary(
                file => Path.GetRelativePath(folder, Path.GetDirectoryName(file)!),
                file => (JsonObject)JsonNode.Parse(File.ReadAllText(file))!["parameters"]!);
        }
    }

    public static string Value(JsonObject parameters, string path) => path.Split('.') is [var parameter, var property]
        ? parameters[parameter]?["value"]?[property]?.ToString() ?? "nothing"
        : parameters[path]?["value"] is JsonArray list ? string.Join(',', list) : parameters[path]?["value"]?.ToString() ?? "nothing";
}
