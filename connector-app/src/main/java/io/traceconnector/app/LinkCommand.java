package io.traceconnector.app;

import io.traceconnector.chainscript.CanonicalJson;
import io.traceconnector.chainscript.FormatException;
import io.traceconnector.chainscript.Link;
import io.traceconnector.chainscript.LinkHash;
import io.traceconnector.chainscript.LinkHashing;
import io.traceconnector.chainscript.LinkJson;
import io.traceconnector.chainscript.RecipientKey;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

@Command(
        name = "link",
        description = "Hashes, verifies, opens and seals links, line by line.",
        mixinStandardHelpOptions = true,
        subcommands = {
            LinkCommand.Hash.class,
            LinkCommand.Verify.class,
            LinkCommand.Open.class,
            LinkCommand.Seal.class,
            LinkCommand.Canonical.class
        })
final class LinkCommand {

    private LinkCommand() {}

    /** A verb over lines without further options. */
    abstract static sealed class Verb implements Runnable {

        @Spec
        private CommandSpec spec;

        @Mixin
        private InputOption input;

        abstract ObjectNode answer(JsonNode line);

        @Override
        public void run() {
            answerLines(spec, input, this::answer);
        }
    }

    @Command(
            name = "hash",
            description = {
                "A link gives {\"linkHash\":hex}, and \"linkHashExplicit\" where values that are given",
                "explicitly as zero or empty change it."
            },
            mixinStandardHelpOptions = true)
    static final class Hash extends Verb {

        @Override
        ObjectNode answer(JsonNode line) {
            Link link = LinkJson.read(line);
            LinkHash hash = LinkHashing.of(link);
            LinkHash explicit = LinkHashing.explicit(link);
            ObjectNode answer = JsonLines.MAPPER.createObjectNode().put("linkHash", hash.hex());
            return explicit.equals(hash) ? answer : answer.put("linkHashExplicit", explicit.hex());
        }
    }

    @Command(
            name = "verify",
            description = {
                "A link, {\"link\",\"meta\"} or {\"raw\",\"linkHash\"} gives",
                "{\"valid\",\"hash\":\"ok|mismatch|absent\",\"signatures\":[{\"valid\",\"covers\"}],\"errors\":[{\"code\",\"message\"}]}."
            },
            mixinStandardHelpOptions = true)
    static final class Verify extends Verb {

        private final LinkVerdict verdict = new LinkVerdict();

        @Override
        ObjectNode answer(JsonNode line) {
            return verdict.of(line);
        }
    }

    @Command(
            name = "canonical",
            description = "{\"text\"} gives {\"canonical\"}: the canonical form of a JSON text.",
            mixinStandardHelpOptions = true)
    static final class Canonical extends Verb {

        @Override
        ObjectNode answer(JsonNode line) {
            return JsonLines.MAPPER
                    .createObjectNode()
                    .put("canonical", CanonicalJson.canonicalize(JsonLines.text(line, "text")));
        }
    }

    @Command(
            name = "open",
            description = {
                "A link gives {\"outcome\":\"opened|not-for-us|undecryptable|plain\",\"data\"}.",
                "Neither hash nor signatures are checked; see verify."
            },
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
            LinkEnvelope envelope = new LinkEnvelope(options.keys());
            answerLines(spec, input, line -> envelope.open(LinkJson.read(line.has("raw") ? line.get("raw") : line)));
        }
    }

    @Command(
            name = "seal",
            description = {
                "{\"link\":{\"meta\":{…}},\"data\":…} gives a link: data encrypted for every recipient, then signed.",
                "meta needs process.name and mapId; meta.data may be given as a JSON object."
            },
            mixinStandardHelpOptions = true)
    static final class Seal implements Runnable {

        @Spec
        private CommandSpec spec;

        @Option(
                names = "--recipient",
                required = true,
                arity = "1..*",
                paramLabel = "PUB",
                description = "An RSA public key in PEM; several may be given.")
        private List<Path> recipients;

        @Option(names = "--sign", required = true, paramLabel = "KEY", description = "The private key that signs.")
        private Path signingKey;

        @Option(
                names = "--passphrase",
                paramLabel = "SOURCE",
                description = "Of a protected key: file:PATH, env:NAME or exec:COMMAND.")
        private @Nullable String passphrase;

        @Mixin
        private InputOption input;

        @Override
        public void run() {
            List<RecipientKey> keys = new ArrayList<>();
            for (Path recipient : recipients) {
                keys.add(new RecipientKey(Integer.toString(keys.size() + 1), KeyFiles.readPublic(recipient)));
            }
            LinkDraft draft = new LinkDraft(
                    keys,
                    KeyFiles.readPrivate(
                            signingKey, Optional.ofNullable(passphrase).map(io.traceconnector.api.SecretSource::new)));
            answerLines(spec, input, draft::seal);
        }
    }

    private static void answerLines(CommandSpec spec, InputOption input, Function<JsonNode, ObjectNode> verb) {
        JsonLines.answer(input.file(), spec.commandLine().getOut(), line -> {
            try {
                return verb.apply(line);
            } catch (FormatException e) {
                throw new LineException(e.code(), String.valueOf(e.getMessage()));
            }
        });
    }
}
