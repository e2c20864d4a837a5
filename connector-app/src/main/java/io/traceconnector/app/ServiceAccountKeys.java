package io.traceconnector.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.ObjectNode;

@Command(
        name = "keys",
        description = "Shows and changes the public keys under which a service account signs tokens of its own.",
        mixinStandardHelpOptions = true,
        subcommands = ServiceAccountKeys.Add.class)
final class ServiceAccountKeys {

    private static final String SECRET = "privateKey";

    private ServiceAccountKeys() {}

    @Command(name = "list", description = "Shows the public keys.", mixinStandardHelpOptions = true)
    void list(@Mixin Asking asking, @Mixin AccountName account) throws InterruptedException {
        asking.list(account.path("/keys"), "keys", "kid", "createdAt");
    }

    @Command(
            name = "remove",
            description = "Removes a public key; tokens that are signed with it end.",
            mixinStandardHelpOptions = true)
    void remove(
            @Mixin Asking asking,
            @Mixin AccountName account,
            @Parameters(index = "1", paramLabel = "KID", description = "The key's id.") String kid)
            throws InterruptedException {
        asking.delete(account.path(ManagementVerb.path("/keys", kid)));
    }

    @Command(
            name = "add",
            description = "Registers a public key; without one, makes a key and shows its private half once.",
            mixinStandardHelpOptions = true)
    static final class Add extends ManagementVerb {

        @Mixin
        private AccountName account;

        @Mixin
        private SecretOption secret;

        @Option(names = "--jwk", paramLabel = "FILE", description = "The public key (RFC 7517), as JSON.")
        private @Nullable Path jwk;

        @Override
        ObjectNode ask(ApiClient client) throws InterruptedException {
            String path = account.path("/keys");
            return jwk == null
                    ? secret.kept(SECRET, () -> (ObjectNode) client.post(path, object()))
                    : (ObjectNode) client.post(path, registered(jwk));
        }

        private static ObjectNode registered(Path file) {
            try {
                ObjectNode order = object();
                order.set("jwk", JsonLines.MAPPER.readTree(Files.readString(file)));
                return order;
            } catch (IOException e) {
                throw CommandException.unusable(file + " cannot be read: " + e.getMessage());
            } catch (JacksonException e) {
                throw CommandException.unusable(file + " is no JSON");
            }
        }
    }
}
