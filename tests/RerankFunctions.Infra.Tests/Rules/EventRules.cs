using System.Reflection;
using System.Text.Json.Nodes;
using Microsoft.Azure.Functions.Worker;
using RerankFunctions.Documents;
using RerankFunctions.Infra.Tests.Arm;

namespace RerankFunctions.Infra.Tests.Rules;

internal static class EventRules
{
    private const string Subscription = "Microsoft.EventGrid/systemTopics/eventSubscriptions";

    private static string BlobPath { get; } = Trigger<BlobTriggerAttribute>(typeof(IngestDocument)).BlobPath;

    private static string QueueName { get; } = Trigger<QueueTriggerAttribute>(typeof(SynchronizeDocument)).QueueName;

    private static string IngestFunction { get; } = FunctionOf(typeof(IngestDocument));

    private static string SearchFunction { get; } = typeof(IngestDocument).Assembly.GetTypes().SelectMany(type => type.GetMethods())
        .Where(method => method.GetParameters().Any(parameter => parameter.GetCustomAttribute<HttpTriggerAttribute>()?.Route == "search"))
        .Select(method => method.GetCustomAttribute<FunctionAttribute>()!.Name).Single();

    public static IReadOnlyList<Rule> All { get; } =
    [
        new("The topic is of the documents account, with an identity of its own",
            templates => templates.OfType("Microsoft.EventGrid/systemTopics").Single() is var topic
                && topic.Node["identity"]?["type"]?.ToString() == "SystemAssigned"
                && topic.Properties["source"]?.ToString() == DocumentsAccount(templates)
                && topic.Properties["topicType"]?.ToString() == "Microsoft.Storage.StorageAccounts" ? [] : ["another"],
            new Mutation("no identity", templates => templates.Resource("topic", "topic").Remove("identity")),
            new Mutation("the host's account", templates => templates.Main["resources"]!["topic"]!["properties"]!["parameters"]!["documentsStorageName"]!["value"]
                = "[variables('hostStorageName')]")),

        new("Only uploads and deletions of documents are delivered: all to the queue, uploads to the trigger besides",
            templates => Both(templates, subscription => subscription.Properties["filter"]?["subjectBeginsWith"]?.ToString()
                    == $"/blobServices/default/containers/{BlobPath.Split('/')[0]}/blobs/" ? null : "prefix")
                .Concat(EventTypes(templates.MainResources, "Microsoft.Storage.BlobCreated", "Microsoft.Storage.BlobDeleted"))
                .Concat(EventTypes(templates.EventResources, "Microsoft.Storage.BlobCreated")),
            new Mutation("another container", templates => templates.Module("topic")["variables"]!["documentsContainer"] = "files"),
            new Mutation("every blob", templates => Uploads(templates)["filter"]!.AsObject().Remove("subjectBeginsWith")),
            new Mutation("deletions alone", templates => templates.Resource("topic", "changes")["properties"]!["filter"]!["includedEventTypes"] = new JsonArray("Microsoft.Storage.BlobDeleted")),
            new Mutation("uploads alone", templates => templates.Resource("topic", "changes")["properties"]!["filter"]!["includedEventTypes"] = new JsonArray("Microsoft.Storage.BlobCreated")),
            new Mutation("deletions to the trigger", templates => Uploads(templates)["filter"]!["includedEventTypes"] = new JsonArray("Microsoft.Storage.BlobDeleted"))),

        new("Changes go by identity to the queue that the function reads, and do not expire there",
            templates => Changes(templates)["deliveryWithResourceIdentity"] is { } delivery
                && delivery["identity"]?["type"]?.ToString() == "SystemAssigned"
                && delivery["destination"]?["endpointType"]?.ToString() == "StorageQueue"
                && delivery["destination"]?["properties"] is { } queue
                && queue["queueName"]?.ToString() == QueueName && queue["resourceId"]?.ToString() == DocumentsAccount(templates)
                && queue["queueMessageTimeToLiveInSeconds"]?.ToString() == "-1" ? [] : ["elsewhere"],
            new Mutation("another queue", templates => templates.Module("topic")["variables"]!["changesQueue"] = "deletions"),
            new Mutation("messages that expire", templates => ChangesQueue(templates)["queueMessageTimeToLiveInSeconds"] = 60),
            new Mutation("a delivery by key", templates =>
            {
                var properties = templates.Resource("topic", "changes")["properties"]!.AsObject();
                properties["destination"] = properties["deliveryWithResourceIdentity"]!["destination"]!.DeepClone();
                properties.Remove("deliveryWithResourceIdentity");
            })),

        new("Uploads go to the webhook of the function with the blob trigger",
            templates => templates.EventResources.Single(item => item.Type == Subscription).Properties["destination"] is { } destination
                && destination["endpointType"]?.ToString() == "WebHook"
                && destination["properties"]?["endpointUrl"]?.ToString() is { } url
                && url == "https://[reference(Microsoft.Web/sites/func-0123456789abc).defaultHostName]/runtime/webhooks/blobs"
                    + $"?functionName=Host.Functions.{IngestFunction}"
                    + "&code=[listKeys(Microsoft.Web/sites/func-0123456789abc/host/default, 2024-11-01).systemKeys.blobs_extension]"
                ? [] : [templates.EventResources.Single(item => item.Type == Subscription).Properties["destination"]?.ToString() ?? "none"],
            new Mutation("another function", templates => templates.Events["variables"]!["ingestFunction"] = "Ingest"),
            new Mutation("another key", templates => Uploads(templates)["destination"]!["properties"]!["endpointUrl"]
                = Uploads(templates)["destination"]!["properties"]!["endpointUrl"]!.ToString().Replace("blobs_extension", "eventgrid_extension", StringComparison.Ordinal))),

        new("Events come in the schema that the blob trigger's webhook and the queue's function read",
            templates => Both(templates, subscription => subscription.Properties["eventDeliverySchema"]?.ToString() is "EventGridSchema" ? null : "another schema"),
            new Mutation("CloudEvents for uploads", templates => Uploads(templates)["eventDeliverySchema"] = "CloudEventSchemaV1_0"),
            new Mutation("the default of a later day", templates => templates.Resource("topic", "changes")["properties"]!.AsObject().Remove("eventDeliverySchema"))),

        new("An event is tried 30 times within 24 hours, then kept by identity in the dead-letter container",
            templates => Both(templates, subscription => subscription.Properties["retryPolicy"] is { } retries
                && retries["maxDeliveryAttempts"]?.ToString() == "30" && retries["eventTimeToLiveInMinutes"]?.ToString() == "1440"
                && subscription.Properties["deadLetterWithResourceIdentity"] is { } deadLetter
                && deadLetter["identity"]?["type"]?.ToString() == "SystemAssigned"
                && deadLetter["deadLetterDestination"]?["properties"] is { } container
                && container["blobContainerName"]?.ToString() is "dead-letter"
                && templates.Resources.Any(item => item.Type == "Microsoft.Storage/storageAccounts/blobServices/containers"
                    && item.Id == $"{container["resourceId"]}/blobServices/default/containers/{container["blobContainerName"]}") ? null : "retries or dead letter"),
            new Mutation("fewer attempts", templates => Uploads(templates)["retryPolicy"]!["maxDeliveryAttempts"] = 3),
            new Mutation("a shorter life", templates => templates.Resource("topic", "changes")["properties"]!["retryPolicy"]!["eventTimeToLiveInMinutes"] = 60),
            new Mutation("no dead letters", templates => Uploads(templates).AsObject().Remove("deadLetterWithResourceIdentity")),
            new Mutation("among the documents", templates => Uploads(templates)["deadLetterWithResourceIdentity"]!["deadLetterDestination"]!["properties"]!["blobContainerName"] = "documents"),
            new Mutation("a container that nobody makes", templates => templates.Events["variables"]!["deadLetterContainer"] = "dead")),

        new("Code names the functions, the container and the queue as the infrastructure does",
            templates => ((string Name, string Infra, string Code)[])
                [
                    ("function", templates.Events["variables"]!["ingestFunction"]!.ToString(), IngestFunction),
                    ("search", templates.Module("alerts")["variables"]!["searchFunction"]!.ToString(), SearchFunction),
                    ("container", templates.Main["variables"]!["documentsContainer"]!.ToString(), BlobPath.Split('/')[0]),
                    ("queue", templates.Main["variables"]!["changesQueue"]!.ToString(), QueueName),
                ] is var names ? names.Where(name => name.Infra != name.Code).Select(name => $"{name.Name}: {name.Infra}, {name.Code}") : [],
            new Mutation("the blob function", templates => templates.Events["variables"]!["ingestFunction"] = "Ingest"),
            new Mutation("the search function", templates => templates.Module("alerts")["variables"]!["searchFunction"] = "Query"),
            new Mutation("the container", templates => templates.Main["variables"]!["documentsContainer"] = "files"),
            new Mutation("the queue", templates => templates.Main["variables"]!["changesQueue"] = "deletions")),
    ];

    private static TAttribute Trigger<TAttribute>(Type function) where TAttribute : Attribute
        => function.GetMethods().SelectMany(method => method.GetParameters()).Select(parameter => parameter.GetCustomAttribute<TAttribute>()).OfType<TAttribute>().Single();

    private static string FunctionOf(Type type)
        => type.GetMethods().Select(method => method.GetCustomAttribute<FunctionAttribute>()).OfType<FunctionAttribute>().Single().Name;

    private static string DocumentsAccount(Templates templates)
        => templates.OfType("Microsoft.Storage/storageAccounts").Single(account => account.Module == "main/documentsStorage").Id;

    private static JsonNode Changes(Templates templates) => templates.MainResources.Single(item => item.Type == Subscription).Properties;

    private static JsonNode ChangesQueue(Templates templates)
        => templates.Resource("topic", "changes")["properties"]!["deliveryWithResourceIdentity"]!["destination"]!["properties"]!;

    /// <summary>To be changed.</summary>
    private static JsonNode Uploads(Templates templates) => templates.Events["resources"]!["uploads"]!["properties"]!;

    private static IEnumerable<string> Both(Templates templates, Func<ArmResource, string?> violation)
        => templates.OfType(Subscription).Count() is 2
            ? templates.OfType(Subscription).Select(subscription => violation(subscription) is { } text ? $"{subscription.Name}: {text}" : null).OfType<string>()
            : ["not two subscriptions"];

    private static IEnumerable<string> EventTypes(IEnumerable<ArmResource> resources, params string[] wanted)
        => resources.Where(item => item.Type == Subscription)
            .Select(item => item.Properties["filter"]?["includedEventTypes"]?.ToJsonString() ?? "all")
            .Where(types => types != new JsonArray([.. wanted.Select(type => (JsonNode)type)]).ToJsonString());
}
