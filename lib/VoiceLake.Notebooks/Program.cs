using System.Globalization;
using VoiceLake.Notebooks.Hosting;
using VoiceLake.Notebooks.Jupyter;

#pragma warning disable RS0030 // The log of a kernel is its standard error, which clients show or keep.

// A notebook shows the same on every machine; a cell may ask for any culture. Not CurrentCulture: that would outlast a cell's own default.
CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.InvariantCulture;

switch (args)
{
    case [ChildProgram.CellsCommand, var pipe, .. var notebook]:
        try
        {
            await CellServer.RunAsync(pipe, notebook.FirstOrDefault());
            return 0;
        }
        catch (TimeoutException)
        {
            Console.Error.WriteLine($"Nothing listens at the pipe '{pipe}': the program that runs the notebook has gone.");
            return 1;
        }

    case [JupyterKernel.Command, var connectionFile]:
        try
        {
            await JupyterKernel.RunAsync(ConnectionFile.Read(connectionFile), Console.Error.WriteLine);
            return 0;
        }
        catch (ConnectionFileException e)
        {
            Console.Error.WriteLine(e.Message);
            return 1;
        }

    default:
        // Started by a person: the commands are those of voicelake.
        return 2;
}
