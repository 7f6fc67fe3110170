namespace RerankFunctions.Infra.Tests.Hooks;

internal static class PreprovisionScenarios
{
    private const string Subscription = "11111111-1111-1111-1111-111111111111";
    private const string AzsOwn = "33333333-3333-3333-3333-333333333333";

    private static readonly (string Name, string[] Refused, string[] Taken)[] Numbers =
    [
        ("INSTANCE_MEMORY_MB", ["1024", "a lot", ""], ["512", "4096"]),
        ("MAXIMUM_INSTANCES", ["0", "1001", "many", "", "12345678901234567890"], ["1", "1000"]),
        ("HTTP_CONCURRENCY", ["0", "1e3"], ["1"]),
        ("ALWAYS_READY_HTTP", ["-1", "one"], ["0"]),
        ("ALWAYS_READY_BLOB", ["-1", "one"], ["2"]),
        ("QDRANT_VECTOR_SIZE", ["0", "big"], ["384"]),
        ("COHERE_EMBED_INPUTS_PER_MINUTE", ["0", "fast"], ["100"]),
        ("CHUNKING_MAX_TOKENS", ["0", "long"], ["128"]),
        ("CHUNKING_OVERLAP_TOKENS", ["-1", "some"], ["0"]),
        ("SEARCH_RERANK_TIMEOUT_SECONDS", ["0", "3s"], ["5"]),
        ("LOG_RETENTION_DAYS", ["29", "731", "month"], ["30", "730"]),
        ("LOG_DAILY_CAP_GB", ["-2", "0.5"], ["-1", "5"]),
        ("MONTHLY_BUDGET", ["-1", "ten"], ["0"]),
    ];

    public static IReadOnlyList<Scenario> All { get; } =
    [
        Expect("with all that is needed it lets azd go on", [], calls: 1, lastCall: $"account show --subscription {Subscription} "),
        .. ((string[])["QDRANT_ENDPOINT", "QDRANT_API_KEY", "COHERE_API_KEY"]).Select(name
            => Expect($"without {name} it says how to give it", [(name, "")], exitCode: 1, said: [$"azd env set {name} "], calls: 0)),
        Expect("keys that Key Vault has need not be given again", [("QDRANT_API_KEY", ""), ("COHERE_API_KEY", ""), ("KEEP_VAULT_SECRETS", "true")]),
        Expect("True is true", [("QDRANT_API_KEY", ""), ("COHERE_API_KEY", ""), ("KEEP_VAULT_SECRETS", "True")]),
        Expect("false is not", [("QDRANT_API_KEY", ""), ("KEEP_VAULT_SECRETS", "False")], exitCode: 1, said: ["Missing: QDRANT_API_KEY"]),
        .. ((string[])["KEEP_VAULT_SECRETS", "PRIVATE_NETWORKING", "ZONE_REDUNDANT", "RECOVER_VAULT"]).SelectMany(name => (Scenario[])
            [
                Expect($"{name} takes no yes", [(name, "yes")], exitCode: 1, said: [$"{name} is 'yes'", "true or false"], calls: 0),
                Expect($"{name} is not set by nothing", [(name, "")], exitCode: 1, said: [$"{name} is ''"], calls: 0),
            ]),
        .. ((string[])["COHERE_API_KEY", "QDRANT_API_KEY", "QDRANT_ENDPOINT", "ALERT_EMAIL"]).SelectMany(name => (Scenario[])
            [
                Expect($"a reference in {name} is refused", [(name, "akvs://11111111/vault/secret")], exitCode: 1, said: [$"{name} is a reference to a secret"], calls: 0),
                Expect($"another kind of reference in {name} is refused", [(name, "@Microsoft.KeyVault(SecretUri=https://x)")], exitCode: 1, said: [$"{name} is a reference to a secret"], calls: 0),
            ]),
        .. Numbers.SelectMany(number => number.Refused.Select(value
                => Expect($"{number.Name} is not '{value}'", [(number.Name, value)], exitCode: 1, said: [$"{number.Name} is '{value}'"], calls: 0))
            .Concat(number.Taken.Select(value => Expect($"{number.Name} may be {value}", [(number.Name, value)], calls: 1)))),
        Expect("a budget has a start", [("MONTHLY_BUDGET", "50")], exitCode: 1, said: ["azd env set BUDGET_START 20", "-01"], calls: 0),
        Expect("which is the first of a month", [("MONTHLY_BUDGET", "50"), ("BUDGET_START", "2026-11-15")], exitCode: 1, said: ["BUDGET_START"], calls: 0),
        Expect("a budget that starts is taken", [("MONTHLY_BUDGET", "50"), ("BUDGET_START", "2026-11-01")]),
        Expect("all that is wrong is told at once", [("QDRANT_ENDPOINT", ""), ("MAXIMUM_INSTANCES", "many")], exitCode: 1, said: ["QDRANT_ENDPOINT", "MAXIMUM_INSTANCES"]),
        Expect("nobody to mail is worth a word", [("ALERT_EMAIL", "")], said: ["azd env set ALERT_EMAIL"]),
        Expect("a missing Azure CLI is told in one line", [], az => az.Missing(), exitCode: 1, said: ["https://aka.ms/azure-cli"], lines: 1),
        Expect("a missing sign-in is told in one line", [], az => az.Failing("ERROR: Please run 'az login' to setup account.\nmore\nlines"), exitCode: 1,
            said: ["not signed in", "az login", Subscription], calls: 1, lines: 1),
        .. ((string[])["true", "True", "TRUE"]).Select(value
            => Expect($"private networking ({value}) registers the provider of its subnet", [("PRIVATE_NETWORKING", value)],
                az => az.Succeeding(Subscription).Succeeding("NotRegistered"), calls: 3, lastCall: $"provider register --subscription {Subscription} --namespace Microsoft.App --wait")),
        Expect("but not twice", [("PRIVATE_NETWORKING", "true")], az => az.Succeeding(Subscription).Succeeding("Registered"), calls: 2, lastCall: "provider show"),
        Expect("and not where nobody asked", [("PRIVATE_NETWORKING", "false")], calls: 1),
        Expect("a fresh environment has no subscription, and az's own is looked at", [("AZURE_SUBSCRIPTION_ID", null), ("PRIVATE_NETWORKING", "true")],
            az => az.Succeeding(AzsOwn).Succeeding("NotRegistered"), said: [AzsOwn, "azd env set AZURE_SUBSCRIPTION_ID"], calls: 3,
            lastCall: $"provider register --subscription {AzsOwn} "),
        Expect("a fresh environment without private networking needs none", [("AZURE_SUBSCRIPTION_ID", null)], calls: 1, lastCall: "account show --query"),
        Expect("what az cannot find out stops it", [("PRIVATE_NETWORKING", "true")], az => az.Succeeding(Subscription).Failing("ERROR: AuthorizationFailed"), exitCode: 1, calls: 2),
    ];

    /// <summary>A complete environment with changes, of which null takes a variable away.</summary>
    private static Scenario Expect(
        string promise, (string Name, string? Value)[] changes, Func<AzStub, AzStub>? az = null,
        int exitCode = 0, string[]? said = null, int? calls = null, string? lastCall = null, int? lines = null)
    {
        var environment = new Dictionary<string, string>
        {
            ["AZURE_SUBSCRIPTION_ID"] = Subscription,
            ["QDRANT_ENDPOINT"] = "https://qdrant.example:6334",
            ["QDRANT_API_KEY"] = "a-key",
            ["COHERE_API_KEY"] = "a-key",
            ["ALERT_EMAIL"] = "operator@example.com",
        };
        foreach (var (name, value) in changes)
            if (value is null)
                environment.Remove(name);
            else
                environment[name] = value;
        return new Scenario("preprovision", promise, environment, az, exitCode, said, calls, lastCall, lines);
    }
}
