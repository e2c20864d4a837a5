package io.traceconnector.app;

import io.traceconnector.app.keys.CustodyException;
import io.traceconnector.app.keys.KeyName;
import io.traceconnector.app.keys.pkcs11.KeyInToken;
import io.traceconnector.app.keys.pkcs11.Pkcs11Libraries;
import io.traceconnector.app.keys.pkcs11.TokenAdministration;
import io.traceconnector.app.keys.pkcs11.TokenInfo;
import io.traceconnector.app.keys.pkcs11.Trial;
import io.traceconnector.chainscript.KeySpec;
import io.traceconnector.chainscript.PublicKeyPem;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

@Command(
        name = "hsm",
        description = "Shows, makes and tries keys in a token behind PKCS#11.",
        mixinStandardHelpOptions = true,
        subcommands = {HsmCommand.ListKeys.class, HsmCommand.Generate.class, HsmCommand.Test.class})
final class HsmCommand {

    private HsmCommand() {}

    @Command(
            name = "list",
            description = {
                "Shows the tokens that a library sees, and the private keys of the one that is given.",
                "With --library alone only the tokens, which takes no PIN."
            },
            mixinStandardHelpOptions = true)
    static final class ListKeys implements Callable<Integer> {

        @Spec
        private CommandSpec spec;

        @Mixin
        private HsmOptions hsm;

        @Mixin
        private OutputOption output;

        @Override
        public Integer call() {
            PrintWriter out = spec.commandLine().getOut();
            try {
                List<TokenInfo> tokens = new Pkcs11Libraries().tokens(hsm.library());
                List<KeyInToken> keys = hsm.tokenIfGiven()
                        .map(token -> with(token, TokenAdministration::keys))
                        .orElse(List.of());
                if (output.json()) {
                    out.println(JsonLines.MAPPER.writeValueAsString(json(tokens, keys)));
                } else {
                    print(out, tokens, keys);
                }
                return 0;
            } catch (CustodyException e) {
                throw failed(e);
            }
        }

        private static ObjectNode json(List<TokenInfo> tokens, List<KeyInToken> keys) {
            ObjectNode answer = JsonLines.MAPPER.createObjectNode();
            ArrayNode tokenNodes = answer.putArray("tokens");
            tokens.forEach(token -> tokenNodes
                    .addObject()
                    .put("label", token.label())
                    .put("serial", token.serial())
                    .put("slot", token.slot())
                    .put("manufacturer", token.manufacturer())
                    .put("model", token.model()));
            ArrayNode keyNodes = answer.putArray("keys");
            keys.forEach(key -> {
                ObjectNode node = keyNodes.addObject().put("label", key.label()).put("id", key.id());
                key.publicKey().ifPresent(half -> describe(node, half));
                node.put("extractable", key.extractable());
                ArrayNode uses = node.putArray("uses");
                key.uses().forEach(uses::add);
            });
            return answer;
        }

        private static void print(PrintWriter out, List<TokenInfo> tokens, List<KeyInToken> keys) {
            Table tokenTable = new Table(List.of("TOKEN", "SERIAL", "SLOT", "MODEL"));
            tokens.forEach(token -> tokenTable.add(List.of(
                    token.label(),
                    token.serial(),
                    String.valueOf(token.slot()),
                    (token.manufacturer() + " " + token.model()).strip())));
            tokenTable.print(out);
            if (!keys.isEmpty()) {
                out.println();
                Table keyTable = new Table(List.of("KEY", "ID", "TYPE", "BITS", "USES", "EXTRACTABLE", "SPKI-SHA256"));
                keys.forEach(key -> keyTable.add(List.of(
                        key.label(),
                        key.id(),
                        key.publicKey().map(HsmCommand::type).orElse("unknown"),
                        key.publicKey().map(half -> String.valueOf(half.bits())).orElse("-"),
                        String.join(",", key.uses()),
                        key.extractable() ? "yes" : "no",
                        key.publicKey().map(half -> half.fingerprint().hex()).orElse("-"))));
                keyTable.print(out);
            }
        }
    }

    @Command(
            name = "generate",
            description = {
                "Makes a key pair inside the token; the private half cannot leave it.",
                "RSA keys decrypt and sign, the others sign."
            },
            mixinStandardHelpOptions = true)
    static final class Generate implements Callable<Integer> {

        @Spec
        private CommandSpec spec;

        @Mixin
        private HsmOptions hsm;

        @Mixin
        private KeyTypeOption type;

        @Option(names = "--label", required = true, paramLabel = "LABEL", description = "Must not be in the token yet.")
        private String label;

        @Option(
                names = "--id",
                paramLabel = "HEX",
                description = "CKA_ID in hexadecimal digits, not in the token yet (default: eight random bytes).")
        private @Nullable String id;

        @Option(names = "--out", paramLabel = "FILE", description = "Gets the public half; must not exist yet.")
        private @Nullable Path out;

        @Mixin
        private OutputOption output;

        @Override
        public Integer call() {
            KeySpec kind = type.spec();
            String digits = id == null ? randomId() : HsmCommand.digits(id);
            if (out != null) {
                KeyFiles.refuseExisting(out);
            }
            PublicKeyPem made = with(hsm.token(), token -> token.generate(kind, label, digits));
            if (out != null) {
                KeyFiles.write(out, made.text());
            }
            ObjectNode answer =
                    JsonLines.MAPPER.createObjectNode().put("label", label).put("id", digits);
            describe(answer, made);
            output.print(spec.commandLine().getOut(), answer.put("public-key", made.text()));
            return 0;
        }

        private static String randomId() {
            byte[] bytes = new byte[8];
            new SecureRandom().nextBytes(bytes);
            return HexFormat.of().formatHex(bytes);
        }
    }

    @Command(
            name = "test",
            description = {
                "Unwraps and signs with a key in the token and says by which mechanism and how fast, for one caller.",
                "Exit code 1 where the key can be used for neither."
            },
            mixinStandardHelpOptions = true)
    static final class Test implements Callable<Integer> {

        @Spec
        private CommandSpec spec;

        @Mixin
        private HsmOptions hsm;

        @Option(names = "--label", paramLabel = "LABEL", description = "The key's label.")
        private @Nullable String label;

        @Option(names = "--id", paramLabel = "HEX", description = "The key's id in hexadecimal digits.")
        private @Nullable String id;

        @Option(
                names = "--seconds",
                paramLabel = "N",
                description = "How long each of the two is tried, 1 to 60 (default: 1).")
        private int seconds = 1;

        @Mixin
        private OutputOption output;

        @Override
        public Integer call() {
            if (label == null && id == null) {
                throw CommandException.unusable("name the key by --label or --id");
            }
            if (seconds < 1 || seconds > 60) {
                throw CommandException.unusable("--seconds must be 1 to 60");
            }
            KeyName name = new KeyName(
                    Optional.ofNullable(label), Optional.ofNullable(id).map(HsmCommand::digits));
            List<Trial> trials = with(hsm.token(), token -> token.trials(name, Duration.ofSeconds(seconds)));
            PrintWriter out = spec.commandLine().getOut();
            if (output.json()) {
                out.println(JsonLines.MAPPER.writeValueAsString(json(trials)));
            } else {
                Table table = new Table(List.of("USE", "MECHANISM", "OPERATIONS/S", "RESULT"));
                trials.forEach(trial -> table.add(List.of(
                        trial.use(),
                        trial.mechanism(),
                        String.format(Locale.ROOT, "%.0f", trial.opsPerSecond()),
                        trial.result())));
                table.print(out);
            }
            return trials.stream().anyMatch(Trial::works) ? 0 : 1;
        }

        private static ArrayNode json(List<Trial> trials) {
            ArrayNode answer = JsonLines.MAPPER.createArrayNode();
            trials.forEach(trial -> answer.addObject()
                    .put("use", trial.use())
                    .put("mechanism", trial.mechanism())
                    .put("works", trial.works())
                    .put("opsPerSecond", trial.opsPerSecond())
                    .put("result", trial.result()));
            return answer;
        }
    }

    private static <T> T with(HsmOptions.Named token, Function<TokenAdministration, T> use) {
        try (TokenAdministration open = new TokenAdministration(token.name(), token.config(), token.access())) {
            return use.apply(open);
        } catch (CustodyException e) {
            throw failed(e);
        }
    }

    private static CommandException failed(CustodyException e) {
        return CommandException.failed(e.getMessage() + " (" + e.code().spelling() + ")");
    }

    private static String digits(String id) {
        if (!id.matches("([0-9A-Fa-f]{2}){1,64}")) {
            throw CommandException.unusable("--id must be 1 to 64 bytes in hexadecimal digits");
        }
        return id.toLowerCase(Locale.ROOT);
    }

    private static String type(PublicKeyPem key) {
        return key.type().name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static void describe(ObjectNode node, PublicKeyPem key) {
        node.put("type", type(key))
                .put("bits", key.bits())
                .put("spki-sha256", key.fingerprint().hex());
    }
}
