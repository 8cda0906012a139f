using Cloud.LocalHost;

return await new CommandLine().InvokeAsync(args, LocalSystem.RunAsync);
