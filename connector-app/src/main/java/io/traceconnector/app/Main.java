package io.traceconnector.app;

import io.traceconnector.app.config.ConfigException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * The command line. Exit codes: 0 done, 1 failed, 2 the command, the configuration or an input cannot be used.
 */
@Command(
        name = "connector",
        description = "The Trace Connector: decrypted search and relay beside the customer's keys.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        subcommands = {
            ServeCommand.class,
            DemoCommand.class,
            CheckCommand.class,
            SyncCommand.class,
            SearchCommand.class,
            UsageCommand.class,
            KeysCommand.class,
            RecipientsCommand.class,
            OutboxCommand.class,
            TenantCommand.class,
            ServiceAccountCommand.class,
            PluginCommand.class,
            OperatorCommand.class,
            PolicyCommand.class,
            AuditCommand.class,
            LinkCommand.class,
            EnvelopeCommand.class,
            SignatureCommand.class,
            BenchCommand.class,
            VersionCommand.class,
            CommandLine.HelpCommand.class
        },
        footer = {"", "Exit codes: 0 done, 1 failed, 2 the command, the configuration or an input cannot be used."})
final class Main {

    private Main() {}

    public static void main(String[] args) {
        Logging.toStandardError();
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        CommandLine sandbox = new CommandLine(new SandboxCommand()).setUnmatchedOptionsArePositionalParams(true);
        return new CommandLine(new Main())
                .addSubcommand(sandbox)
                .setUsageHelpAutoWidth(true)
                .setExpandAtFiles(false)
                .setExecutionExceptionHandler(Main::explain);
    }

    /** What went wrong, without a stack trace; the trace is in the log at DEBUG. */
    private static int explain(Exception failure, CommandLine command, CommandLine.ParseResult parsed) {
        org.slf4j.LoggerFactory.getLogger(Main.class).debug("the command failed", failure);
        if (failure instanceof ConfigException refused) {
            refused.problems().forEach(problem -> command.getErr().println("connector: " + problem));
            return CommandLine.ExitCode.USAGE;
        }
        if (failure instanceof CommandException refused) {
            command.getErr().println("connector: " + refused.getMessage());
            return refused.exitCode();
        }
        String message = failure.getMessage() == null ? "" : ": " + failure.getMessage();
        command.getErr().println("connector: failed (" + failure.getClass().getSimpleName() + ")" + message);
        return CommandLine.ExitCode.SOFTWARE;
    }
}
