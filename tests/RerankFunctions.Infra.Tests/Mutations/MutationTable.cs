namespace RerankFunctions.Infra.Tests.Mutations;

/// <summary>
/// Slips in the modules, the parameter file, the hooks, the workflows and azure.yaml that would hurt, each of which a rule, a scenario
/// or a fact must notice, without the pinned predictions of <see cref="SnapshotTests"/>. One that is thought of later belongs here first.
/// </summary>
internal static class MutationTable
{
    /// <summary>In infra/*.bicep, its modules and what they load: compiled, then held to the rules.</summary>
    public static IReadOnlyList<SourceMutation> Templates { get; } =
    [
        new("infra/events.bicep", "'EventGridSchema'", "'CloudEventSchemaV1_0'"),
        new("infra/events.bicep", "blobContainerName: deadLetterContainer", "blobContainerName: documentsContainer"),
        new("infra/events.bicep", "'Microsoft.Storage.BlobCreated'", "'Microsoft.Storage.BlobRenamed'"),
        new("infra/events.bicep", "${documentsContainer}/blobs/'", "${documentsContainer}'"),
        new("infra/events.bicep", "systemKeys.blobs_extension", "systemKeys.eventgrid_extension"),
        new("infra/events.bicep", "maxDeliveryAttempts: 30", "maxDeliveryAttempts: 1"),

        new("infra/keys.bicep", "map(readingFunctions, name =>", "map(concat(readingFunctions, writingFunctions), name =>"),
        new("infra/keys.bicep", "from: writingFunctions[0]", "from: readingFunctions[0]"),
        new("infra/keys.bicep", "@batchSize(1)", "@batchSize(2)"),
        new("infra/keys.bicep", "'${app.id}/functions/${key.from}', '2024-11-01').default", "'${app.id}/host/default', '2024-11-01').functionKeys.default"),

        new("infra/main.bicep", "output AZURE_EVENTS_TOPIC_NAME", "output AZURE_TOPIC_NAME"),
        new("infra/main.bicep", "AZURE_DOCUMENTS_STORAGE_NAME string = documentsStorage.", "AZURE_DOCUMENTS_STORAGE_NAME string = hostStorage."),
        new("infra/main.bicep", "'https://${app.outputs.defaultHostName}'", "'http://${app.outputs.defaultHostName}'"),
        new("infra/main.bicep", "'https://${app.outputs.defaultHostName}${healthPath}'", "'https://${app.outputs.defaultHostName}/${healthPath}'"),
        new("infra/main.bicep", "expiringContainers: [deadLetterContainer]", "expiringContainers: [documentsContainer]"),
        new("infra/main.bicep", "blobRetentionDays: 7", "blobRetentionDays: 1"),
        new("infra/main.bicep", "logBlobWrites: true", "logBlobWrites: false"),
        new("infra/main.bicep", "cohereApiKey: cohereApiKey", "cohereApiKey: qdrantApiKey"),
        new("infra/main.bicep", "zoneRedundant ? 'Standard_ZRS' : 'Standard_LRS'", "zoneRedundant ? 'Standard_LRS' : 'Standard_ZRS'"),
        new("infra/main.bicep", "union(readingThatFits[string(scale.instanceMemoryMB)], givenSettings)", "union(readingThatFits[string(scale.instanceMemoryMB)], settings)"),
        new("infra/main.bicep", "union(readingThatFits[string(scale.instanceMemoryMB)], givenSettings)", "union(givenSettings, readingThatFits[string(scale.instanceMemoryMB)])"),
        new("infra/main.bicep", "corsAllowedOrigins: corsAllowedOrigins", "corsAllowedOrigins: ['*']"),
        new("infra/main.bicep", "keptWarm: scale.alwaysReadyHttp > 0", "keptWarm: scale.alwaysReadyHttp >= 0"),
        new("infra/main.bicep", "'azd-env-name'", "'environment'"),
        new("infra/main.bicep", "if (monthlyBudget > 0)", "if (monthlyBudget > 1000)"),

        new("infra/modules/alerts.bicep", "'DroppedEventCount'", "'DeliveryAttemptFailCount'"),
        new("infra/modules/alerts.bicep", "Frequency: 900", "Frequency: 300"),
        new("infra/modules/alerts.bicep", "evaluationFrequency: 'PT15M'\n    // Longer", "evaluationFrequency: 'PT5M'\n    // Longer"),
        new("infra/modules/alerts.bicep", "ExpectedHttpStatusCode: 200", "ExpectedHttpStatusCode: 401"),
        new("infra/modules/alerts.bicep", "operator: 'GreaterThan'\n          threshold: 0\n          // One", "operator: 'LessThan'\n          threshold: 0\n          // One"),
        new("infra/modules/alerts.bicep", "webTestId: health.id", "webTestId: applicationInsightsId"),
        new("infra/modules/alerts.bicep", "name: 'log-cap'", "name: 'cap'"),

        new("infra/modules/app.bicep", "name: 'blob', instanceCount: scale.alwaysReadyBlob", "name: 'blob', instanceCount: scale.alwaysReadyHttp"),
        new("infra/modules/app.bicep", "scmMinTlsVersion: '1.2'", "scmMinTlsVersion: '1.2'\n      ftpsState: 'Disabled'"),
        new("infra/modules/app.bicep", "perInstanceConcurrency: scale.httpConcurrency", "perInstanceConcurrency: scale.maximumInstanceCount"),
        new("infra/modules/app.bicep", "secrets/${qdrantKeySecret})", "secrets/${cohereKeySecret}-1)"),
        new("infra/modules/app.bicep", "AzureWebJobsStorage__queueServiceUri: hostStorage.", "AzureWebJobsStorage__queueServiceUri: documentsStorage."),
        new("infra/modules/app.bicep", "zoneRedundant: zoneRedundant", "zoneRedundant: !zoneRedundant"),
        new("infra/modules/app.bicep", "category: 'FunctionAppLogs'", "category: 'AppServiceHTTPLogs'"),
        new("infra/modules/app.bicep", "@minValue(1)\n  @maxValue(1000)\n  maximumInstanceCount", "@minValue(40)\n  @maxValue(1000)\n  maximumInstanceCount"),

        new("infra/modules/budget.bicep", "thresholdType: 'Forecasted'", "thresholdType: 'Actual'"),
        new("infra/modules/identity.bicep", "tags: tags", "tags: union({}, tags, { 'azd-env-name': 'shared' })"),
        new("infra/modules/monitoring.bicep", "DisableLocalAuth: true", "DisableLocalAuth: false"),
        new("infra/modules/monitoring.bicep", "empty(alertEmail)\n", "!empty(alertEmail)\n"),
        new("infra/modules/monitoring.bicep", "dailyQuotaGb: dailyCapGB", "dailyQuotaGb: -dailyCapGB"),

        new("infra/modules/network.bicep", "'documents-queue', service: 'queue', target: 'documents'", "'documents-queue', service: 'queue', target: 'host'"),
        new("infra/modules/network.bicep", "privatelink.vaultcore.azure.net", "privatelink.vault.azure.net"),
        new("infra/modules/network.bicep", "'10.0.0.0/26'", "'10.0.0.0/28'"),
        new("infra/modules/network.bicep", "groupIds: [endpoint.service]", "groupIds: [endpoint.target]"),

        new("infra/modules/roles.bicep", "scope: documentsStorage::blobs::documents\n", "scope: documentsStorage\n"),
        new("infra/modules/roles.bicep", "principalId: writerPrincipalId", "principalId: identity.properties.principalId"),
        new("infra/names.bicep", "keyVaultSecretsUser: '4633458b-17de-408a-b874-0445c86b69e6'", "keyVaultSecretsUser: 'b86a8fe4-44ce-4948-aee5-eccb2c155cd7'"),
        new("infra/names.bicep", "  'ListFields'\n  'Search'\n", "  'ListFields'\n  'Search'\n  'Reconcile'\n"),
        new("infra/names.bicep", "var healthPath = '/api/health'", "var healthPath = '/api/ready'"),
        new("infra/settings.bicep", "'17825792'", "'16777216'"),
        new("infra/settings.bicep", "Reading__MaxProcesses: '2'", "Reading__MaxProcesses: '4'"),
        new("infra/settings.bicep", "Reading__MaxDocumentBytes: '67108864'", "Reading__MaxDocumentBytes: '536870912'"),

        new("infra/modules/storage.bicep", "allowSharedKeyAccess: false", "allowSharedKeyAccess: true"),
        new("infra/modules/storage.bicep", "'${container}/'", "take('${container}/', 1)"),
        new("infra/modules/storage.bicep", "daysAfterModificationGreaterThan: 30", "daysAfterModificationGreaterThan: 3"),
        new("infra/modules/storage.bicep", "publicAccess: 'None'", "publicAccess: 'Blob'"),

        new("infra/modules/topic.bicep", "'EventGridSchema'", "'CloudEventSchemaV1_0'"),
        new("infra/modules/topic.bicep", "blobContainerName: deadLetterContainer", "blobContainerName: documentsContainer"),
        new("infra/modules/topic.bicep", "queueMessageTimeToLiveInSeconds: -1", "queueMessageTimeToLiveInSeconds: 604800"),
        new("infra/modules/topic.bicep", "dependsOn: [writeDeadLetters, sendChanges]", "dependsOn: [writeDeadLetters]"),

        new("infra/modules/vault.bicep", "value: qdrantApiKey", "value: cohereApiKey"),
        new("infra/modules/vault.bicep", "if (!empty(qdrantApiKey))", "if (true)"),
        new("infra/modules/vault.bicep", "enablePurgeProtection: true", "enablePurgeProtection: false"),
        new("infra/modules/vault.bicep", "recover ? 'recover' : 'default'", "recover ? 'default' : 'recover'"),
        new("infra/modules/workbook.bicep", "sourceId: workspaceId", "sourceId: resourceGroup().id"),
        new("infra/workbook.json", "rerankfunctions.cohere.tokens", "rerankfunctions.cohere.token"),
        new("infra/queries/poison-messages.kql", "toint(StatusCode) == 201", "StatusText == \"Success\""),
        new("infra/queries/failed-documents.kql", "== \"failed\"", "== \"failure\""),
        new("infra/queries/degraded-answers.kql", "{degradedPercent}", "{limit}"),
    ];

    /// <summary>In infra/main.bicepparam: compiled with values for all variables, and with none.</summary>
    public static IReadOnlyList<SourceMutation> Parameters { get; } =
    [
        new("infra/main.bicepparam", "'PRIVATE_NETWORKING'", "'PRIVATE_NETWORK'"),
        new("infra/main.bicepparam", "cohereApiKey = readEnvironmentVariable('COHERE_API_KEY'", "cohereApiKey = readEnvironmentVariable('QDRANT_API_KEY'"),
        new("infra/main.bicepparam", "alwaysReadyBlob: int(readEnvironmentVariable('ALWAYS_READY_BLOB'", "alwaysReadyBlob: int(readEnvironmentVariable('ALWAYS_READY_HTTP'"),
        new("infra/main.bicepparam", "'INSTANCE_MEMORY_MB', '2048'", "'INSTANCE_MEMORY_MB', '4096'"),
        new("infra/main.bicepparam", "'LOG_DAILY_CAP_GB', '1'", "'LOG_DAILY_CAP_GB', '-1'"),
        new("infra/main.bicepparam", "int(maxUploadBytes) + 1048576", "int(maxUploadBytes)"),
        new("infra/main.bicepparam", "'RECOVER_VAULT', 'false'", "'RECOVER_VAULT', 'true'"),
        new("infra/main.bicepparam", "'CHUNKING_OVERLAP_TOKENS', ''", "'CHUNKING_OVERLAP_TOKENS', '256'"),
    ];

    /// <summary>In the hooks, which are then run through their scenarios.</summary>
    public static IReadOnlyList<SourceMutation> Hooks { get; } =
    [
        new("infra/hooks/preprovision.sh", "[Tt][Rr][Uu][Ee]", "true"),
        new("infra/hooks/preprovision.sh", "akvs://* | @Microsoft.KeyVault*", "akvs:/*"),
        new("infra/hooks/preprovision.sh", "subscription=${AZURE_SUBSCRIPTION_ID:-}", "subscription=$AZURE_SUBSCRIPTION_ID"),
        new("infra/hooks/preprovision.sh", "whole_number MAXIMUM_INSTANCES 1 1000", "whole_number MAXIMUM_INSTANCES 40 1000"),
        new("infra/hooks/preprovision.sh", "!= Registered", "= Registered"),
        new("infra/hooks/preprovision.sh", "= false ]; then\n  require COHERE_API_KEY", "= true ]; then\n  require COHERE_API_KEY"),
        new("infra/hooks/preprovision.sh", "--output tsv 2>/dev/null", "--output tsv"),
        new("infra/hooks/preprovision.ps1", "-notin 'true', 'false'", "-cnotin 'true', 'false'"),
        new("infra/hooks/preprovision.ps1", "Test-WholeNumber 'LOG_DAILY_CAP_GB' -1 10000", "Test-WholeNumber 'LOG_DAILY_CAP_GB' 0 10000"),
        new("infra/hooks/preprovision.ps1", "-ne 'Registered'", "-eq 'Registered'"),
        new("infra/hooks/preprovision.ps1", "if (-not $keepVaultSecrets)", "if ($keepVaultSecrets)"),
        new("infra/hooks/postdeploy.sh", "*\"Error BCP\"[0-9]*", "*BCP[0-9]*"),
        new("infra/hooks/postdeploy.sh", "sed 's/code=[^&\" ]*/code=…/g' >&2", "cat >&2"),
        new("infra/hooks/postdeploy.sh", "attempt=$((attempt + 1))", "attempt=$((attempt + 2))"),
        new("infra/hooks/postdeploy.sh", "'' | *[!0-9]* | ??????*) ;;", "'' | ??????*) ;;"),
        new("infra/hooks/postdeploy.sh", "*NotFound*/functions/* | */functions/*NotFound* | ", ""),
        new("infra/hooks/postdeploy.sh", "deploy keys \"Callers have no key\"", ": keys"),
        new("infra/hooks/postdeploy.ps1", "Error BCP[0-9]", "BCP[0-9]"),
        new("infra/hooks/postdeploy.ps1", "-replace 'code=[^&\" ]*', 'code=…'", "-replace 'kode=[^&\" ]*', 'code=…'"),
        new("infra/hooks/postdeploy.ps1", "-ge $attempts", "-gt $attempts"),
        new("infra/hooks/postdeploy.ps1", "'^[0-9]{1,5}$'", "'[0-9]{1,5}'"),
    ];

    /// <summary>In what tools read as it stands: azure.yaml, the workflows, .funcignore, and the docs' commands.</summary>
    public static IReadOnlyList<SourceMutation> Texts { get; } =
    [
        new("azure.yaml", "module: main", "module: events"),
        new("azure.yaml", "host: function", "host: appservice"),
        new("azure.yaml", "  postdeploy:", "  postpackage:"),
        new("azure.yaml", "run: infra/hooks/postdeploy.ps1", "run: infra/hooks/postdeploy.sh"),
        new("azure.yaml", "    - INSTANCE_MEMORY_MB\n", ""),
        new(".funcignore", "*\n", "bin\n"),
        new(".github/workflows/deploy.yml", "          echo KEEP_VAULT_SECRETS=true >> \"$GITHUB_ENV\"\n", ""),
        new(".github/workflows/deploy.yml", "      - name: Deploy\n        run: azd deploy app --from-package artifacts/app.zip --no-prompt\n", ""),
        new(".github/workflows/deploy.yml", "azd deploy app", "azd package app"),
        new(".github/workflows/deploy.yml", "--from-package", "--output"),
        new(".github/workflows/deploy.yml", "    environment: ${{ inputs.environment }}\n", ""),
        new(".github/workflows/deploy.yml", "azure/login@a457da9ea143d694b1b9c7c869ebb04ebe844ef5", "azure/login@v2"),
        new(".github/workflows/deploy.yml", "$AZURE_FUNCTION_APP_URL/api/health", "$AZURE_FUNCTION_APP_URL"),
        new(".github/workflows/deploy.yml", "cancel-in-progress: false", "cancel-in-progress: true"),
        new(".github/workflows/what-if.yml", "deployment sub what-if", "deployment sub create"),
        new(".github/workflows/what-if.yml", "!github.event.pull_request.head.repo.fork", "true"),
        new(".github/workflows/ci.yml", "dotnet run --project eng/RerankFunctions.Package", "echo --project eng/RerankFunctions.Package"),
        new(".github/workflows/ci.yml", "-- demo --app artifacts/app", "-- demo"),
        new(".github/workflows/ci.yml", "  contents: read", "  contents: write"),
        new("docs/operations.md", "4633458b-17de-408a-b874-0445c86b69e6", "00482a5a-887f-4fb3-b363-3b7fe8e74483"),
    ];
}
