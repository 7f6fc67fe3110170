using RerankFunctions.Local.Commands;

return await RunnerCommandLine.RunAsync(args);
