using System.Reflection;
using System.Text.Json.Nodes;
using Microsoft.Azure.Functions.Worker;
using RerankFunctions.Documents;
using RerankFunctions.Infra.Tests.Arm;

namespace RerankFunctions.Infra.Tests.Rules;

/// <summary>What callers are let in by: infra/keys.bicep, held to the functions of the code.</summary>
internal static class KeyRules
{
    private const string KeyType = "Microsoft.Web/sites/functions/keys";

    /// <summary>The functions that a key opens, with their methods.</summary>
    private static IReadOnlyList<(string Name, string[] Methods)> Guarded { get; } =
    [
        .. from type in typeof(IngestDocument).Assembly.GetTypes()
           from method in type.GetMethods()
           from parameter in method.GetParameters()
           let trigger = parameter.GetCustomAttribute<HttpTriggerAttribute>()
           where trigger is not null && trigger.AuthLevel is not AuthorizationLevel.Anonymous
           select (method.GetCustomAttribute<FunctionAttribute>()!.Name, trigger.Methods ?? []),
    ];

    /// <summary>A POST changes something unless it is known that it only asks.</summary>
    private static readonly string[] AskedByPost = ["Search"];

    private static IEnumerable<string> Reading => Guarded
        .Where(function => function.Methods.All(method => method is "get" or "head" || (method is "post" && AskedByPost.Contains(function.Name))))
        .Select(function => function.Name);

    public static IReadOnlyList<Rule> All { get; } =
    [
        new("The readers' key opens every function that only reads, and no other",
            templates => Differences(Opened(templates, "reader"), Reading),
            new Mutation("one fewer", templates => Names(templates, "readingFunctions").RemoveAt(1)),
            new Mutation("one that writes", templates => Names(templates, "readingFunctions").Add("PutDocument"))),

        new("The writers' key opens every function that asks for one",
            templates => Differences(Opened(templates, "writer"), Guarded.Select(function => function.Name)),
            new Mutation("one fewer", templates => Names(templates, "writingFunctions").RemoveAt(0)),
            new Mutation("one that is not there", templates => Names(templates, "writingFunctions").Add("Upload"))),

        new("Each of the two has one value, which the host made for a function of its kind, and which is set one function at a time",
            ValueViolations,
            new Mutation("one value for both", ReplaceInKeys("variables('writingFunctions')[0]", "variables('readingFunctions')[0]")),
            new Mutation("the reader's from a function that writes", ReplaceInKeys("variables('readingFunctions')[0]", "variables('writingFunctions')[1]")),
            new Mutation("the host's default key", templates => Resource(templates)["properties"]!["value"]
                = Resource(templates)["properties"]!["value"]!.ToString().Replace("{0}/functions/{1}", "{0}/host/default", StringComparison.Ordinal)),
            new Mutation("all at once", templates => Resource(templates)["copy"]!.AsObject().Remove("batchSize"))),
    ];

    private static IEnumerable<string> Opened(Templates templates, string key) => Keys(templates).Where(item => item.Key == key).Select(item => item.Function);

    private static IEnumerable<(string Function, string Key, string Value)> Keys(Templates templates) => templates.KeyResources.Where(item => item.Type == KeyType)
        .Select(item => (item.Name.Split('/')[1], item.Name.Split('/')[2], item.Properties["value"]?.ToString() ?? ""));

    private static IEnumerable<string> ValueViolations(Templates templates)
    {
        var values = Keys(templates).GroupBy(item => item.Key, item => item.Value).ToDictionary(group => group.Key, group => group.Distinct().ToList());
        foreach (var (key, all) in values.Where(item => item.Value.Count > 1))
            yield return $"{key} has {all.Count} values";
        if (values.Values.SelectMany(all => all).Distinct().Count() != values.Count)
            yield return "both are the same";
        foreach (var (key, kind) in ((string, IEnumerable<string>)[])[("reader", Reading), ("writer", Guarded.Select(function => function.Name).Except(Reading))])
            if (!kind.Any(function => values.GetValueOrDefault(key)?[0]
                    == $"[listKeys(Microsoft.Web/sites/func-0123456789abc/functions/{function}, 2024-11-01).default]"))
                yield return $"{key} is {values.GetValueOrDefault(key)?[0]}";
        if (templates.Keys["resources"]!["callerKeys"]?["copy"]?["batchSize"]?.GetValue<int>() is not 1)
            yield return "at once";
    }

    private static IEnumerable<string> Differences(IEnumerable<string> actual, IEnumerable<string> wanted)
        => actual.Except(wanted).Select(name => $"{name} too").Concat(wanted.Except(actual).Select(name => $"not {name}"));

    private static JsonArray Names(Templates templates, string list) => templates.Keys["variables"]![list]!.AsArray();

    private static JsonNode Resource(Templates templates) => templates.Keys["resources"]!["callerKeys"]!;

    private static Action<Templates> ReplaceInKeys(string from, string to) => templates => templates.Keys["variables"]!["keys"]
        = templates.Keys["variables"]!["keys"]!.ToString().Replace(from, to, StringComparison.Ordinal);
}
