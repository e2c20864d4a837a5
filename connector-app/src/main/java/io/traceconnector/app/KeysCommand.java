package io.traceconnector.app;

import io.traceconnector.api.SecretSource;
import io.traceconnector.chainscript.KeySpec;
import io.traceconnector.chainscript.PrivateKeyPem;
import io.traceconnector.chainscript.PublicKeyPem;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ObjectNode;

@Command(
        name = "keys",
        description = "Makes, shows, converts, rotates and tries private keys.",
        mixinStandardHelpOptions = true,
        subcommands = {
            KeysCommand.Generate.class,
            KeysCommand.Inspect.class,
            KeysCommand.Convert.class,
            KeysStatusCommand.class,
            KeysRotateCommand.class,
            KeysPlanCommand.class,
            KeysDrillCommand.class,
            HsmCommand.class
        })
final class KeysCommand {

    private KeysCommand() {}

    @Command(
            name = "generate",
            description = "Makes a key pair: the private half in FILE (mode 0600), the public half in FILE.pub.",
            mixinStandardHelpOptions = true)
    static final class Generate implements Callable<Integer> {

        @Spec
        private CommandSpec spec;

        @Mixin
        private KeyTypeOption type;

        @Option(names = "--out", required = true, paramLabel = "FILE", description = "Must not exist yet.")
        private Path out;

        @Option(
                names = "--passphrase",
                paramLabel = "SOURCE",
                description = "Protects the key: file:PATH, env:NAME or exec:COMMAND holds the passphrase.")
        private @Nullable String passphrase;

        @Mixin
        private OutputOption output;

        @Override
        public Integer call() {
            KeySpec kind = type.spec();
            KeyFiles.refuseExisting(out);
            KeyFiles.refuseExisting(KeyFiles.publicHalf(out));
            PrivateKeyPem key = PrivateKeyPem.generate(kind);
            KeyFiles.writePrivate(out, key, Optional.ofNullable(passphrase).map(SecretSource::new));
            KeyFiles.write(KeyFiles.publicHalf(out), key.publicKey().text());
            output.print(
                    spec.commandLine().getOut(),
                    describe(key.publicKey(), "private").put("file", out.toString()));
            return 0;
        }
    }

    @Command(
            name = "inspect",
            description = "Says what a PEM file holds, without showing a private key.",
            mixinStandardHelpOptions = true)
    static final class Inspect implements Callable<Integer> {

        @Spec
        private CommandSpec spec;

        @Parameters(paramLabel = "FILE")
        private Path file;

        @Option(names = "--passphrase", paramLabel = "SOURCE", description = "file:PATH, env:NAME or exec:COMMAND.")
        private @Nullable String passphrase;

        @Mixin
        private OutputOption output;

        @Override
        public Integer call() {
            PrintWriter out = spec.commandLine().getOut();
            KeyFiles.Content content =
                    KeyFiles.read(file, Optional.ofNullable(passphrase).map(SecretSource::new));
            switch (content) {
                case KeyFiles.Private(PrivateKeyPem key, boolean isProtected) ->
                    output.print(
                            out,
                            describe(key.publicKey(), isProtected ? "private, with passphrase" : "private")
                                    .put("public-key", key.publicKey().text()));
                case KeyFiles.Public(PublicKeyPem key) ->
                    output.print(out, describe(key, "public").put("public-key", key.text()));
            }
            return 0;
        }
    }

    @Command(
            name = "convert",
            description = {
                "Reads a private key in any variant and writes it as Stratumn's clients read it.",
                "With --new-passphrase as an encrypted PKCS#8 block; with --public only its public half."
            },
            mixinStandardHelpOptions = true)
    static final class Convert implements Callable<Integer> {

        @Spec
        private CommandSpec spec;

        @Parameters(paramLabel = "FILE")
        private Path file;

        @Option(names = "--out", required = true, paramLabel = "FILE", description = "Must not exist yet.")
        private Path out;

        @Option(names = "--passphrase", paramLabel = "SOURCE", description = "Of the file that is read.")
        private @Nullable String passphrase;

        @Option(names = "--new-passphrase", paramLabel = "SOURCE", description = "Of the file that is written.")
        private @Nullable String newPassphrase;

        @Option(names = "--public", description = "Writes the public half.")
        private boolean publicHalf;

        @Mixin
        private OutputOption output;

        @Override
        public Integer call() {
            KeyFiles.refuseExisting(out);
            KeyFiles.Content content =
                    KeyFiles.read(file, Optional.ofNullable(passphrase).map(SecretSource::new));
            PublicKeyPem key = switch (content) {
                case KeyFiles.Private(PrivateKeyPem pair, boolean isProtected) -> {
                    if (publicHalf) {
                        KeyFiles.write(out, pair.publicKey().text());
                    } else {
                        KeyFiles.writePrivate(
                                out, pair, Optional.ofNullable(newPassphrase).map(SecretSource::new));
                    }
                    yield pair.publicKey();
                }
                case KeyFiles.Public(PublicKeyPem pem) -> {
                    KeyFiles.write(out, pem.text());
                    yield pem;
                }
            };
            boolean onlyPublic = publicHalf || content instanceof KeyFiles.Public;
            output.print(
                    spec.commandLine().getOut(),
                    describe(key, onlyPublic ? "public" : "private").put("file", out.toString()));
            return 0;
        }
    }

    private static ObjectNode describe(PublicKeyPem key, String half) {
        return JsonLines.MAPPER
                .createObjectNode()
                .put(
                        "type",
                        key.type().name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'))
                .put("bits", key.bits())
                .put("half", half)
                .put("spki-sha256", key.fingerprint().hex());
    }
}
