package io.traceconnector.app;

import io.traceconnector.chainscript.Algorithms;
import io.traceconnector.chainscript.EnvelopeException;
import io.traceconnector.chainscript.Envelopes;
import io.traceconnector.chainscript.FormatException;
import io.traceconnector.chainscript.KeyType;
import io.traceconnector.chainscript.PrivateKeyPem;
import io.traceconnector.chainscript.PublicKeyPem;
import io.traceconnector.chainscript.SymmetricKey;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

@Command(
        name = "envelope",
        description = "Opens and seals envelopes (RSA-OAEP and AES-256-GCM), line by line.",
        mixinStandardHelpOptions = true,
        subcommands = {EnvelopeCommand.Open.class, EnvelopeCommand.Seal.class, EnvelopeCommand.OpenFile.class})
final class EnvelopeCommand {

    private static final Envelopes ENVELOPES = new Envelopes(Algorithms.platform());

    private EnvelopeCommand() {}

    @Command(
            name = "open",
            description = "{\"ciphertext\":base64} gives {\"plaintext\":base64}.",
            mixinStandardHelpOptions = true)
    static final class Open implements Runnable {

        @Spec
        private CommandSpec spec;

        @Mixin
        private KeyOptions options;

        @Mixin
        private InputOption input;

        @Override
        public void run() {
            List<PrivateKeyPem> keys = options.keys();
            JsonLines.answer(input.file(), spec.commandLine().getOut(), line -> open(keys, line));
        }

        /** Every key is tried, and every way to fail has the same answer. */
        private static ObjectNode open(List<PrivateKeyPem> keys, JsonNode line) {
            byte[] ciphertext = JsonLines.bytes(line, "ciphertext");
            EnvelopeException failure = null;
            for (PrivateKeyPem key : keys) {
                try {
                    return plaintext(ENVELOPES.open(key.key(), ciphertext));
                } catch (EnvelopeException e) {
                    failure = e;
                }
            }
            if (failure == null) {
                throw new IllegalStateException("no key was given");
            }
            throw new LineException(failure.code(), String.valueOf(failure.getMessage()));
        }
    }

    @Command(
            name = "seal",
            description = "{\"plaintext\":base64} gives {\"ciphertext\":base64}.",
            mixinStandardHelpOptions = true)
    static final class Seal implements Runnable {

        @Spec
        private CommandSpec spec;

        @Option(names = "--recipient", required = true, paramLabel = "PUB", description = "An RSA public key in PEM.")
        private Path recipient;

        @Mixin
        private InputOption input;

        @Override
        public void run() {
            PublicKeyPem key = KeyFiles.readPublic(recipient);
            if (key.type() != KeyType.RSA) {
                throw CommandException.unusable(recipient + " is not an RSA key; only those can encrypt");
            }
            JsonLines.answer(
                    input.file(),
                    spec.commandLine().getOut(),
                    line -> JsonLines.MAPPER
                            .createObjectNode()
                            .put(
                                    "ciphertext",
                                    Base64.getEncoder()
                                            .encodeToString(ENVELOPES.seal(key, JsonLines.bytes(line, "plaintext")))));
        }
    }

    @Command(
            name = "open-file",
            description = "{\"key\":base64,\"bytes\":base64} gives {\"plaintext\":base64}: a file as Media keeps it.",
            mixinStandardHelpOptions = true)
    static final class OpenFile implements Runnable {

        @Spec
        private CommandSpec spec;

        @Mixin
        private InputOption input;

        @Override
        public void run() {
            JsonLines.answer(input.file(), spec.commandLine().getOut(), OpenFile::open);
        }

        private static ObjectNode open(JsonNode line) {
            byte[] bytes = JsonLines.bytes(line, "bytes");
            try {
                return plaintext(ENVELOPES.openBlob(SymmetricKey.ofBase64(JsonLines.text(line, "key")), bytes));
            } catch (EnvelopeException e) {
                throw new LineException(e.code(), String.valueOf(e.getMessage()));
            } catch (FormatException e) {
                throw new LineException(e.code(), String.valueOf(e.getMessage()));
            }
        }
    }

    private static ObjectNode plaintext(byte[] plaintext) {
        return JsonLines.MAPPER
                .createObjectNode()
                .put("plaintext", Base64.getEncoder().encodeToString(plaintext));
    }
}
