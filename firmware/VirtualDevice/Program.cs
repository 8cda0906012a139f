using Firmware.VirtualDevice.Commands;

return await CommandLine.InvokeAsync(args, Console.Out, Console.Error);
