package io.traceconnector.app;

import io.traceconnector.api.SecretSource;
import io.traceconnector.app.config.ConfigSource;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "demo",
        description = {
            "Starts a sandbox Trace filled with encrypted links and a connector in front of it,",
            "waits until everything is synchronised, and says what to try. INT or TERM stops both."
        },
        mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {

    private static final int STANDARD_PORT = 8903;
    private static final int STANDARD_MANAGEMENT_PORT = 8905;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--links",
            paramLabel = "N",
            defaultValue = "2000",
            description = "How many links the sandbox holds (default: 2000).")
    private int links;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "Where applications are served (default: 8903 where it is free, else any).")
    private Optional<Integer> port = Optional.empty();

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Where everything is kept; a second run goes on with it (default: demo-data/N-links).")
    private @Nullable Path data;

    @Option(
            names = "--hsm",
            paramLabel = "LIBRARY",
            description = {
                "Our keys are made and stay in a token behind this PKCS#11 library.",
                "With SoftHSM nothing else is needed: the token is made under the data directory."
            })
    private @Nullable Path hsm;

    @Option(names = "--hsm-token", paramLabel = "LABEL", description = "The token, where it is not the demo's own.")
    private Optional<String> hsmToken = Optional.empty();

    @Option(names = "--hsm-pin", paramLabel = "SOURCE", description = "Its PIN: file:PATH or env:NAME.")
    private Optional<String> hsmPin = Optional.empty();

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        Path chosen = data == null ? Path.of("demo-data", links + "-links" + (hsm == null ? "" : "-hsm")) : data;
        Path directory = chosen.toAbsolutePath().normalize();
        Files.createDirectories(directory);
        // What an earlier run left behind must not be taken for this one's.
        Files.deleteIfExists(directory.resolve("demo.env"));
        Files.deleteIfExists(directory.resolve("sandbox.env"));
        Logging.toFile(directory.resolve("connector.log"));

        try (Demo demo = new Demo(out, spec.commandLine().getErr())) {
            Thread stop = new Thread(demo::close, "demo-stop");
            Runtime.getRuntime().addShutdownHook(stop);
            Optional<DemoHsm> token = token(directory);
            EnvFile sandbox = demo.startSandbox(directory, links, publicKeys(token, out));
            if (token.isPresent()) {
                token.get().addTo(directory.resolve("connector.yaml"));
            }
            String bearer = bearerToken();
            Connector connector = demo.startConnector(settings(directory, bearer));
            demo.awaitSynchronised(connector);
            EnvFile environment = environment(sandbox, connector, bearer);
            environment.write(directory.resolve("demo.env"));
            DemoGuide.print(
                    out,
                    environment,
                    directory,
                    token.map(DemoHsm::place).orElse(directory.resolve("keys").toString()));
            return demo.awaitSandbox();
        }
    }

    private Optional<DemoHsm> token(Path directory) throws IOException {
        if (hsm == null) {
            if (hsmToken.isPresent() || hsmPin.isPresent()) {
                throw CommandException.unusable("--hsm-token and --hsm-pin go with --hsm");
            }
            return Optional.empty();
        }
        return Optional.of(DemoHsm.open(hsm.toAbsolutePath(), hsmToken, hsmPin.map(DemoCommand::secret), directory));
    }

    /** A file is meant from where the command runs, not from where the configuration is. */
    private static SecretSource secret(String reference) {
        try {
            SecretSource source = new SecretSource(reference);
            return source.file()
                    .map(file -> new SecretSource("file:" + file.toAbsolutePath()))
                    .orElse(source);
        } catch (IllegalArgumentException e) {
            throw CommandException.unusable("--hsm-pin: " + e.getMessage());
        }
    }

    private static Optional<Path> publicKeys(Optional<DemoHsm> token, PrintWriter out) throws IOException {
        if (token.isEmpty()) {
            return Optional.empty();
        }
        out.println("Our keys are in " + token.get().place() + "; those that are missing are made there");
        out.flush();
        return Optional.of(token.get().publicKeys());
    }

    private Supplier<Settings> settings(Path directory, String token) throws IOException {
        Path file = directory.resolve("token");
        Files.deleteIfExists(file);
        KeyFiles.write(file, token);
        List<String> options = new ArrayList<>();
        options.add("callers.tokens=file:" + file);
        options.add("http.listen=all");
        options.add("http.port=" + port.orElseGet(() -> FreePort.preferring(STANDARD_PORT)));
        options.add("http.management-port=" + FreePort.preferring(STANDARD_MANAGEMENT_PORT));
        return () -> Settings.read(
                ConfigSource.read(Optional.of(directory.resolve("connector.yaml")), options, System.getenv()));
    }

    private static String bearerToken() {
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }

    private static EnvFile environment(EnvFile sandbox, Connector connector, String token) {
        Map<String, String> values = new LinkedHashMap<>();
        String api = "http://" + connector.applications();
        values.put("API", api);
        values.put("MANAGEMENT", "http://" + connector.management());
        values.put("TOKEN", token);
        values.put("TRACE_URL", api + "/trace");
        values.put("ACCOUNT_URL", api + "/account");
        values.put("MEDIA_URL", api + "/media");
        values.putAll(sandbox.values());
        return new EnvFile(values);
    }
}
