using Gateway.Host.Configuration;

return await GatewayCommand.RunAsync(args);
