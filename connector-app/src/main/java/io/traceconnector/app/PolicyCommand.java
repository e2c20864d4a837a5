package io.traceconnector.app;

import picocli.CommandLine.Command;

@Command(
        name = "policy",
        description = "Checks policies of tenants, and explains what they allow and hide.",
        mixinStandardHelpOptions = true,
        subcommands = {PolicyCheckCommand.class, PolicyExplainCommand.class})
final class PolicyCommand {

    private PolicyCommand() {}
}
