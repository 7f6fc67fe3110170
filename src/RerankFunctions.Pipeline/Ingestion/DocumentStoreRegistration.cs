using Azure.Core;
using Azure.Identity;
using Azure.Storage.Blobs;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace RerankFunctions.Pipeline.Ingestion;

/// <summary>Finds the documents' account by the same setting that the triggers use.</summary>
internal static class DocumentStoreRegistration
{
    public static IServiceCollection AddDocumentStore(this IServiceCollection services)
        => services.AddSingleton(provider => new DocumentStore(ContainerOf(provider.GetRequiredService<IConfiguration>())));

    /// <exception cref="OptionsValidationException">The setting is missing or is no account.</exception>
    private static BlobContainerClient ContainerOf(IConfiguration configuration)
    {
        var section = configuration.GetSection(DocumentStore.ConnectionName);
        try
        {
            if (section.Value is { Length: > 0 } connectionString)
                return new BlobServiceClient(connectionString).GetBlobContainerClient(DocumentStore.ContainerName);
            if (section["blobServiceUri"] is { Length: > 0 } address)
                return new BlobServiceClient(new Uri(address), CredentialOf(section)).GetBlobContainerClient(DocumentStore.ContainerName);
        }
        catch (FormatException malformed)
        {
            throw Invalid($"{DocumentStore.ConnectionName} is neither a connection string nor an address: {malformed.Message}");
        }

        throw Invalid($"Set {DocumentStore.ConnectionName} to a storage connection string, or {DocumentStore.ConnectionName}__blobServiceUri "
            + "and __queueServiceUri to the account's addresses.");
    }

    private static TokenCredential CredentialOf(IConfigurationSection section)
        => section["credential"] is "managedidentity"
            ? new ManagedIdentityCredential(section["clientId"] is { Length: > 0 } clientId
                ? ManagedIdentityId.FromUserAssignedClientId(clientId)
                : ManagedIdentityId.SystemAssigned)
            : new DefaultAzureCredential();

    private static OptionsValidationException Invalid(string message)
        => new(DocumentStore.ConnectionName, typeof(DocumentStore), [message]);
}
