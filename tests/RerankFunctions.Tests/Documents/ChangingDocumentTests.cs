using System.Text;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Storage.Blobs;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using RerankFunctions.Documents;
using RerankFunctions.Testing;
using RerankFunctions.Tests.Http;

namespace RerankFunctions.Tests.Documents;

/// <summary>A document that others change each time that the app has looked at it.</summary>
public sealed class ChangingDocumentTests(SharedAzurite azurite)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_document_that_keeps_changing_while_it_is_deleted_is_a_conflict()
    {
        var (status, body) = await CallAsync<DeleteDocument>("DELETE", "", (function, request) => function.RunAsync(request, "a.md"));
        Assert.Equal(StatusCodes.Status409Conflict, status);
        Assert.Contains("urn:rerankfunctions:problem:document-changing", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_document_that_keeps_changing_while_its_metadata_is_changed_is_a_conflict()
    {
        var (status, body) = await CallAsync<PatchMetadata>("PATCH", """{"lang":"en"}""", (function, request) => function.RunAsync(request, "a.md"));
        Assert.Equal(StatusCodes.Status409Conflict, status);
        Assert.Contains("urn:rerankfunctions:problem:document-changing", body, StringComparison.Ordinal);
    }

    private async Task<(int Status, string Body)> CallAsync<TFunction>(string method, string body, Func<TFunction, HttpRequest, Task<IResult>> call)
        where TFunction : class
    {
        await using var app = await EmulatedApp.PrepareAsync(azurite.TakeAccount());
        await app.UploadAsync("a.md", "One document.");
        var builder = RerankFunctionsApp.CreateBuilder([.. app.Settings.Select(setting =>
            $"{setting.Key.Replace("__", ConfigurationPath.KeyDelimiter, StringComparison.Ordinal)}={setting.Value}")]);
        var options = new BlobClientOptions();
        options.AddPolicy(new ChangedWhenLookedAt(app), HttpPipelinePosition.PerCall);
        builder.Services.AddSingleton(new BlobServiceClient(app.Settings["AzureWebJobsStorage"], options));
        using var host = builder.Build();

        return await Function.CallAsync(
            host.Services, method, new MemoryStream(Encoding.UTF8.GetBytes(body)), request => call(ActivatorUtilities.CreateInstance<TFunction>(host.Services), request));
    }

    private sealed class ChangedWhenLookedAt(EmulatedApp app) : HttpPipelinePolicy
    {
        private int _changes;

        public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
        {
            await ProcessNextAsync(message, pipeline);
            if (message.Request.Method == RequestMethod.Head)
                await app.UploadAsync("a.md", $"Document number {++_changes}.");
        }

        public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) => throw new NotSupportedException();
    }
}
