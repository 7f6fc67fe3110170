namespace RerankFunctions.Infra.Tests.Hooks;

/// <summary>What the postdeploy hook does with what az answers: first about the events' template, then about the keys'.</summary>
internal static class PostdeployScenarios
{
    /// <summary>As Azure Resource Manager words it where a template reads a key that is not there.</summary>
    private const string NoKey = "ERROR: InvalidTemplate - Unable to process template language expressions for resource "
        + "'document-uploaded': 'The language expression property 'blobs_extension' doesn't exist, available properties are ''.'";

    private const string NoHandshake = "ERROR: Url validation - Webhook validation handshake failed for "
        + "https://func-test.azurewebsites.net/runtime/webhooks/blobs. Http POST request retuned 2XX response with response code Unknown.";

    private const string Refused = "ERROR: AuthorizationFailed - The client 'x' does not have authorization to perform action "
        + "'Microsoft.Resources/deployments/write' over https://func-test.azurewebsites.net/runtime/webhooks/blobs?code=the-key&x=1";

    private const string NoApp = "ERROR: ResourceNotFound - The Resource 'Microsoft.Web/sites/func-test' was not found.";

    private const string NoFunction = "ERROR: ResourceNotFound - The Resource 'Microsoft.Web/sites/func-test/functions/Search' was not found.";

    private const string NoFunctionKey = "ERROR: InvalidTemplate - The language expression property 'default' doesn't exist, available properties are ''.";

    private const string Warning = "WARNING: events.bicep(15,16) : Warning BCP081: Resource type \"Microsoft.Web/sites@2024-11-01\" does not have types available.\n"
        + "ERROR: ServerTimeout - Gateway timeout.";

    private const string Wrong = "ERROR: events.bicep(3,1) : Error BCP057: The name \"x\" does not exist in the current context.";

    private const string EventsCall = "deployment group create --subscription 11111111-1111-1111-1111-111111111111 --resource-group rg-test --name document-events ";

    public static IReadOnlyList<Scenario> All { get; } =
    [
        Expect("it deploys the events, then the keys", [], said: ["Uploads to stdocstest now reach func-test.", "takes the keys reader and writer"], calls: 2,
            lastCall: "--name document-keys "),
        Expect("a webhook key that comes late is waited for", [], az => az.Failing(NoKey).Failing(NoKey), calls: 4,
            said: ["Attempt 2 of 5: the host has not made its blob webhook's key yet"]),
        Expect("a handshake that fails is tried again", [], az => az.Failing(NoKey).Failing(NoHandshake).Failing(NoHandshake), calls: 5,
            said: ["Attempt 3 of 5: the app does not answer Event Grid's handshake yet"]),
        Expect("functions that are not listed yet are waited for", [], az => az.Succeeding("").Failing(NoFunction).Failing(NoFunctionKey), calls: 4,
            said: ["Attempt 2 of 5: the host has not listed its functions yet"]),
        Expect("what Azure could not do this time is tried again, whatever the compiler warned of", [], az => az.Failing(Warning), calls: 3,
            said: ["Attempt 1 of 5: Azure could not do it this time"]),
        Expect("a refusal ends it at once with what Azure said, but no key", [], az => az.Failing(Refused), exitCode: 1, calls: 1,
            said: ["Uploads do not reach the app: Azure refuses the account that az is signed in with.", "Microsoft.Resources/deployments/write", "code=…"]),
        Expect("a refusal of the keys says what that means", [], az => az.Succeeding("").Failing(Refused), exitCode: 1, calls: 2,
            said: ["Uploads to stdocstest now reach func-test.", "Callers have no key: Azure refuses"]),
        Expect("what is not there is not waited for", [], az => az.Failing(NoApp), exitCode: 1, calls: 1, said: ["does not exist"]),
        Expect("a template that is wrong is not tried again", [], az => az.Failing(Wrong), exitCode: 1, calls: 1, said: ["Azure refuses infra/events.bicep."]),
        Expect("nor is one that Azure calls invalid", [], az => az.Succeeding("").Failing("ERROR: InvalidTemplate - x"), exitCode: 1, calls: 2, said: ["Azure refuses infra/keys.bicep."]),
        Expect("a missing sign-in ends it", [], az => az.Failing("ERROR: Please run 'az login' to setup account."), exitCode: 1, calls: 1,
            said: ["the Azure CLI is not signed in (az login)"]),
        Expect("it gives up after its attempts and says how to go on", [], az => az.Failing(NoHandshake).Failing(NoHandshake).Failing(NoHandshake).Failing(NoHandshake).Failing(NoHandshake),
            exitCode: 1, calls: 5, said: ["handshake yet, after 5 attempts.", "azd hooks run postdeploy"], lastCall: EventsCall),
        .. ((string[])["AZURE_RESOURCE_GROUP", "AZURE_FUNCTION_APP_NAME", "AZURE_EVENTS_TOPIC_NAME", "AZURE_DOCUMENTS_STORAGE_NAME"]).Select(name
            => Expect($"without {name} it says so", [(name, "")], exitCode: null, calls: 0, said: [name, "azd provision"], lines: 1)),
        Expect("without a subscription it says so", [("AZURE_SUBSCRIPTION_ID", "")], exitCode: null, calls: 0, said: ["AZURE_SUBSCRIPTION_ID", "azd hooks run"], lines: 1),
        .. ((string, string)[])[("EVENTS_ATTEMPTS", "often"), ("EVENTS_ATTEMPTS", "0"), ("EVENTS_ATTEMPTS", "-1"), ("EVENTS_ATTEMPTS", "1234567"), ("EVENTS_WAIT_SECONDS", "a while"), ("EVENTS_WAIT_SECONDS", "1.5")]
            is var numbers ? numbers.Select(number => Expect($"{number.Item1} is not '{number.Item2}'", [(number.Item1, number.Item2)], exitCode: 1, calls: 0, said: [$"{number.Item1} is '{number.Item2}'"], lines: 1)) : [],
        Expect("a number that is not given has its default", [("EVENTS_ATTEMPTS", "")], az => az.Failing(NoKey), calls: 3, said: ["Attempt 1 of 40"]),
        Expect("a missing Azure CLI is told in one line", [], az => az.Missing(), exitCode: 1, said: ["https://aka.ms/azure-cli"], lines: 1),
    ];

    /// <param name="exitCode">Null for the shell's own code of a variable that is not set, which differs by shell.</param>
    private static Scenario Expect(
        string promise, (string Name, string Value)[] changes, Func<AzStub, AzStub>? az = null,
        int? exitCode = 0, string[]? said = null, int? calls = null, string? lastCall = null, int? lines = null)
    {
        var environment = new Dictionary<string, string>
        {
            ["AZURE_SUBSCRIPTION_ID"] = "11111111-1111-1111-1111-111111111111",
            ["AZURE_RESOURCE_GROUP"] = "rg-test",
            ["AZURE_FUNCTION_APP_NAME"] = "func-test",
            ["AZURE_EVENTS_TOPIC_NAME"] = "evgt-test",
            ["AZURE_DOCUMENTS_STORAGE_NAME"] = "stdocstest",
            ["EVENTS_ATTEMPTS"] = "5",
            ["EVENTS_WAIT_SECONDS"] = "0",
        };
        foreach (var (name, value) in changes)
            environment[name] = value;
        return new Scenario("postdeploy", promise, environment, az, exitCode, said, calls, lastCall, lines);
    }
}
