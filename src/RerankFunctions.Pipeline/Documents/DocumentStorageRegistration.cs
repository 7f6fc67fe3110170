using Azure.Core;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using Microsoft.Extensions.Azure;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using RerankFunctions.Pipeline.Common;

namespace RerankFunctions.Pipeline.Documents;

/// <summary>Finds the documents' account by the same setting that the triggers use.</summary>
internal static class DocumentStorageRegistration
{
    // The Functions host reads queue messages as base64 unless told otherwise.
    private static readonly QueueClientOptions QueueOptions = new() { MessageEncoding = QueueMessageEncoding.Base64 };

    public static IServiceCollection AddDocumentStorage(this IServiceCollection services)
    {
        services.AddAzureClientsCore();
        services.AddSingleton(provider => Connect(
            provider,
            connectionString => new BlobServiceClient(connectionString),
            "blobServiceUri",
            (address, credential) => new BlobServiceClient(address, credential)));
        services.AddSingleton(provider => Connect(
            provider,
            connectionString => new QueueServiceClient(connectionString, QueueOptions),
            "queueServiceUri",
            (address, credential) => new QueueServiceClient(address, credential, QueueOptions)));
        services.AddSingleton<DocumentStore>();
        services.AddSingleton<IDocumentSource>(provider => provider.GetRequiredService<DocumentStore>());
        services.AddSingleton<DocumentOutcomes>();
        services.AddSingleton<IDocumentOutcomes>(provider => provider.GetRequiredService<DocumentOutcomes>());
        services.AddSingleton<RunLeases>();
        services.AddSingleton<ISharedMinute, MinuteLeases>();
        services.AddSingleton<RepairNote>();
        services.AddSingleton<DocumentQueue>();
        services.AddSingleton<IReadinessProbe, StorageProbe>();
        return services;
    }

    /// <exception cref="OptionsValidationException">The setting is missing or is no account.</exception>
    private static TClient Connect<TClient>(
        IServiceProvider services, Func<string, TClient> byConnectionString, string addressSetting, Func<Uri, TokenCredential, TClient> byIdentity)
    {
        var section = services.GetRequiredService<IConfiguration>().GetSection(DocumentStore.ConnectionName);
        try
        {
            if (section.Value is { Length: > 0 } connectionString)
                return byConnectionString(connectionString);
            if (section[addressSetting] is { Length: > 0 } address)
                return byIdentity(new Uri(address), services.GetRequiredService<AzureComponentFactory>().CreateTokenCredential(section));
        }
        catch (FormatException malformed)
        {
            throw Invalid($"Set {DocumentStore.ConnectionName} to a storage connection string: {malformed.Message}");
        }

        throw Invalid(
            $"Set {DocumentStore.ConnectionName} to a storage connection string, or {DocumentStore.ConnectionName}__blobServiceUri and "
            + $"{DocumentStore.ConnectionName}__queueServiceUri to the account's addresses.");
    }

    private static OptionsValidationException Invalid(string message)
        => new(DocumentStore.ConnectionName, typeof(DocumentStore), [message]);
}
