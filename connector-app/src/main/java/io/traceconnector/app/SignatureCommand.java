package io.traceconnector.app;

import io.traceconnector.chainscript.Algorithms;
import io.traceconnector.chainscript.FormatException;
import io.traceconnector.chainscript.MessageSignatures;
import io.traceconnector.chainscript.SignedMessage;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

@Command(
        name = "signature",
        description = "Checks signatures over messages, line by line.",
        mixinStandardHelpOptions = true,
        subcommands = SignatureCommand.Verify.class)
final class SignatureCommand {

    private SignatureCommand() {}

    @Command(
            name = "verify",
            description = "{\"public_key\",\"signature\",\"message\"}, as in a login, gives {\"valid\"}.",
            mixinStandardHelpOptions = true)
    static final class Verify implements Runnable {

        private static final MessageSignatures SIGNATURES = new MessageSignatures(Algorithms.platform());

        @Spec
        private CommandSpec spec;

        @Mixin
        private InputOption input;

        @Override
        public void run() {
            JsonLines.answer(input.file(), spec.commandLine().getOut(), Verify::verify);
        }

        private static ObjectNode verify(JsonNode line) {
            try {
                return JsonLines.MAPPER
                        .createObjectNode()
                        .put("valid", SignedMessage.read(line).isValid(SIGNATURES));
            } catch (FormatException e) {
                throw new LineException(e.code(), String.valueOf(e.getMessage()));
            }
        }
    }
}
