using System.Diagnostics;
using System.IO.Compression;
using System.Reflection;
using RerankFunctions.Package;

// Makes what is deployed: publishes the function app into <folder>/app, puts the notices of what is in it there, and zips it.
if (args is not [var folder])
{
    Console.Error.WriteLine("dotnet run --project eng/RerankFunctions.Package -- <folder>");
    return 2;
}

var root = typeof(Notices).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(item => item.Key == "RepositoryRoot").Value!;
var app = Path.GetFullPath(Path.Combine(folder, "app"));
var zip = Path.GetFullPath(Path.Combine(folder, "app.zip"));
Directory.CreateDirectory(folder);
if (Directory.Exists(app))
    Directory.Delete(app, recursive: true);
File.Delete(zip);

using (var publish = Process.Start(new ProcessStartInfo(
    "dotnet", ["publish", Path.Combine(root, "src", "RerankFunctions"), "--configuration", "Release", "--output", app, "--nologo"]))!)
{
    await publish.WaitForExitAsync();
    if (publish.ExitCode != 0)
        return publish.ExitCode;
}

var notices = Notices.Collect(app, PackageFolder.Default);
foreach (var unknown in notices.Unknown)
    Console.Error.WriteLine($"No known licence: {unknown}. Look it up, and add it to {nameof(Licences)}.cs or take the package out.");
if (notices.Unknown.Count > 0)
    return 1;

await File.WriteAllTextAsync(Path.Combine(app, "THIRD-PARTY-NOTICES.txt"), notices.Text);
ZipFile.CreateFromDirectory(app, zip, CompressionLevel.SmallestSize, includeBaseDirectory: false);
Console.WriteLine($"{zip}: {new FileInfo(zip).Length / 1_000_000.0:F1} MB, notices of {notices.Packages} packages.");
return 0;
