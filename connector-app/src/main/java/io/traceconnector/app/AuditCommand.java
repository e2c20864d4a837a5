package io.traceconnector.app;

import picocli.CommandLine.Command;

@Command(
        name = "audit",
        description = "Checks and exports the audit log, from its files.",
        mixinStandardHelpOptions = true,
        subcommands = {AuditVerifyCommand.class, AuditExportCommand.class})
final class AuditCommand {

    private AuditCommand() {}
}
