namespace RerankFunctions.Package;

/// <summary>The licences under which something may be shipped with this app. Any other has to be looked at by somebody first.</summary>
public static class Licences
{
    private static readonly string[] Allowed =
    [
        "MIT", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "MS-PL", "Zlib", "Unlicense", "0BSD",
        // Asks that changes to its own files be published: it is shipped as its authors made it.
        "MPL-1.1",
    ];

    /// <summary>Of early packages; it lets them be shipped with an app.</summary>
    private const string MicrosoftLibrary = "MS-.NET-Library";

    /// <summary>What older packages have in place of an identifier.</summary>
    private static readonly Dictionary<string, string> Addresses = new(StringComparer.OrdinalIgnoreCase)
    {
        ["https://licenses.nuget.org/MIT"] = "MIT",
        ["https://github.com/dotnet/corefx/blob/master/LICENSE.TXT"] = "MIT",
        ["https://raw.github.com/JamesNK/Newtonsoft.Json.Bson/master/LICENSE.md"] = "MIT",
        // Leads to github.com/Azure/azure-webjobs-sdk.
        ["https://go.microsoft.com/fwlink/?linkid=2028464"] = "MIT",
        ["https://raw.githubusercontent.com/aspnet/AspNetCore/2.0.0/LICENSE.txt"] = "Apache-2.0",
        ["https://github.com/Azure/azure-storage-net/blob/master/LICENSE.txt"] = "Apache-2.0",
        ["http://www.apache.org/licenses/LICENSE-2.0"] = "Apache-2.0",
    };

    /// <summary>An identifier, or an expression of which one side is enough or both are needed.</summary>
    /// <returns>The expression, if all that it needs is allowed.</returns>
    public static string? Known(string expression)
        => expression.Trim('(', ')').Split(" OR ").Any(side => side.Split(" AND ").All(part => Allowed.Contains(part.Trim('(', ')', ' ')))) ? expression : null;

    public static string? At(string address) => Addresses.GetValueOrDefault(address.TrimEnd('/'));

    /// <summary>By words that only that licence has.</summary>
    public static string? Recognise(string text)
    {
        return text switch
        {
            _ when Has("Permission is hereby granted, free of charge") && Has("THE SOFTWARE IS PROVIDED \"AS IS\"") => "MIT",
            _ when Has("Apache License") && Has("Version 2.0, January 2004") => "Apache-2.0",
            _ when Has("MICROSOFT SOFTWARE LICENSE TERMS") && Has(".NET LIBRARY") => MicrosoftLibrary,
            _ when Has("Redistributions of source code must retain") && Has("Neither the name") => "BSD-3-Clause",
            _ when Has("Redistributions of source code must retain") => "BSD-2-Clause",
            _ => null,
        };

        bool Has(string words) => text.Contains(words, StringComparison.OrdinalIgnoreCase);
    }
}
