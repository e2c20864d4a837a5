package io.traceconnector.app;

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

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        Path chosen = data == null ? Path.of("demo-data", links + "-links") : data;
        Path directory = chosen.toAbsolutePath().normalize();
        Files.createDirectories(directory);
        // What an earlier run left behind must not be taken for this one's.
        Files.deleteIfExists(directory.resolve("demo.env"));
        Files.deleteIfExists(directory.resolve("sandbox.env"));
        Logging.toFile(directory.resolve("connector.log"));

        try (Demo demo = new Demo(out, spec.commandLine().getErr())) {
            Thread stop = new Thread(demo::close, "demo-stop");
            Runtime.getRuntime().addShutdownHook(stop);
            EnvFile sandbox = demo.startSandbox(directory, links);
            String token = token();
            Connector connector = demo.startConnector(settings(directory, token));
            demo.awaitSynchronised(connector);
            EnvFile environment = environment(sandbox, connector, token);
            environment.write(directory.resolve("demo.env"));
            DemoGuide.print(out, environment, directory);
            return demo.awaitSandbox();
        }
    }

    private Supplier<Settings> settings(Path directory, String token) throws IOException {
        Path file = directory.resolve("token");
        Files.deleteIfExists(file);
        KeyFiles.write(file, token);
        List<String> options = new ArrayList<>();
        options.add("callers.tokens=file:" + file);
        options.add("http.port=" + port.orElseGet(() -> FreePort.preferring(STANDARD_PORT)));
        options.add("http.management-port=" + FreePort.preferring(STANDARD_MANAGEMENT_PORT));
        return () -> Settings.read(
                ConfigSource.read(Optional.of(directory.resolve("connector.yaml")), options, System.getenv()));
    }

    private static String token() {
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
