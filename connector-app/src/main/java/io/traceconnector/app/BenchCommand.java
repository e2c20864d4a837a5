package io.traceconnector.app;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "bench",
        description = "Measures how fast private keys are on this machine, to size it.",
        mixinStandardHelpOptions = true,
        subcommands = {BenchCommand.OfUnwrapping.class, BenchCommand.OfSigning.class})
final class BenchCommand {

    private BenchCommand() {}

    @Command(
            name = "unwrap",
            description = {
                "Measures RSA-OAEP with decryption keys: the one operation that every link costs at its first reading.",
                "Without --key and --config with a new RSA key of 2048 bits that is thrown away."
            },
            mixinStandardHelpOptions = true)
    static final class OfUnwrapping implements Runnable {

        @Spec
        private CommandSpec spec;

        @Mixin
        private BenchOptions options;

        @Override
        public void run() {
            options.measure(BenchKind.UNWRAP, spec.commandLine().getOut());
        }
    }

    @Command(
            name = "sign",
            description = {
                "Measures signatures with signing keys. Without --key and --config with a new Ed25519 key that is thrown away."
            },
            mixinStandardHelpOptions = true)
    static final class OfSigning implements Runnable {

        @Spec
        private CommandSpec spec;

        @Mixin
        private BenchOptions options;

        @Override
        public void run() {
            options.measure(BenchKind.SIGN, spec.commandLine().getOut());
        }
    }
}
