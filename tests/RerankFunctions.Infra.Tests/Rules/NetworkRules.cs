using System.Text.Json.Nodes;
using RerankFunctions.Infra.Tests.Arm;

namespace RerankFunctions.Infra.Tests.Rules;

internal static class NetworkRules
{
    private static readonly string[] Closable = ["Microsoft.Storage/storageAccounts", "Microsoft.KeyVault/vaults"];

    private static readonly string[] Endpoints = ["host-blob", "host-queue", "host-table", "documents-blob", "documents-queue", "vault"];

    public static IReadOnlyList<Rule> All { get; } =
    [
        new("Private networking closes storage and the vault to all but the network and the services that Azure trusts",
            templates => Closed(templates.With("privateNetworking", true), "Disabled", "Deny"),
            new Mutation("an open account", templates => templates.Resource("hostStorage", "account")["properties"]!["publicNetworkAccess"] = "Enabled"),
            new Mutation("Event Grid shut out", templates => templates.Resource("documentsStorage", "account")["properties"]!["networkAcls"]!["bypass"] = "None"),
            new Mutation("an open vault", templates => templates.Resource("vault", "vault")["properties"]!["publicNetworkAccess"] = "Enabled")),

        new("Without it there is no network, and all is reachable",
            templates => Closed(templates, "Enabled", "Allow").Concat(
                templates.Resources.Where(resource => resource.Type.StartsWith("Microsoft.Network/", StringComparison.Ordinal)).Select(resource => resource.Id)),
            new Mutation("a network all the same", templates => templates.Main["resources"]!["network"]!.AsObject().Remove("condition")),
            new Mutation("a closed account", templates => templates.Resource("hostStorage", "account")["properties"]!["publicNetworkAccess"] = "Disabled")),

        new("The app joins a subnet that Flex Consumption can use",
            templates => SubnetViolations(templates.With("privateNetworking", true)),
            new Mutation("the delegation of other plans", templates => Subnet(templates)["properties"]!["delegations"]![0]!["properties"]!["serviceName"] = "Microsoft.Web/serverFarms"),
            new Mutation("too few addresses", templates => Subnet(templates)["properties"]!["addressPrefix"] = "10.0.0.0/28"),
            new Mutation("an underscore", templates => Subnet(templates)["name"] = "app_subnet"),
            new Mutation("an app outside", templates => templates.Resource("app", "app")["properties"]!.AsObject().Remove("virtualNetworkSubnetId"))),

        new("Every service that the app reaches has its private endpoint and its name",
            templates => EndpointViolations(templates.With("privateNetworking", true)),
            new Mutation("another account", templates => templates.Module("network")["variables"]!["endpoints"]![4]!["target"] = "host"),
            new Mutation("another service", templates => templates.Resource("network", "privateEndpoints")["properties"]!["privateLinkServiceConnections"]![0]!["properties"]!["groupIds"] = new JsonArray("blob")),
            new Mutation("a name of another service", templates => templates.Module("network")["variables"]!["zoneNames"]!["vault"] = "privatelink.vault.azure.net"),
            new Mutation("one fewer", templates => templates.Module("network")["variables"]!["endpoints"]!.AsArray().RemoveAt(1)),
            new Mutation("no names", templates => templates.Module("network")["resources"]!.AsObject().Remove("zoneGroups")),
            new Mutation("names that the network does not know", templates => templates.Module("network")["resources"]!.AsObject().Remove("links"))),
    ];

    private static IEnumerable<string> Closed(Templates templates, string access, string action) => templates.Resources
        .Where(resource => Closable.Contains(resource.Type))
        .Where(resource => resource.Properties["publicNetworkAccess"]?.ToString() != access
            || resource.Properties["networkAcls"]?["defaultAction"]?.ToString() != action
            || resource.Properties["networkAcls"]?["bypass"]?.ToString() != "AzureServices")
        .Select(resource => resource.Id);

    private static IEnumerable<string> SubnetViolations(Templates templates)
    {
        var network = templates.OfType("Microsoft.Network/virtualNetworks").Single();
        var subnet = network.Properties["subnets"]!.AsArray()
            .SingleOrDefault(item => $"{network.Id}/subnets/{item!["name"]}" == templates.Site.Properties["virtualNetworkSubnetId"]?.ToString());
        if (subnet is null)
            return ["no subnet"];
        if (int.Parse(subnet["properties"]!["addressPrefix"]!.ToString().Split('/')[1], System.Globalization.CultureInfo.InvariantCulture) > 27)
            return ["too small"];
        return subnet["properties"]!["delegations"]?[0]?["properties"]?["serviceName"]?.ToString() == "Microsoft.App/environments"
            && !subnet["name"]!.ToString().Contains('_') ? [] : ["not for Flex Consumption"];
    }

    private static IEnumerable<string> EndpointViolations(Templates templates)
    {
        var network = templates.OfType("Microsoft.Network/virtualNetworks").Single();
        foreach (var name in Endpoints)
        {
            var (target, service, suffix) = Meant(name, templates);
            var endpoint = templates.OfType("Microsoft.Network/privateEndpoints").SingleOrDefault(item => item.Name == $"{network.Name}-{name}");
            var zone = templates.OfType("Microsoft.Network/privateEndpoints/privateDnsZoneGroups").SingleOrDefault(item => item.Name == $"{endpoint?.Name}/default")
                ?.Properties["privateDnsZoneConfigs"]?[0]?["properties"]?["privateDnsZoneId"]?.ToString();
            var connection = endpoint?.Properties["privateLinkServiceConnections"]?[0]?["properties"];
            if (connection?["privateLinkServiceId"]?.ToString() != target || connection["groupIds"]?.ToJsonString() != $"[\"{service}\"]"
                || zone?.StartsWith($"Microsoft.Network/privateDnsZones/privatelink.{suffix}", StringComparison.Ordinal) is not true)
                yield return name;
        }

        var zones = templates.OfType("Microsoft.Network/privateDnsZones").Select(zone => zone.Name).ToHashSet();
        var linked = templates.OfType("Microsoft.Network/privateDnsZones/virtualNetworkLinks").Select(link => link.Name.Split('/')[0]).ToHashSet();
        if (zones.Count is not 4 || !zones.SetEquals(linked))
            yield return "zones";
    }

    /// <summary>What the endpoint of a name leads to: https://learn.microsoft.com/azure/private-link/private-endpoint-dns</summary>
    private static (string Target, string Service, string Suffix) Meant(string endpoint, Templates templates)
    {
        var service = endpoint.Split('-')[^1];
        return service is "vault"
            ? (templates.OfType("Microsoft.KeyVault/vaults").Single().Id, "vault", "vaultcore.azure.net")
            : (templates.OfType("Microsoft.Storage/storageAccounts").Single(account => account.Module == $"main/{endpoint.Split('-')[0]}Storage").Id, service, $"{service}.");
    }

    private static JsonNode Subnet(Templates templates) => templates.Resource("network", "network")["properties"]!["subnets"]![0]!;
}
